import type { Qos } from '../../wiotp/message.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import type { Permit } from '../access/permit.ts';
import type { Journal } from '../journal.ts';
import type { Monitor } from '../monitoring/monitor.ts';
import { breach } from '../mqtt/breach.ts';
import { encodeSuback, encodeUnsuback, refusedFilter } from '../mqtt/encodePacket.ts';
import type { SubscribePacket, UnsubscribePacket } from '../mqtt/packets.ts';
import type { Subscriptions } from '../routing/subscriptions.ts';
import type { ConnectedClient } from './connectedClient.ts';
import type { GatewayNotices, GatewayRequest } from './gatewayNotices.ts';

/** What the filter desk works with. */
export interface FilterSurroundings {
  readonly journal: Journal;
  readonly subscriptions: Subscriptions;
  readonly monitor: Monitor;
  readonly permit: Permit;
  /** Of a gateway, which stays connected when a filter is refused. */
  readonly notices?: GatewayNotices;
  readonly send: (packet: Buffer) => void;
}

/** [PX-mqtt] What closes every client. */
const systemTopic = 289;

/** Takes SUBSCRIBE and UNSUBSCRIBE of one client. */
export class FilterDesk {
  readonly #client: ConnectedClient;
  readonly #surroundings: FilterSurroundings;

  constructor(client: ConnectedClient, surroundings: FilterSurroundings) {
    this.#client = client;
    this.#surroundings = surroundings;
  }

  /**
   * One bad filter of a device or application spoils all, so all are checked before any is taken; a gateway is told of
   * each, and the others count [PX-mqtt]. @throws Refusal when the connection must end.
   */
  subscribe({ packetId, subscriptions }: SubscribePacket): void {
    const { traits, session, peer, version } = this.#client;
    const { journal, subscriptions: register, send } = this.#surroundings;
    this.#allowMany(subscriptions.length);
    const wanted = subscriptions.map(({ filter, qos }) => ({
      filter,
      longFilter: traits.form.toLong(filter),
      // [PX-mqtt] The QoS of a subscription is lowered without a word.
      qos: Math.min(qos, traits.limits.maxQos) as Qos,
      refusal: this.#refusal('subscribe', filter),
    }));
    const granted = wanted.filter(({ refusal }) => refusal === undefined);
    const added = new Set(granted.map(({ longFilter }) => longFilter).filter((filter) => !register.has(session, filter)));
    this.#allowCount(register.count(session) + added.size);
    for (const { longFilter, qos } of granted) register.add(session, longFilter, qos);
    for (const { filter, qos } of granted) journal.event(this.#client, { kind: 'connection.subscribed', peer, filter, qos });
    const refused = version === 3 ? 0 : refusedFilter;
    send(
      encodeSuback(
        packetId,
        wanted.map(({ qos, refusal }) => (refusal === undefined ? qos : refused)),
      ),
    );
    for (const { filter, refusal } of wanted) this.#notify('Subscribe', filter, refusal);
    for (const { longFilter } of granted) this.#tellKept(longFilter);
  }

  /** What was never subscribed to is no error; a bad filter is judged as in `subscribe`. @throws Refusal when the connection must end. */
  unsubscribe({ packetId, filters }: UnsubscribePacket): void {
    const { traits, session } = this.#client;
    this.#allowMany(filters.length);
    const wanted = filters.map((filter) => ({ filter, refusal: this.#refusal('unsubscribe', filter) }));
    for (const { filter, refusal } of wanted) {
      if (refusal === undefined) this.#surroundings.subscriptions.remove(session, traits.form.toLong(filter));
    }
    this.#surroundings.send(encodeUnsuback(packetId));
    for (const { filter, refusal } of wanted) this.#notify('Unsubscribe', filter, refusal);
  }

  #refusal(use: 'subscribe' | 'unsubscribe', filter: string): Refusal | undefined {
    const { permit, notices } = this.#surroundings;
    const refusal = permit.refusal(use, filter);
    if (refusal !== undefined && (notices === undefined || refusal.code === systemTopic)) throw refusal;
    return refusal;
  }

  /** To tell a gateway what is wrong takes time, so that it must not ask for it thousands of times at once. */
  #allowMany(count: number): void {
    if (this.#surroundings.notices !== undefined) this.#allowCount(count);
  }

  #allowCount(count: number): void {
    const { maxSubscriptions } = this.#client.traits.limits;
    if (count > maxSubscriptions) throw breach(154, `The client wants ${count} subscriptions; ${maxSubscriptions} are allowed.`);
  }

  #notify(request: GatewayRequest, filter: string, refusal: Refusal | undefined): void {
    if (refusal !== undefined) this.#surroundings.notices?.tell(this.#client, request, filter, refusal);
  }

  /** What the platform kept for those who subscribe later arrives at once. */
  #tellKept(longFilter: string): void {
    const { monitor, subscriptions } = this.#surroundings;
    for (const { topic, payload } of monitor.retained(longFilter)) {
      if (subscriptions.reaches(this.#client.session, topic)) this.#client.tellKept(topic, payload);
    }
  }
}
