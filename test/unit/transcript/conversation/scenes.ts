import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foundInSteps } from '../support.ts';

/** Steps, and what is wrong with them: rules with the text of each place. */
export type Scene = readonly [title: string, header: Step, steps: readonly Step[], ...found: string[]];

/** Declares a test for each scene. */
export function play(about: string, scenes: readonly Scene[]): void {
  describe(about, () => {
    for (const [title, header, steps, ...expected] of scenes) {
      it(title, () => assert.deepEqual(foundInSteps(steps, header), expected));
    }
  });
}

/** A step of a transcript. */
export type Step = Readonly<Record<string, unknown>>;

export const open: Step = { connection: 'open' };
export const closed: Step = { connection: 'closed' };
export const subscribed: Step = { connection: 'subscribed', filter: 'iotdm-1/#' };
export const reboot = fromPlatform('mgmt/initiate/device/reboot', { reqId: 'r' });
export const observe = fromPlatform('observe', { d: { fields: [{ field: 'mgmt.firmware' }] }, reqId: 'o' });
export const cancel = fromPlatform('cancel', { d: { fields: [{ field: 'mgmt.firmware' }] }, reqId: 'c' });
export const download = fromPlatform('mgmt/initiate/firmware/download', { reqId: 'd' });
export const update = fromPlatform('mgmt/initiate/firmware/update', { reqId: 'u' });

/** A Device Management request of the platform. */
export function fromPlatform(topic: string, payload: unknown): Step {
  return { topic: `iotdm-1/${topic}`, payload };
}

/** A payload that names mgmt.firmware. */
export function fields(reqId: string): unknown {
  return { d: { fields: [{ field: 'mgmt.firmware' }] }, reqId };
}

/** The device’s answer. */
export function answer(rc: number, reqId: string): Step {
  return { topic: 'iotdevice-1/response', payload: { rc, reqId } };
}

/** The platform’s answer. */
export function response(rc: number, reqId: string): Step {
  return { topic: 'iotdm-1/response', payload: { rc, reqId } };
}

/** A Manage request. */
export function manage(reqId: string, supports?: unknown): Step {
  return { topic: 'iotdevice-1/mgmt/manage', payload: { ...(supports === undefined ? {} : { d: { supports } }), reqId } };
}

/** A notification of the firmware. */
export function notify(value: unknown): Step {
  return { topic: 'iotdevice-1/notify', payload: { d: { fields: [{ field: 'mgmt.firmware', value }] } } };
}
