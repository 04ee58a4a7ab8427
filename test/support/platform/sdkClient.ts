import type { TestContext } from 'node:test';
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import { soon } from './soon.ts';

/** A message as MQTT.js delivered it. */
export interface Delivered {
  readonly topic: string;
  readonly text: string;
  readonly qos: number;
  readonly retain: boolean;
  readonly dup: boolean;
}

/** An unmodified MQTT.js client that ends with the test. */
export class SdkClient {
  readonly mqtt: MqttClient;
  readonly messages: Delivered[] = [];
  #heard = Promise.withResolvers<void>();

  constructor(mqtt: MqttClient) {
    this.mqtt = mqtt;
    mqtt.on('message', (topic, payload, { qos, retain, dup }) => {
      this.messages.push({ topic, text: payload.toString(), qos, retain, dup });
      this.#heard.resolve();
      this.#heard = Promise.withResolvers();
    });
    mqtt.on('error', () => undefined);
  }

  static async connect(t: TestContext, port: number, options: IClientOptions): Promise<SdkClient> {
    const mqtt = connect(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, ...options });
    t.after(() => mqtt.endAsync(true));
    // Queued messages may come together with CONNACK, so the listener is there first.
    const client = new SdkClient(mqtt);
    await soon('CONNACK', new Promise((resolve) => void mqtt.once('connect', resolve)));
    return client;
  }

  /** The first `count` messages, as soon as there are so many. */
  async received(count: number): Promise<readonly Delivered[]> {
    while (this.messages.length < count) await soon(`message ${count}`, this.#heard.promise);
    return this.messages.slice(0, count);
  }

  /** Resolves when the platform has closed the connection. */
  async closed(): Promise<void> {
    if (this.mqtt.connected)
      await soon('the end of a connection', new Promise<void>((resolve) => void this.mqtt.once('close', () => resolve())));
  }
}
