import { parseClientId, type ClientIdentity } from '../../wiotp/clientId.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import type { Registry } from '../registry/registry.ts';
import { checkApplication } from './checkApplication.ts';
import { checkDevice } from './checkDevice.ts';
import { refusedConnect } from './refusedConnect.ts';

/** [D-conn, PX-rule] */
const maxClientIdBytes = 256;

/**
 * Who a client is, once its CONNECT has proved it.
 * @throws Refusal with the CONNACK code, which says which of the many reasons it really was.
 */
export function authenticate(packet: ConnectPacket, registry: Registry): ClientIdentity {
  const { clientId } = packet;
  checkCharacters(clientId);
  const identity = parseClientId(clientId);
  if (typeof identity === 'string') {
    const what = clientId === '' ? 'The client ID is empty.' : identity;
    throw refusedConnect(5, what, 'Use d:org:type:id for a device and a:org:name for an application.');
  }
  if (identity.org !== registry.org) {
    throw refusedConnect(
      5,
      `The client ID names the organisation ${identity.org}; this platform serves ${registry.org}.`,
      `Use ${registry.org} in the client ID.`,
    );
  }
  if (identity.sender === 'application') checkApplication(packet, identity, registry);
  else checkDevice(packet, identity, registry);
  return identity;
}

function checkCharacters(clientId: string): void {
  const advice = 'Use d:org:type:id with letters, digits, "-", "_" and ".".';
  const bytes = Buffer.byteLength(clientId);
  if (bytes > maxClientIdBytes) throw refusedConnect(2, `The client ID has ${bytes} bytes; ${maxClientIdBytes} are allowed.`, advice);
  const topicCharacter = /[/+#]/.exec(clientId)?.[0];
  if (topicCharacter !== undefined) throw refusedConnect(2, `The client ID contains "${topicCharacter}", which is not allowed.`, advice);
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f\ufffd]/.test(clientId)) {
    throw refusedConnect(2, 'The client ID contains control characters or bytes that are no UTF-8.', advice);
  }
}
