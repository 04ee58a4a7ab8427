import { parseClientId, type ClientIdentity } from '../../wiotp/clientId.ts';
import { clientIdFault } from '../../wiotp/clientIdFault.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import type { Registry } from '../registry/registry.ts';
import { checkApplication } from './checkApplication.ts';
import { checkDevice } from './checkDevice.ts';
import { refusedConnect } from './refusedConnect.ts';

/**
 * Who a client is, once its CONNECT has proved it.
 * @throws Refusal with the CONNACK code, which says which of the many reasons it really was.
 */
export function authenticate(packet: ConnectPacket, registry: Registry): ClientIdentity {
  const { clientId } = packet;
  checkClientId(clientId);
  const identity = parseClientId(clientId);
  if (typeof identity === 'string') throw new Error(`A client ID without fault cannot be read: ${identity}`);
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

function checkClientId(clientId: string): void {
  // What is no UTF-8 has been replaced where the packet was read.
  if (clientId.includes('\ufffd')) throw refusedConnect(2, 'The client ID contains bytes that are no UTF-8.', characters);
  const fault = clientIdFault(clientId);
  if (fault === undefined) return;
  throw refusedConnect(fault.connack, fault.reason, fault.connack === 2 ? characters : forms);
}

const characters = 'Use d:org:type:id with letters, digits, "-", "_" and ".".';
const forms = 'Use d:org:type:id for a device and a:org:name for an application.';
