import type { ClientIdentity } from '../../wiotp/clientId.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import type { Link } from '../ports/link.ts';
import type { Registry } from '../registry/registry.ts';
import { checkApplication } from './checkApplication.ts';
import { checkDevice } from './checkDevice.ts';
import { checkOrganisation } from './checkOrganisation.ts';
import { identify } from './identify.ts';

/**
 * Who a client is, once its CONNECT has proved it.
 * @throws Refusal with the CONNACK code, which says which of the many reasons it really was; `Unregistered` when the only one
 * is that the device is not registered.
 */
export function authenticate(packet: ConnectPacket, link: Link, registry: Registry): ClientIdentity {
  const identity = identify(packet.clientId);
  checkOrganisation(identity.org, link, registry.org);
  if (identity.sender === 'application') checkApplication(packet, identity, registry);
  else checkDevice(packet, identity, registry);
  return identity;
}
