import { createServer, type AddressInfo, type Server } from 'node:net';
import type { TestContext } from 'node:test';
import { Aedes, type Client } from 'aedes';
import type { Qos } from '../../../src/wiotp/message.ts';
import { soon } from '../platform/soon.ts';

/** A message that a client published. */
export interface Published {
  readonly clientId: string;
  readonly topic: string;
  readonly payload: string;
  readonly qos: number;
  readonly retain: boolean;
}

/** What a test broker does besides passing messages on. */
export interface BrokerWishes {
  readonly port?: number;
  /** The CONNACK code for a client; 0 unless told. */
  readonly connack?: (client: { readonly id: string; readonly userName: string; readonly password: string }) => number;
  /** Answers a Device Management request, if at all; 200 unless told. */
  readonly answer?: (request: Published) => { readonly rc: number; readonly message?: string } | undefined;
  /** Topics and filters for which the connection is closed. */
  readonly forbidden?: readonly string[];
  /** Filters that are refused in the SUBACK. */
  readonly refused?: readonly string[];
}

const requests = /^iotdevice-1\/(mgmt|device|add|clear|notify)/;

/** A broker that knows nothing of the platform but how to answer requests. Ends with the test. */
export class TestBroker {
  readonly port: number;
  readonly published: Published[] = [];
  readonly #broker: Aedes;
  readonly #server: Server;
  #heard = Promise.withResolvers<void>();

  private constructor(broker: Aedes, server: Server) {
    this.#broker = broker;
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  static async start(context: TestContext, wishes: BrokerWishes = {}): Promise<TestBroker> {
    const broker = await Aedes.createBroker();
    const server = createServer(broker.handle);
    await new Promise<void>((resolve) => server.listen(wishes.port ?? 0, '127.0.0.1', resolve));
    const started = new TestBroker(broker, server);
    started.#serve(wishes);
    context.after(() => started.stop());
    return started;
  }

  /** Sends a message to everybody who subscribed to it. */
  async send(topic: string, payload: unknown, qos: Qos = 1): Promise<void> {
    const packet = { cmd: 'publish', topic, payload: Buffer.from(JSON.stringify(payload)), qos, retain: false, dup: false } as const;
    await new Promise<void>((resolve, reject) => this.#broker.publish(packet, (error) => (error ? reject(error) : resolve())));
  }

  /** The messages with this topic, as soon as there are `count` of them. */
  async heard(topic: string, count = 1): Promise<readonly Published[]> {
    for (;;) {
      const found = this.published.filter((message) => message.topic === topic);
      if (found.length >= count) return found;
      await soon(`${count} messages with the topic ${topic}`, this.#heard.promise);
    }
  }

  /** Ends the broker and all connections; another one may take its port. */
  async stop(): Promise<void> {
    if (this.#broker.closed) return;
    await new Promise<void>((resolve) => this.#broker.close(() => resolve()));
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #serve({ connack = () => 0, answer = () => ({ rc: 200 }), forbidden = [], refused = [] }: BrokerWishes): void {
    const broker = this.#broker;
    broker.authenticate = (client, userName, password, done) => {
      const returnCode = connack({ id: client.id, userName: String(userName), password: String(password) });
      if (returnCode === 0) done(null, true);
      else done(Object.assign(new Error('refused'), { returnCode }), false);
    };
    broker.authorizePublish = (_, { topic }, done) => done(forbidden.includes(topic) ? new Error('forbidden') : null);
    broker.authorizeSubscribe = (_, subscription, done) => {
      if (forbidden.includes(subscription.topic)) done(new Error('forbidden'));
      else done(null, refused.includes(subscription.topic) ? null : subscription);
    };
    broker.on('publish', (packet, client: Client | null) => {
      if (client === null) return;
      const { topic, payload, qos, retain } = packet;
      const message = { clientId: client.id, topic, payload: payload.toString(), qos, retain };
      this.published.push(message);
      this.#heard.resolve();
      this.#heard = Promise.withResolvers();
      if (requests.test(topic)) this.#answer(message, answer(message));
    });
  }

  #answer({ payload }: Published, answer: { readonly rc: number; readonly message?: string } | undefined): void {
    const { reqId } = JSON.parse(payload) as { reqId?: string };
    if (answer !== undefined && reqId !== undefined) void this.send('iotdm-1/response', { ...answer, reqId });
  }
}
