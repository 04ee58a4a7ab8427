import type { ClientIdentity } from '../../wiotp/clientId.ts';
import { checkOrganisation } from '../access/checkOrganisation.ts';
import { identify } from '../access/identify.ts';
import { refusedConnect } from '../access/refusedConnect.ts';
import { breach } from '../mqtt/breach.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import type { Link } from '../ports/link.ts';

/**
 * Who a client of Quickstart says it is; nobody has to prove it [D-qs, D-mqtt].
 * @throws Refusal with a CONNACK code for what Quickstart does not have, with 291 for a will above QoS 0.
 */
export function checkQuickstart(packet: ConnectPacket, link: Link): ClientIdentity {
  const identity = identify(packet.clientId);
  checkOrganisation(identity.org, link, identity.org);
  if (link.secure) throw refusedConnect(5, 'Quickstart has no TLS.', 'Connect without TLS, or as a registered device.');
  if (!packet.cleanSession) {
    throw refusedConnect(5, 'Quickstart has no durable sessions.', 'Connect with clean session true, or as a registered device.');
  }
  if ((packet.will?.qos ?? 0) > 0) throw breach(291, `The will has the QoS ${packet.will?.qos}; Quickstart takes 0 only.`, 'Use QoS 0.');
  return identity;
}
