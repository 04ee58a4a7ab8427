import * as vscode from 'vscode';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import type { Parts } from '../../parts.ts';
import { wizard, type Step } from '../../quick/wizard.ts';
import { isSecure } from '../../../profiles/transportOf.ts';
import { firstAnswers, type Answers, type NextStep } from './answers.ts';
import { askApiKey, askApplicationId, askClass, askDeviceId, askTypeId } from './clientQuestions.ts';
import { askName, askNext } from './endQuestions.ts';
import { freeName } from './freeName.ts';
import { askDomain, askHost, askOrg, askTarget, askTransport } from './placeQuestions.ts';
import { askCertificate, askKey, askSignIn, askToken } from './signInQuestions.ts';

/**
 * Asks for a new connection and keeps it with its token, and says what the user wants next. `undefined` when the user left; then
 * nothing is kept.
 */
export async function addConnection(
  parts: Pick<Parts, 'profiles' | 'connections'>,
  first = firstAnswers(crypto.randomUUID()),
): Promise<{ readonly profile: ConnectionProfile; readonly next: NextStep } | undefined> {
  const taken = parts.connections.all().map(({ profile }) => profile.name);
  const answers = await wizard(vscode.l10n.t('Add Connection'), first, (now) => stepsOf(now, taken));
  if (answers === undefined) return undefined;
  const { token, next } = answers;
  // Quickstart asks for no name.
  const profile = answers.profile.name === '' ? { ...answers.profile, name: freeName(answers.profile, taken) } : answers.profile;
  await parts.profiles.put(profile);
  // For the embedded platform, which makes its tokens itself, nothing was asked.
  if (token !== '') await parts.connections.keepToken(profile, token);
  return { profile, next };
}

/** Only what the target and the class need. */
function stepsOf({ profile: { target, client }, signIn, profile }: Answers, taken: readonly string[]): readonly Step<Answers>[] {
  const end: readonly Step<Answers>[] = [(answers, place) => askName(answers, place, taken), askNext];
  const device = [askTypeId, askDeviceId];
  if (target.kind === 'quickstart') return [askTarget, ...device, askNext];
  const who = client.sender === 'application' ? [askApplicationId] : device;
  if (target.kind === 'embedded') return [askTarget, askClass, ...who, ...end];
  const where = target.kind === 'mas' ? [askDomain, askOrg] : target.kind === 'host' ? [askHost, askOrg] : [askOrg];
  const whoElsewhere = client.sender === 'application' ? [askApiKey, askApplicationId] : device;
  const secured = isSecure(profile.transport) ? [askSignIn] : [];
  const shown = signIn === 'certificate' && secured.length > 0 ? [askCertificate, askKey, askToken] : [askToken];
  return [askTarget, askClass, ...where, ...whoElsewhere, askTransport, ...secured, ...shown, ...end];
}
