import { parseClientId, type ClientIdentity } from '../../wiotp/clientId.ts';
import { clientIdFault } from '../../wiotp/clientIdFault.ts';
import { refusedConnect } from './refusedConnect.ts';

/** Who a client says it is [PX-mqtt]. @throws Refusal with CONNACK code 2 for characters no client ID has, with 5 for one of no class. */
export function identify(clientId: string): ClientIdentity {
  // What is no UTF-8 has been replaced where the packet was read.
  if (clientId.includes('\ufffd')) throw refusedConnect(2, 'The client ID contains bytes that are no UTF-8.', characters);
  const fault = clientIdFault(clientId);
  if (fault !== undefined) throw refusedConnect(fault.connack, fault.reason, fault.connack === 2 ? characters : forms);
  const identity = parseClientId(clientId);
  if (typeof identity === 'string') throw new Error(`A client ID without fault cannot be read: ${identity}`);
  return identity;
}

const characters = 'Use d:org:type:id with letters, digits, "-", "_" and ".".';
const forms = 'Use d:org:type:id for a device, g:org:type:id for a gateway and a:org:name for an application.';
