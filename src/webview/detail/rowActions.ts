import type { LogCommand } from '../../rpc/logContract.ts';
import type { LogMessage } from '../../rpc/traffic.ts';
import { findKind } from '../../wiotp/catalog.ts';
import { isConnectionEvent, isDeviceManagement } from '../../wiotp/kind.ts';
import { isUtf8 } from '../text/isUtf8.ts';
import { formOf } from './payloadTabs.ts';

/** What can be done with a message. */
export interface RowAction {
  readonly command: LogCommand;
  readonly title: string;
  /** The name of a codicon; those with one stand beside the title, the others in the menu. */
  readonly icon?: string;
}

interface OfferedAction extends RowAction {
  readonly makesSense: (message: LogMessage) => boolean;
}

/** Everything that can be done with a message, in the order of the context menu of its row, and for which messages it makes sense. */
const actions: readonly OfferedAction[] = [
  { command: 'publishMessageAgain', title: 'Publish Again…', icon: 'debug-restart', makesSense: isFromClient },
  { command: 'newPayloadFromMessage', title: 'New Payload File from This', icon: 'new-file', makesSense: hasPayload },
  { command: 'copyMessageAsJson', title: 'Copy as JSON', makesSense: () => true },
  { command: 'copyMessageAsMosquitto', title: 'Copy as mosquitto_pub', makesSense: isFromClient },
  { command: 'copyMessageAsC', title: 'Copy as C', makesSense: (message) => isFromClient(message) && isUtf8(message.payload) },
  { command: 'compareWithPreviousMessage', title: 'Compare with Previous of the Same Topic', makesSense: isMessage },
  { command: 'compareWithPreviousBoot', title: 'Compare with Previous Boot', makesSense: hasClient },
  { command: 'showConversation', title: 'Show Conversation', makesSense: isOfConversation },
  { command: 'plotNumbers', title: 'Plot Numbers…', makesSense: (message) => isEvent(message) && formOf(message) === 'json' },
];

/** What can be done with this message. */
export function rowActions(message: LogMessage): readonly RowAction[] {
  return actions.filter(({ makesSense }) => makesSense(message));
}

/** Not a connection event, and no marker. */
function isMessage({ topic }: LogMessage): boolean {
  return topic !== '';
}

function isFromClient(message: LogMessage): boolean {
  return isMessage(message) && message.direction === 'up';
}

function hasPayload(message: LogMessage): boolean {
  return isMessage(message) && message.payload.length > 0;
}

function hasClient({ clientId, marker }: LogMessage): boolean {
  return clientId !== '' && marker === undefined;
}

function isOfConversation({ kind }: LogMessage): boolean {
  const found = findKind(kind ?? '');
  return found !== undefined && (isDeviceManagement(found) || isConnectionEvent(found.name));
}

function isEvent({ kind }: LogMessage): boolean {
  return kind === 'device.event' || kind === 'gateway.event' || kind === 'app.event';
}
