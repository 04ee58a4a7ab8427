import * as vscode from 'vscode';
import { checkToken } from '../../wiotp/names.ts';
import type { ConnectionProfile } from '../../wiotp/profile.ts';
import type { Parts } from '../commands/parts.ts';
import { platformPort } from '../settings.ts';
import { askAlone, askChoice, askText } from '../quick/wizard.ts';

/**
 * Connects a profile, asking for what is missing: the embedded platform if it does not run, and the token.
 * @throws Refusal with the cause, when the connection is not accepted.
 */
export async function connectAsking(parts: Parts, profile: ConnectionProfile): Promise<void> {
  if (profile.target.kind === 'embedded') await parts.platform.attach();
  if (profile.target.kind === 'embedded' && parts.platform.state.phase === 'stopped') {
    const start = vscode.l10n.t('Start and Connect');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('{0} connects to the embedded platform, which does not run.', profile.name),
      { modal: true },
      start,
    );
    if (chosen !== start) return;
    await parts.platform.start(platformPort());
  }
  if (await haveToken(parts, profile)) await parts.connections.connect(profile);
}

/** Makes sure that a token is kept: silently for the simulated demo device, and by asking otherwise. */
async function haveToken(parts: Parts, profile: ConnectionProfile): Promise<boolean> {
  if (profile.target.kind === 'embedded' && (profile.demo || parts.platform.device(profile) === undefined)) {
    await registerOnPlatform(parts, profile);
    return true;
  }
  if ((await parts.connections.token(profile)) !== undefined) return true;
  if (profile.target.kind === 'embedded') {
    const issue = await askTokenSource(profile);
    if (issue === undefined) return false;
    if (issue) {
      await registerOnPlatform(parts, profile);
      return true;
    }
  }
  const prompt = vscode.l10n.t('The token is not kept any more. Device token');
  const title = vscode.l10n.t('Connect {0}', profile.name);
  const token = await askAlone(title, (place) => askText(place, { prompt, password: true, check: checkToken }));
  if (token === undefined) return false;
  await parts.connections.keepToken(profile, token);
  return true;
}

/** Registers the device, or gives it a new token when it is registered and none is kept. */
async function registerOnPlatform({ platform, connections }: Parts, profile: ConnectionProfile): Promise<void> {
  const device = { typeId: profile.typeId, deviceId: profile.deviceId };
  const registered = platform.device(device) !== undefined;
  if (registered && (await connections.token(profile)) !== undefined) return;
  const calls = await platform.calls();
  const { authToken } = await calls.ask(registered ? 'issueToken' : 'addDevice', device);
  await connections.keepToken(profile, authToken);
}

function askTokenSource({ name, deviceId }: ConnectionProfile): Promise<boolean | undefined> {
  return askAlone(vscode.l10n.t('Connect {0}', name), (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('The token of {0} is not kept any more', deviceId),
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
