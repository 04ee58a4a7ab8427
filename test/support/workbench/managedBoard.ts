import { connectAsync, type MqttClient } from 'mqtt';
import { until } from '../until.ts';

export interface BoardOptions {
  /** `mqtt://host:port` */
  readonly address: string;
  readonly org: string;
  readonly typeId: string;
  readonly deviceId: string;
  readonly token: string;
}

interface Received {
  readonly topic: string;
  readonly message: Readonly<Record<string, unknown>>;
}

interface FirmwareUpdate {
  readonly reqId: string;
  readonly d: { readonly fields: readonly [{ readonly value: { readonly uri: string; readonly verifier: string } }] };
}

/** A managed device that does what a test says, as a board's firmware would. */
export class ManagedBoard {
  readonly #options: BoardOptions;
  #client: MqttClient | undefined;
  #received: Received[] = [];
  #requests = 0;

  constructor(options: BoardOptions) {
    this.#options = options;
  }

  /** Connects, subscribes and is managed. */
  async connect(): Promise<void> {
    const { address, org, typeId, deviceId, token } = this.#options;
    const credentials = { clientId: `d:${org}:${typeId}:${deviceId}`, username: 'use-token-auth', password: token };
    this.#client = await connectAsync(address, { ...credentials, reconnectPeriod: 0 });
    this.#client.on('message', (topic, payload) =>
      this.#received.push({ topic, message: JSON.parse(payload.toString()) as Received['message'] }),
    );
    await this.#client.subscribeAsync('iotdm-1/#', { qos: 1 });
    const d = { lifetime: 3600, supports: { deviceActions: true, firmwareActions: true }, deviceInfo: { serialNumber: '4711' } };
    const rc = await this.#ask('iotdevice-1/mgmt/manage', d);
    if (rc !== 200) throw new Error(`the Manage request was answered with ${rc}`);
  }

  /** Waits for a request of the platform, takes it and gives its reqId. */
  async request(topic: string): Promise<string> {
    return String((await this.message(topic))['reqId']);
  }

  /** Waits for a message of the platform and takes it. */
  async message(topic: string): Promise<Received['message']> {
    return until(`a message on ${topic}`, () => {
      const at = this.#received.findIndex((received) => received.topic === topic);
      return at < 0 ? undefined : this.#received.splice(at, 1)[0]?.message;
    });
  }

  /** Goes along with a firmware download until it has to fetch the image. */
  async acceptFirmware(): Promise<{ readonly uri: string; readonly verifier: string }> {
    const update = (await this.message('iotdm-1/device/update')) as unknown as FirmwareUpdate;
    await this.answer({ rc: 204, reqId: update.reqId });
    await this.answer({ rc: 200, reqId: await this.request('iotdm-1/observe') });
    await this.answer({ rc: 202, reqId: await this.request('iotdm-1/mgmt/initiate/firmware/download') });
    await this.#notify({ state: 1, updateStatus: 0 });
    return update.d.fields[0].value;
  }

  /** Has the image. */
  async finishFirmware(): Promise<void> {
    await this.#notify({ state: 2, updateStatus: 0 });
    await this.answer({ rc: 200, reqId: await this.request('iotdm-1/cancel') });
  }

  async answer(answer: object): Promise<void> {
    await this.#publish('iotdevice-1/response', answer);
  }

  /** Tells its location and gives the rc of the answer. */
  async locate(): Promise<number> {
    return this.#ask('iotdevice-1/device/update/location', { longitude: 8.68, latitude: 49.41 });
  }

  /** Sends any payload, also one that is no JSON or no text. */
  async publish(topic: string, payload: string | Buffer): Promise<void> {
    await this.#client?.publishAsync(topic, payload, { qos: 1 });
  }

  async restart(): Promise<void> {
    await this.close();
    await this.connect();
  }

  async close(): Promise<void> {
    await this.#client?.endAsync();
  }

  async #ask(topic: string, d: object): Promise<number> {
    const reqId = `board-${++this.#requests}`;
    await this.#publish(topic, { d, reqId });
    return until(`an answer to ${topic}`, () => {
      const at = this.#received.findIndex((received) => received.topic === 'iotdm-1/response' && received.message['reqId'] === reqId);
      return at < 0 ? undefined : Number(this.#received.splice(at, 1)[0]?.message['rc']);
    });
  }

  async #notify(value: object): Promise<void> {
    await this.#publish('iotdevice-1/notify', { d: { fields: [{ field: 'mgmt.firmware', value }] } });
  }

  async #publish(topic: string, message: object): Promise<void> {
    await this.publish(topic, JSON.stringify(message));
  }
}
