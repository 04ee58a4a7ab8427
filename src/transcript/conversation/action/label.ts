import { isObject, member } from '../../../lint/json.ts';
import { memberNumbers } from '../../../wiotp/codes/memberNumbers.ts';
import { attributesOf } from '../attributes.ts';
import type { ConnectionEvent, MessageEvent } from '../event.ts';
import { rcOf } from '../exchange.ts';
import { firmwareReports } from '../rules/firmwareReport.ts';
import { actionTitle } from './actionTitle.ts';

/** How many characters a label has at most; what devices name may be long. */
const longest = 120;

/** How many attributes are named. */
const mostNames = 3;

/** What a message or an event of the connection says, in a few words: `Reboot`, `rc 202`, `Notify: state 1 (downloading)`. */
export function labelOf(event: MessageEvent | ConnectionEvent): string {
  const label = event.type === 'connection' ? connectionLabel(event) : messageLabel(event);
  return label.length <= longest ? label : `${label.slice(0, longest - 1).toWellFormed()}…`;
}

function connectionLabel({ event }: ConnectionEvent): string {
  switch (event) {
    case 'open':
      return 'Connected';
    case 'subscribed':
      return 'Subscribed';
    case 'closed':
      return 'Connection closed';
    case 'refused':
      return 'Connection refused';
  }
}

function messageLabel(event: MessageEvent): string {
  const name = event.kind?.name;
  if (name === 'dm.deviceResponse' || name === 'dm.serverResponse') return answerLabel(event);
  const about = name === 'dm.notify' ? reported(event) : named(event);
  return [name === 'dm.manage' ? 'Manage request' : actionTitle(event), about].filter((part) => part !== '').join(': ');
}

function answerLabel(event: MessageEvent): string {
  const rc = rcOf(event);
  return rc === undefined ? 'Answer without rc' : `rc ${rc}`;
}

/** What a notification says: of the firmware its state, otherwise what it is about. */
function reported(event: MessageEvent): string {
  const texts = firmwareReports(event).flatMap(({ state, updateStatus }) => [
    ...(state === undefined ? [] : [numberText('state', state)]),
    ...(updateStatus === undefined ? [] : [numberText('updateStatus', updateStatus)]),
  ]);
  return texts.length === 0 ? named(event) : texts.slice(0, mostNames).join(', ');
}

function numberText(name: 'state' | 'updateStatus', value: number): string {
  const meaning = memberNumbers[name][value];
  return meaning === undefined ? `${name} ${value}` : `${name} ${value} (${meaning})`;
}

/** The attributes that a message names; of firmware that is written, its version. */
function named({ payload, kind }: MessageEvent): string {
  if (kind?.name === 'dm.customAction') return '';
  const attributes = attributesOf(payload);
  const names = attributes.slice(0, mostNames).map(({ name, value }) => {
    const version = name === 'mgmt.firmware' && isObject(value) ? member(value, 'version') : undefined;
    return typeof version === 'string' && version !== '' ? `${name}, version ${version}` : name;
  });
  return attributes.length > mostNames ? `${names.join(', ')} and ${attributes.length - mostNames} more` : names.join(', ');
}
