import * as vscode from 'vscode';
import type { RemoteControl } from '../../rpc/engineContract.ts';
import { splitRemoteKey } from '../../rpc/node/remoteKey.ts';
import { askText, extend, wizard, type Outcome, type Place } from '../quick/wizard.ts';
import type { RemoteKeys } from './remoteKeys.ts';
import { readRemoteUrl } from './remoteUrl.ts';

/** Asks for the address and, unless it is kept, the key of a platform elsewhere. `undefined` when the user left. */
export function askRemoteControl(keys: RemoteKeys): Promise<RemoteControl | undefined> {
  const first: RemoteControl = { url: keys.lastUrl() ?? '', key: '' };
  return wizard(vscode.l10n.t('Attach to Platform'), first, [askUrl, (answers, place) => askKey(keys, answers, place)]);
}

function askUrl(answers: RemoteControl, place: Place): Promise<Outcome<RemoteControl>> {
  const question = askText(place, {
    prompt: vscode.l10n.t('Address of the platform, as “wiotp platform --attach” shows it'),
    value: answers.url,
    placeholder: 'https://192.168.1.10:8883',
    check: (text) => {
      const read = readRemoteUrl(text);
      return 'refused' in read ? read.refused : undefined;
    },
  });
  return extend(question, (text) => {
    const read = readRemoteUrl(text);
    return { ...answers, url: 'url' in read ? read.url : text };
  });
}

async function askKey(keys: RemoteKeys, answers: RemoteControl, place: Place): Promise<Outcome<RemoteControl>> {
  const kept = await keys.keyOf(answers.url);
  if (kept !== undefined) return { ...answers, key: kept };
  const question = askText(place, {
    prompt: vscode.l10n.t('Key of {0}; it is kept in the secret store only', answers.url),
    password: true,
    check: (text) =>
      splitRemoteKey(text) === undefined
        ? vscode.l10n.t('This is no whole key: copy it again as the platform showed it together with its address.')
        : undefined,
  });
  return extend(question, (key) => ({ ...answers, key: key.trim() }));
}
