import type { Clock } from '../../rpc/node/clock.ts';
import { clientIdOf, type ClientIdentity } from '../../wiotp/clientId.ts';
import { quickstartOrg } from '../../wiotp/organisation.ts';
import { classPermit } from '../access/permit.ts';
import { ClientDirectory } from '../clients/clientDirectory.ts';
import { userOf } from '../clients/clientClasses.ts';
import type { ClientSurroundings } from '../clients/connectedClient.ts';
import { Intake, type ManagementPort } from '../clients/intake.ts';
import type { Organisation } from '../clients/organisation.ts';
import { forgetOldest } from '../forgetOldest.ts';
import { Monitor } from '../monitoring/monitor.ts';
import type { ConnectPacket } from '../mqtt/packets.ts';
import type { PlatformWishes } from '../platformWishes.ts';
import type { Link } from '../ports/link.ts';
import { Quotas } from '../quota/quotas.ts';
import { Router } from '../routing/router.ts';
import { Session } from '../routing/session.ts';
import { Subscriptions } from '../routing/subscriptions.ts';
import { WaitingTotal } from '../routing/waitingTotal.ts';
import { checkQuickstart } from './checkQuickstart.ts';
import { DropRule } from './dropRule.ts';

/** No topic of Device Management passes the rules of Quickstart, so that none arrives here. */
const noManagement: ManagementPort = {
  open: (longTopic) => {
    throw new Error(`Device Management on Quickstart: ${longTopic}`);
  },
};

/** Devices whose rate is remembered; the one that came first makes room. */
const mostDropRules = 10_000;

/** The sandbox that needs no registration: events of devices and who is connected, and nothing else [D-qs, PX-rule]. */
export class Quickstart implements Organisation {
  readonly org = quickstartOrg;
  readonly directory = new ClientDirectory(() => undefined);
  readonly subscriptions = new Subscriptions();
  readonly monitor: Monitor;
  readonly intake: Intake;
  /** No session outlives its connection. */
  readonly sessions: Organisation['sessions'] = {
    open: (traits) => {
      const session = new Session(traits, undefined, this.#total);
      this.#total.join(session);
      return { session, present: false };
    },
    release: (session) => {
      session.detach();
      session.forget();
      this.#total.leave(session);
      this.subscriptions.drop(session);
    },
  };
  readonly #clock: Clock;
  readonly #drops: PlatformWishes['quickstartDrops'];
  /** By client ID: a device that connects anew gets no new rate. */
  readonly #dropRules = new Map<string, DropRule>();
  readonly #quotas: Quotas;
  readonly #total: WaitingTotal;

  /** `total` counts what waits together with what others hold. */
  constructor(clock: Clock, drops: PlatformWishes['quickstartDrops'], total = new WaitingTotal()) {
    this.#total = total;
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
    const drops = user === 'quickstartDevice' ? { drops: this.#dropRule(clientIdOf(identity)) } : {};
    return { permit: classPermit(user), quotas: this.#quotas, ...drops };
  }

  deviceOf(): undefined {
    return undefined;
  }

  #dropRule(clientId: string): DropRule {
    const rule = this.#dropRules.get(clientId) ?? new DropRule(this.#drops, this.#clock);
    this.#dropRules.set(clientId, rule);
    forgetOldest(this.#dropRules, mostDropRules);
    return rule;
  }
}
