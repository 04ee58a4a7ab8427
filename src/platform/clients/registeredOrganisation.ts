import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import type { ClientIdentity } from '../../wiotp/clientId.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import { authenticate } from '../access/authenticate.ts';
import type { GatewayGroups } from '../access/gatewayGroups.ts';
import { classPermit, gatewayPermit } from '../access/permit.ts';
import type { Faults } from '../faults/faults.ts';
import type { Journal } from '../journal.ts';
import type { Monitor } from '../monitoring/monitor.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import type { Link } from '../ports/link.ts';
import type { Quotas } from '../quota/quotas.ts';
import type { Registry } from '../registry/registry.ts';
import type { Router } from '../routing/router.ts';
import type { Sessions } from '../routing/sessions.ts';
import type { Subscriptions } from '../routing/subscriptions.ts';
import type { ClientDirectory } from './clientDirectory.ts';
import type { ClientSurroundings } from './connectedClient.ts';
import { GatewayNotices } from './gatewayNotices.ts';
import type { Intake } from './intake.ts';
import type { Organisation } from './organisation.ts';

/** What the registered organisation is made of. */
export interface RegisteredParts {
  readonly registry: Registry;
  readonly groups: GatewayGroups;
  readonly directory: ClientDirectory;
  readonly sessions: Sessions;
  readonly subscriptions: Subscriptions;
  readonly router: Router;
  readonly intake: Intake;
  readonly monitor: Monitor;
  readonly faults: Pick<Faults, 'refusal'>;
  readonly journal: Journal;
  readonly quotas: Quotas;
  readonly clock: Clock;
}

/** The organisation of the registry. */
export class RegisteredOrganisation implements Organisation {
  readonly org: string;
  readonly directory: ClientDirectory;
  readonly sessions: Sessions;
  readonly subscriptions: Subscriptions;
  readonly intake: Intake;
  readonly monitor: Monitor;
  readonly #parts: RegisteredParts;

  constructor(parts: RegisteredParts) {
    this.#parts = parts;
    this.org = parts.registry.org;
    this.directory = parts.directory;
    this.sessions = parts.sessions;
    this.subscriptions = parts.subscriptions;
    this.intake = parts.intake;
    this.monitor = parts.monitor;
  }

  authenticate(packet: ConnectPacket, link: Link): ClientIdentity {
    return authenticate(packet, link, this.#parts.registry);
  }

  refusal(identity: ClientIdentity): Refusal | undefined {
    return this.#parts.faults.refusal(this.deviceOf(identity));
  }

  rightsOf(identity: ClientIdentity): Pick<ClientSurroundings, 'permit' | 'quotas' | 'notices'> {
    const { groups, quotas } = this.#parts;
    const { sender } = identity;
    if (sender !== 'gateway') return { permit: classPermit(sender), quotas };
    const { typeId, deviceId } = identity;
    const gateway = { typeId, deviceId };
    return { permit: gatewayPermit(gateway, groups), quotas, notices: new GatewayNotices(gateway, this.#parts) };
  }

  deviceOf(identity: ClientIdentity): DeviceName | undefined {
    return identity.sender === 'application' ? undefined : { typeId: identity.typeId, deviceId: identity.deviceId };
  }
}
