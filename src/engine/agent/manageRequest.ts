import type { Message } from '../../wiotp/message.ts';
import { buildTopic } from '../../wiotp/topic.ts';

/** What a Manage request says about a device. */
export interface ManagedThing {
  readonly deviceId: string;
  readonly lifetimeSeconds: number;
}

const encoder = new TextEncoder();

/** The Manage request of a simulated device: it takes device actions and no firmware. */
export function manageRequest({ deviceId, lifetimeSeconds }: ManagedThing, reqId: string): Message {
  return request(buildTopic('dm.manage'), {
    d: {
      lifetime: lifetimeSeconds,
      supports: { deviceActions: true, firmwareActions: false },
      deviceInfo: {
        serialNumber: deviceId,
        manufacturer: 'Device Workbench',
        model: 'Simulated device',
        deviceClass: 'Simulation',
        fwVersion: '1.0.0',
        hwVersion: '1.0',
      },
    },
    reqId,
  });
}

/** A device's answer to a request of the platform. */
export function deviceResponse(reqId: string, answer: { readonly rc: number; readonly message?: string }): Message {
  return request(buildTopic('dm.deviceResponse'), {
    rc: answer.rc,
    ...(answer.message === undefined ? {} : { message: answer.message }),
    reqId,
  });
}

function request(topic: string, payload: unknown): Message {
  return { topic, payload: encoder.encode(JSON.stringify(payload)), qos: 1, retain: false };
}
