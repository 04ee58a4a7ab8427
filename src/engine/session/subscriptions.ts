import type { SessionSettings } from '../../profiles/sessionSettings.ts';
import type { SubscriptionState } from '../../rpc/session/sessionState.ts';
import type { Qos } from '../../wiotp/message.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { MqttConnection } from './mqttConnection.ts';
import { checkFilter } from './publishRules.ts';
import { firstFailure, reasonCode, shownCode } from './reasonCode.ts';
import { answerTo } from './repeatedLoss.ts';

/** The subscriptions of one session: those of its profile, and what was added and given up since. They are made on every connection. */
export class Subscriptions {
  readonly #settings: SessionSettings;
  readonly #changed: () => void;
  #all: readonly SubscriptionState[];

  constructor(settings: SessionSettings, changed: () => void) {
    this.#settings = settings;
    this.#changed = changed;
    this.#all = settings.subscriptions.map(({ filter, qos }) => ({ filter, qos }));
  }

  get states(): readonly SubscriptionState[] {
    return this.#all;
  }

  /**
   * Makes all of them on a new connection, one after the other.
   * @throws Refusal when one is refused. To gateways and with MQTT 5 the platform tells of each filter by itself; there it is only marked.
   */
  async establish(connection: MqttConnection): Promise<void> {
    const { identity, mqttVersion } = this.#settings;
    const goesOn = identity.sender === 'gateway' || mqttVersion === '5';
    for (const { filter, qos } of this.#all) {
      const granted = await connection.subscribe(filter, qos);
      if (granted >= firstFailure && !goesOn) throw answerTo(`SUBSCRIBE to ${filter}`, refused(filter, granted));
      // One that was given up meanwhile does not come back.
      this.#replace({ filter, qos, granted });
    }
  }

  /** There is no connection any more: what was granted counts no longer. */
  lost(): void {
    this.#all = this.#all.map(({ filter, qos }) => ({ filter, qos }));
  }

  /**
   * Adds one, or asks for another QoS. Gives the granted QoS; 128 and more is a refusal, and then nothing has changed.
   * @throws Refusal before anything is sent when the client may not subscribe to the filter, and as {@link MqttConnection.subscribe}.
   */
  async add(connection: MqttConnection, filter: string, qos: Qos): Promise<number> {
    checkFilter(this.#settings, filter);
    const granted = await connection.subscribe(filter, qos);
    if (granted < firstFailure) {
      this.#put({ filter, qos, granted });
      this.#changed();
    }
    return granted;
  }

  /** Gives one up; without a connection it is not made again. @throws Refusal as {@link MqttConnection.unsubscribe}. */
  async remove(connection: MqttConnection | undefined, filter: string): Promise<void> {
    if (!this.#all.some((known) => known.filter === filter)) return;
    await connection?.unsubscribe(filter);
    this.#all = this.#all.filter((known) => known.filter !== filter);
    this.#changed();
  }

  #put(state: SubscriptionState): void {
    if (this.#all.some(({ filter }) => filter === state.filter)) this.#replace(state);
    else this.#all = [...this.#all, state];
  }

  #replace(state: SubscriptionState): void {
    this.#all = this.#all.map((known) => (known.filter === state.filter ? state : known));
  }
}

function refused(filter: string, code: number): Refusal {
  const { meaning } = reasonCode(code);
  return new Refusal(`The platform refused the subscription to ${filter}${code === firstFailure ? '' : `: ${meaning}`} (SUBACK ${code}).`, {
    rule: `SUBACK ${shownCode(code)}`,
    advice: 'Check that the server is a Watson IoT platform and that the client’s role there allows it.',
    code,
  });
}
