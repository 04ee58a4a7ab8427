import type { LogCommand } from '../../../rpc/log/logContract.ts';
import type { LogMessage } from '../../../rpc/log/traffic.ts';
import { rowFlags, type RowFlags } from '../list/rowFlags.ts';
import { isConnectionEvent } from '../list/rowText.ts';
import { formOf } from './payloadTabs.ts';

/** What can be done with a message. */
export interface RowAction {
  readonly command: LogCommand;
  readonly title: string;
  /** The name of a codicon; those with one stand beside the title, the others in the menu. */
  readonly icon?: string;
}

interface OfferedAction extends RowAction {
  readonly makesSense: (is: RowFlags, message: LogMessage) => boolean;
}

/** Everything that can be done with a message, in the order of the context menu of its row, and for which messages it makes sense. */
const actions: readonly OfferedAction[] = [
  {
    command: 'publishMessageAgain',
    title: 'Publish This Again…',
    icon: 'debug-restart',
    // A command that a device got can be sent again by an application.
    makesSense: ({ isMessage, fromClient, isDeviceManagement }) => fromClient || (isMessage && !isDeviceManagement),
  },
  { command: 'newPayloadFromMessage', title: 'New Payload File from This', icon: 'new-file', makesSense: ({ hasPayload }) => hasPayload },
  { command: 'copyMessageAsJson', title: 'Copy as JSON', makesSense: () => true },
  { command: 'copyMessageAsMosquitto', title: 'Copy as mosquitto_pub', makesSense: ({ fromClient }) => fromClient },
  { command: 'copyMessageAsC', title: 'Copy as C', makesSense: ({ fromClient }) => fromClient },
  { command: 'compareWithPreviousMessage', title: 'Compare with Previous of the Same Topic', makesSense: ({ isMessage }) => isMessage },
  {
    command: 'compareWithPreviousBoot',
    title: 'Compare with Previous Boot',
    makesSense: ({ isMarker }, { clientId }) => clientId !== '' && !isMarker,
  },
  {
    command: 'showConversation',
    title: 'Show Conversation',
    makesSense: ({ isDeviceManagement }, message) => isDeviceManagement || isConnectionEvent(message),
  },
  { command: 'plotNumbers', title: 'Plot Numbers…', makesSense: ({ isEvent }, message) => isEvent && formOf(message) === 'json' },
];

/** What can be done with this message. */
export function rowActions(message: LogMessage): readonly RowAction[] {
  const flags = rowFlags(message);
  return actions.filter(({ makesSense }) => makesSense(flags, message));
}
