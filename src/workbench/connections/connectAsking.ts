import * as vscode from 'vscode';
import { checkToken } from '../../wiotp/names.ts';
import type { ConnectionProfile } from '../../wiotp/profile.ts';
import { isRefusal } from '../../wiotp/refusal.ts';
import type { Parts } from '../commands/parts.ts';
import { startPlatform } from '../embeddedPlatform/startPlatform.ts';
import { askAlone, askChoice, askText } from '../quick/wizard.ts';

/** CONNACK codes that another token may cure. */
const credentialCodes: readonly (number | undefined)[] = [4, 5];

/**
 * Connects a profile, asking for what is missing: the embedded platform if it does not run, a yes if somebody else is
 * connected as this device, and the token. A second call for the same profile joins the first.
 * @throws Refusal with the cause, when the connection is not accepted.
 */
export function connectAsking(parts: Parts, profile: ConnectionProfile): Promise<void> {
  return parts.connections.once(profile, async () => {
    if (!(await havePlatform(parts, profile)) || !(await mayReplace(parts, profile)) || !(await haveToken(parts, profile))) return;
    try {
      await parts.connections.connect(profile);
    } catch (error) {
      if (!isRefusal(error) || !credentialCodes.includes(error.code)) throw error;
      if (profile.demo) await connectWithNewToken(parts, profile);
      else void offerOtherToken(parts, profile, error);
    }
  });
}

async function havePlatform(parts: Parts, { name, target }: ConnectionProfile): Promise<boolean> {
  if (target.kind !== 'embedded') return true;
  await parts.platform.attach();
  if (parts.platform.state.phase === 'running') return true;
  const start = vscode.l10n.t('Start and Connect');
  const question = vscode.l10n.t('{0} connects to the embedded platform, which does not run.', name);
  if ((await vscode.window.showInformationMessage(question, { modal: true }, start)) !== start) return false;
  await startPlatform(parts);
  return true;
}

/** A second connection with one client ID pushes the first one out, which may be a board, or another window. */
async function mayReplace({ platform }: Parts, profile: ConnectionProfile): Promise<boolean> {
  const device = profile.target.kind === 'embedded' ? platform.device(profile) : undefined;
  if (device?.online !== true) return true;
  const replace = vscode.l10n.t('Connect Anyway');
  const question = vscode.l10n.t('{0} is connected already, from {1}.', profile.deviceId, device.peer ?? vscode.l10n.t('elsewhere'));
  const detail = vscode.l10n.t('A device has one connection: connecting here closes that one.');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, replace)) === replace;
}

/** Makes sure that a token is kept: silently for the simulated demo device and for new ones, and by asking otherwise. */
async function haveToken(parts: Parts, profile: ConnectionProfile): Promise<boolean> {
  if (profile.target.kind === 'embedded' && parts.platform.device(profile) === undefined) {
    await takeToken(parts, profile, 'addDevice');
    return true;
  }
  if ((await parts.connections.token(profile)) !== undefined) return true;
  if (profile.target.kind === 'embedded') {
    const issue = profile.demo || (await askTokenSource(profile));
    if (issue === undefined) return false;
    if (issue) {
      await takeToken(parts, profile, 'issueToken');
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

/** Has the embedded platform make a token, for a new device or in place of the old one, and keeps it. */
async function takeToken({ platform, connections }: Parts, profile: ConnectionProfile, how: 'addDevice' | 'issueToken'): Promise<void> {
  const { typeId, deviceId } = profile;
  const { authToken } = await (await platform.calls()).ask(how, { typeId, deviceId });
  await connections.keepTokenOf(profile, authToken);
}

async function connectWithNewToken(parts: Parts, profile: ConnectionProfile): Promise<void> {
  await takeToken(parts, profile, 'issueToken');
  await parts.connections.connect(profile);
}

/** A token that is wrong would be sent again and again; only the user can tell whether it is. */
async function offerOtherToken(parts: Parts, profile: ConnectionProfile, error: Error): Promise<void> {
  const other = async (): Promise<void> => {
    await parts.connections.forgetToken(profile);
    await connectAsking(parts, profile);
  };
  await parts.notices.error(vscode.l10n.t('Connect'), error, { title: vscode.l10n.t('Enter Another Token…'), run: other });
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
