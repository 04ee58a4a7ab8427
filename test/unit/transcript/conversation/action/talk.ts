import type { Happened } from '../../../../../src/transcript/conversation/action/happened.ts';
import type { ConnectionEvent } from '../../../../../src/transcript/conversation/event.ts';
import { matchTopic } from '../../../../../src/wiotp/topic.ts';

/** One line of a talk: an event of the connection, or a message with its topic without the first level, `<` from the platform, `>` from the device. */
export type Line = ConnectionEvent['event'] | readonly ['<' | '>', topic: string, payload?: unknown];

const firstLevels = { '<': 'iotdm-1/', '>': 'iotdevice-1/' };

/** What happened, numbered from 0, each answer with its request as the log finds it: the latest open one of the other side with its reqId. */
export function talk(...lines: readonly Line[]): readonly Happened[] {
  const open = new Map<string, number>();
  return lines.map((line, id): Happened => {
    if (typeof line === 'string') return { event: { type: 'connection', id, event: line } };
    const [side, topic, payload = {}] = line;
    const whole = firstLevels[side] + topic;
    const match = matchTopic(whole);
    const sender = side === '<' ? 'platform' : 'device';
    const event = {
      type: 'message',
      id,
      topic: whole,
      kind: match?.kind,
      parts: match?.parts ?? {},
      sender,
      at: id * 1000,
      payload,
    } as const;
    const { reqId = '' } = payload as { readonly reqId?: string };
    if (match?.kind.answer !== undefined) {
      open.set(`${side} ${reqId}`, id);
      return { event };
    }
    const key = `${side === '<' ? '>' : '<'} ${reqId}`;
    const request = open.get(key);
    open.delete(key);
    return { event, ...(request === undefined ? {} : { answers: request }) };
  });
}

const firmware = { fields: [{ field: 'mgmt.firmware' }] };

export const reboot: Line = ['<', 'mgmt/initiate/device/reboot', { reqId: 'r' }];
export const written: Line = [
  '<',
  'device/update',
  { reqId: 'w', d: { fields: [{ field: 'mgmt.firmware', value: { version: '2', state: 0 } }] } },
];
export const observe: Line = ['<', 'observe', { reqId: 'o', d: firmware }];
export const cancel: Line = ['<', 'cancel', { reqId: 'c', d: firmware }];
export const download: Line = ['<', 'mgmt/initiate/firmware/download', { reqId: 'd' }];
export const update: Line = ['<', 'mgmt/initiate/firmware/update', { reqId: 'u' }];
export const manage: Line = ['>', 'mgmt/manage', { reqId: 'm' }];

/** The device answers. */
export function answer(rc: number, reqId: string): Line {
  return ['>', 'response', { rc, reqId }];
}

/** The platform answers. */
export function response(rc: number, reqId: string): Line {
  return ['<', 'response', { rc, reqId }];
}

/** The device reports its firmware. */
export function notify(value: unknown, reqId?: string): Line {
  return ['>', 'notify', { d: { fields: [{ field: 'mgmt.firmware', value }] }, ...(reqId === undefined ? {} : { reqId }) }];
}
