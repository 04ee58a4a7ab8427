import type { ClientIdentity } from '../../wiotp/clientId.ts';
import { quickstartOrg } from '../../wiotp/organisation.ts';
import { classPermit } from '../access/permit.ts';
import type { Clock } from '../clock.ts';
import { ClientDirectory } from '../clients/clientDirectory.ts';
import { userOf } from '../clients/clientClasses.ts';
import type { ClientSurroundings } from '../clients/connectedClient.ts';
import { Intake, type ManagementPort } from '../clients/intake.ts';
import type { Organisation } from '../clients/organisation.ts';
import { Monitor } from '../monitoring/monitor.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import type { PlatformWishes } from '../platformWishes.ts';
import type { Link } from '../ports/link.ts';
import { Quotas } from '../quota/quotas.ts';
import { Router } from '../routing/router.ts';
import { Session } from '../routing/session.ts';
import { Subscriptions } from '../routing/subscriptions.ts';
import { checkQuickstart } from './checkQuickstart.ts';
import { DropRule } from './dropRule.ts';

/** No topic of Device Management passes the rules of Quickstart, so that none arrives here. */
const noManagement: ManagementPort = {
  open: (longTopic) => {
    throw new Error(`Device Management on Quickstart: ${longTopic}`);
  },
};

/** The sandbox that needs no registration: events of devices and who is connected, and nothing else [D-qs, PX-rule]. */
export class Quickstart implements Organisation {
  readonly org = quickstartOrg;
  readonly directory = new ClientDirectory(() => undefined);
  readonly subscriptions = new Subscriptions();
  readonly monitor: Monitor;
  readonly intake: Intake;
  /** No session outlives its connection. */
  readonly sessions: Organisation['sessions'] = {
    open: (traits) => ({ session: new Session(traits), present: false }),
    release: (session) => {
      session.detach();
      this.subscriptions.drop(session);
    },
  };
  readonly #clock: Clock;
  readonly #drops: PlatformWishes['quickstartDrops'];
  readonly #quotas: Quotas;

  constructor(clock: Clock, drops: PlatformWishes['quickstartDrops']) {
    this.#clock = clock;
    this.#drops = drops;
    this.#quotas = new Quotas('off', clock);
    const router = new Router(this.subscriptions);
    this.monitor = new Monitor(router, clock);
    this.intake = new Intake(router, noManagement);
  }

  authenticate(packet: ConnectPacket, link: Link): ClientIdentity {
    return checkQuickstart(packet, link);
  }

  refusal(): undefined {
    return undefined;
  }

  rightsOf(identity: ClientIdentity): Pick<ClientSurroundings, 'permit' | 'quotas' | 'drops'> {
    const user = userOf(identity);
    const drops = user === 'quickstartDevice' ? { drops: new DropRule(this.#drops, this.#clock) } : {};
    return { permit: classPermit(user), quotas: this.#quotas, ...drops };
  }

  deviceOf(): undefined {
    return undefined;
  }
}
