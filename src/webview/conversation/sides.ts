import type { ConversationPicture, ConversationStep } from '../../rpc/log/logStudies.ts';
import { parseClientId } from '../../wiotp/clientId.ts';
import { visibleStart } from '../text/visibleText.ts';

/** Clients choose their names; longer ones are cut. */
const longestName = 100;

/** Who stands on the left: `Device thermostat/t-100`, `Gateway gw/g-1 for sensor/s-1`. */
export function leftName({ clientId, behind }: Pick<ConversationPicture, 'clientId' | 'behind'>): string {
  const client = parseClientId(clientId);
  const named = typeof client === 'string' || client.sender === 'application' ? clientId : `${client.typeId}/${client.deviceId}`;
  const isGateway = clientId.startsWith('g:');
  const whom = `${isGateway ? 'Gateway' : 'Device'} ${visibleStart(named, longestName)}`;
  return behind === undefined ? whom : `${whom} for ${visibleStart(behind, longestName)}`;
}

/** Whether a step is something that happened to the connection, and no message. */
export function isEvent({ row }: ConversationStep): boolean {
  return row.kind?.startsWith('connection.') === true;
}

/** `platform to device`, as a sentence says it. */
export function wayText({ row }: ConversationStep): string {
  return row.direction === 'down' ? 'platform to device' : 'device to platform';
}
