import * as vscode from 'vscode';
import { clientName, deviceOf } from '../../../profiles/deviceOf.ts';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import type { Parts } from '../../parts.ts';
import { askAlone, askChoice } from '../../quick/wizard.ts';
import { askSecret } from './askSecret.ts';
import { neededSecrets } from './neededSecrets.ts';

/**
 * Makes sure that every secret is kept that a profile needs: the embedded platform gives the token of a new device, and of the
 * simulated one; everything else is asked for. `false` when the user left.
 */
export async function haveSecrets(parts: Parts, profile: ConnectionProfile): Promise<boolean> {
  const { connections, platform } = parts;
  const device = deviceOf(profile);
  if (profile.target.kind === 'embedded' && device !== undefined && platform.device(device) === undefined) {
    await takeToken(parts, profile, 'addDevice');
    return true;
  }
  const resolved = connections.resolve(profile);
  for (const name of await neededSecrets(profile, resolved)) {
    if ((await connections.secret(profile, name)) !== undefined) continue;
    if (name === 'token' && profile.target.kind === 'embedded' && device !== undefined) {
      const issue = profile.demo || (await askTokenSource(profile));
      if (issue === undefined) return false;
      if (issue) {
        await takeToken(parts, profile, 'issueToken');
        continue;
      }
    }
    const secret = await askSecret(connections.find(profile.id) ?? { profile }, name, resolved);
    if (secret === undefined) return false;
    await connections.keepSecret(profile, name, secret);
  }
  return true;
}

/** Has the embedded platform make a token, for a new device or in place of the old one, and keeps it. */
export async function takeToken(
  { platform, connections }: Parts,
  profile: ConnectionProfile,
  how: 'addDevice' | 'issueToken',
): Promise<void> {
  const device = deviceOf(profile);
  if (device === undefined) return;
  const calls = await platform.calls();
  const isGateway = how === 'addDevice' && profile.client.sender === 'gateway';
  const { authToken } = isGateway
    ? await calls.ask('addDevice', { ...device, classId: 'Gateway', role: 'privileged' })
    : await calls.ask(how, device);
  await connections.keepTokenOf(device, authToken);
}

function askTokenSource(profile: ConnectionProfile): Promise<boolean | undefined> {
  return askAlone(vscode.l10n.t('Connect {0}', profile.name), (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('The token of {0} is not kept here', clientName(profile)),
      choices: [
        { label: vscode.l10n.t('Enter the Token…'), value: false },
        {
          label: vscode.l10n.t('Issue a New Token'),
          detail: vscode.l10n.t('The old one ends: a board that uses it can no longer connect'),
          value: true,
        },
      ],
    }),
  );
}
