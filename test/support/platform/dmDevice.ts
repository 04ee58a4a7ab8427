import assert from 'node:assert/strict';
import { asDevice, type TestPlatform } from './testPlatform.ts';
import type { RawClient } from './rawClient.ts';

/** A request of the platform as a device gets it. */
export interface Asked {
  readonly topic: string;
  readonly payload: { readonly reqId: string; readonly d?: { readonly fields: readonly { field: string; value?: unknown }[] } };
}

/** A device of the test platform that speaks Device Management. */
export class DmDevice {
  readonly client: RawClient;

  constructor(client: RawClient) {
    this.client = client;
  }

  /** Connects and subscribes to Device Management. */
  static async connect(platform: TestPlatform, deviceId = 'one', clean = true): Promise<DmDevice> {
    const client = await platform.connect({ ...asDevice(deviceId), clean });
    await client.subscribe('iotdm-1/#', 1);
    return new DmDevice(client);
  }

  /** Connects, subscribes and manages, with all actions unless told. */
  static async managed(platform: TestPlatform, deviceId = 'one', d: object = { supports: { deviceActions: true, firmwareActions: true } }) {
    const device = await DmDevice.connect(platform, deviceId);
    await device.manage(d);
    return device;
  }

  /** Sends a request and gives the platform's answer. */
  async request(topic: string, payload: object): Promise<{ readonly rc: number; readonly message?: string }> {
    this.client.publish(topic, JSON.stringify({ reqId: 'r', ...payload }));
    const { topic: on, payload: answer } = await this.asked();
    assert.equal(on, 'iotdm-1/response');
    return answer as unknown as { readonly rc: number; readonly message?: string };
  }

  async manage(d: object = {}): Promise<void> {
    const { rc } = await this.request('iotdevice-1/mgmt/manage', { d });
    assert.equal(rc, 200);
  }

  /** The next request of the platform, acknowledged. */
  async asked(): Promise<Asked> {
    const packet = await this.client.next('publish');
    if (packet.qos === 1) this.client.send({ cmd: 'puback', messageId: packet.messageId ?? 0 });
    return { topic: packet.topic, payload: JSON.parse(packet.payload.toString()) as Asked['payload'] };
  }

  /** The next request of the platform, which must have this topic, answered. */
  async answers(topic: string, rc: unknown, more: object = {}): Promise<Asked> {
    const asked = await this.asked();
    assert.equal(asked.topic, topic);
    await this.send('iotdevice-1/response', { rc, reqId: asked.payload.reqId, ...more });
    return asked;
  }

  /** Reports members of the firmware, without asking for an answer. */
  async reports(value: object): Promise<void> {
    await this.send('iotdevice-1/notify', { d: { fields: [{ field: 'mgmt.firmware', value }] } });
  }

  /** Publishes, and waits until the platform has dealt with it. */
  async send(topic: string, payload: object | string): Promise<void> {
    this.client.publish(topic, typeof payload === 'string' ? payload : JSON.stringify(payload));
    await this.client.settled();
  }
}
