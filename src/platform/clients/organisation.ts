import type { ClientIdentity } from '../../wiotp/clientId.ts';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import type { Monitor } from '../monitoring/monitor.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import type { Link } from '../ports/link.ts';
import type { Sessions } from '../routing/sessions.ts';
import type { Subscriptions } from '../routing/subscriptions.ts';
import type { ClientDirectory } from './clientDirectory.ts';
import type { ClientSurroundings } from './connectedClient.ts';
import type { Intake } from './intake.ts';

/** What the clients of one organisation share: the registered one, or Quickstart. Nothing passes from one to the other. */
export interface Organisation {
  readonly org: string;
  readonly directory: ClientDirectory;
  readonly sessions: Pick<Sessions, 'open' | 'release'>;
  readonly subscriptions: Subscriptions;
  readonly intake: Intake;
  readonly monitor: Monitor;
  /** Who a client is. @throws Refusal with a CONNACK code, or with a close code when there shall be no CONNACK. */
  authenticate(packet: ConnectPacket, link: Link): ClientIdentity;
  /** Why a client that is otherwise right is not let in now. */
  refusal(identity: ClientIdentity): Refusal | undefined;
  /** What it may do, by its class. */
  rightsOf(identity: ClientIdentity): Pick<ClientSurroundings, 'permit' | 'quotas' | 'notices' | 'drops'>;
  /** The registered device that a client is; `undefined` for an application, and where nothing is registered. */
  deviceOf(identity: ClientIdentity): DeviceName | undefined;
}
