import * as vscode from 'vscode';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import { isRefusal, Refusal, refusalText } from '../../../wiotp/refusal.ts';
import type { Parts } from '../../parts.ts';
import { commands } from '../../ids.ts';
import { haveApiKey } from './haveApiKey.ts';
import { havePlatform } from './havePlatform.ts';
import { haveSecrets, takeToken } from '../secrets/haveSecrets.ts';
import { firstError } from '../profileCheck.ts';
import { sharedRiskWords } from '../security.ts';
import { askTakeover, watchInstead } from './takeoverGuard.ts';

/** What a CONNACK says that another token may cure: in MQTT 3.1.1, and in MQTT 5. */
const credentialCodes: readonly (number | undefined)[] = [4, 5, 0x86, 0x87];

/**
 * Connects a profile, asking for what is missing: the embedded platform if it does not run, a yes if somebody else is or may be
 * connected as this device, an API key, and secrets. A second call for the same profile joins the first. A connection that is not
 * accepted is told, with what can be done about it.
 */
export async function connectAsking(parts: Parts, profile: ConnectionProfile): Promise<void> {
  let next: ConnectionProfile | undefined = profile;
  while (next !== undefined) next = await connectOrWatch(parts, next);
}

/** The connection that the user wants instead. */
async function connectOrWatch(parts: Parts, profile: ConnectionProfile): Promise<ConnectionProfile | undefined> {
  let instead: ConnectionProfile | undefined;
  await parts.connections.once(profile, async () => {
    // An application without an API key is not wrong, but not complete.
    const complete = (await havePlatform(parts, profile)) ? await haveApiKey(parts, profile) : undefined;
    if (complete === undefined) return;
    const wrong = firstError(complete);
    if (wrong !== undefined) throw unfit(complete, wrong);
    if (!(await acceptsInsecure(parts, complete))) return;
    const takeover = await askTakeover(parts, complete);
    if (takeover === 'watch') instead = await watchInstead(parts, complete);
    if (takeover === 'connect' && (await haveSecrets(parts, complete))) await connectTelling(parts, complete);
  });
  return instead;
}

async function connectTelling(parts: Parts, profile: ConnectionProfile): Promise<void> {
  try {
    await parts.connections.connect(profile);
  } catch (error) {
    const isCredential = isRefusal(error) && credentialCodes.includes(error.code);
    if (isCredential && profile.demo) {
      await takeToken(parts, profile, 'issueToken');
      await parts.connections.connect(profile);
      return;
    }
    // Not awaited: connecting is over when it failed, not when the notification was read.
    void offerHelp(parts, profile, error, isCredential);
  }
}

/** A token that is wrong would be sent again and again, and only the user can tell whether it is; the doctor finds the rest. */
async function offerHelp(parts: Parts, profile: ConnectionProfile, error: unknown, isCredential: boolean): Promise<void> {
  const other = async (): Promise<void> => {
    await parts.connections.forgetToken(profile);
    await connectAsking(parts, parts.connections.find(profile.id)?.profile ?? profile);
  };
  const node = { node: 'connection', id: profile.id };
  const diagnose = { title: vscode.l10n.t('Diagnose…'), run: () => vscode.commands.executeCommand(commands.diagnoseConnection, node) };
  const hasToken = profile.target.kind !== 'quickstart';
  const actions =
    isCredential && hasToken
      ? [{ title: vscode.l10n.t('Enter Another Token…'), run: other }, diagnose]
      : isRefusal(error)
        ? [diagnose]
        : [];
  const why = isRefusal(error) ? refusalText(error) : String(error);
  await parts.notices.once(profile.id, why, () => parts.notices.error(vscode.l10n.t('Connect'), error, ...actions));
}

/** What somebody else set aside is said before it counts here for the first time. */
async function acceptsInsecure({ connections, agreements }: Parts, profile: ConnectionProfile): Promise<boolean> {
  const shared = connections.find(profile.id)?.shared;
  const risks = sharedRiskWords(profile);
  if (shared === undefined || risks.length === 0) return true;
  const messages = risks.map(({ message }) => message).join(' ');
  const what = `insecure ${messages} ${connections.resolve(profile).boundTo}`;
  if (agreements.has(what)) return true;
  const connect = vscode.l10n.t('Connect All the Same');
  const question = vscode.l10n.t('{0} is insecure: {1}.', profile.name, risks.map(({ words }) => words).join(', '));
  const detail = vscode.l10n.t('The file .wiotp/profiles.json of the folder {0} says so. {1}', shared.name, messages);
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, connect)) !== connect) return false;
  await agreements.add(what);
  return true;
}

function unfit({ name }: ConnectionProfile, wrong: string): Refusal {
  return new Refusal(vscode.l10n.t('{0} cannot be connected as it is. {1}', name, wrong), {
    rule: 'a profile that can be connected',
    advice: vscode.l10n.t('Change it with Edit Connection…, or in the file it came from.'),
  });
}
