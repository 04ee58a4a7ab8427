import type { ClientIdentity } from '../../wiotp/clientId.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import type { Link } from '../ports/link.ts';
import type { Registry } from '../registry/registry.ts';
import { checkApplication } from './checkApplication.ts';
import { checkDevice } from './checkDevice.ts';
import { checkOrganisation } from './checkOrganisation.ts';
import { foreignDevice } from './foreignDevice.ts';
import { identify } from './identify.ts';

/**
 * Who a client is, once its CONNECT has proved it. A device that names an adopted organisation is one of the registry's.
 * @throws Refusal with the CONNACK code, which says which of the many reasons it really was; `Unregistered` when the only one
 * is that the device, or its organisation, is not registered.
 */
export function authenticate(packet: ConnectPacket, link: Link, registry: Registry): ClientIdentity {
  const named = identify(packet.clientId);
  const { org } = named;
  if (named.sender === 'application') {
    checkOrganisation(org, link, registry.org);
    checkApplication(packet, named, registry);
    return named;
  }
  if (registry.serves(org)) checkOrganisation(org, link, org);
  else checkOrganisation(org, link, registry.org, foreignDevice(packet, named, registry.org));
  const identity = { ...named, org: registry.org };
  checkDevice(packet, identity, registry);
  return identity;
}
