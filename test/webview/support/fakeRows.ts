import type { LogMessage, LogRow } from '../../../src/rpc/log/traffic.ts';
import { findKind } from '../../../src/wiotp/catalog.ts';
import { returnCodeMeaning } from '../../../src/wiotp/returnCodes.ts';

/** What a test says about a message; the rest is filled in. */
export type FakeMessage = Partial<Omit<LogMessage, 'seq' | 'payload'>> & { readonly payload?: string | readonly number[] };

/** When the message with sequence number 0 was seen. */
const began = Date.UTC(2026, 2, 1, 9, 30, 0);

/** A day in the life of a device, which repeats. */
const day: readonly FakeMessage[] = [
  connection('connection.open', 'Accepted'),
  connection('connection.subscribed', 'Subscribed to iotdm-1/#'),
  {
    kind: 'dm.manage',
    topic: 'iotdevice-1/mgmt/manage',
    payload: '{"d":{"lifetime":3600,"supports":{"deviceActions":true}},"reqId":"manage-1"}',
    reqId: 'manage-1',
  },
  answer('dm.serverResponse', 'down', 200, 'manage-1', 'dm.manage'),
  event({ temperature: 21.4, humidity: 48 }),
  event({ temperature: 21.5 }),
  {
    ...event({ temp: '21.5' }),
    problems: 2,
    severity: 'warning',
    findings: [
      { rule: 'event/number', severity: 'warning', message: 'A number sent as text: applications cannot compute with it.' },
      { rule: 'event/envelope', severity: 'hint', message: 'Readings are usually below "d".' },
    ],
  },
  { kind: 'device.command', direction: 'down', topic: 'iot-2/cmd/interval/fmt/json', payload: '{"interval":30}', qos: 1 },
  {
    kind: 'dm.reboot',
    direction: 'down',
    topic: 'iotdm-1/mgmt/initiate/device/reboot',
    payload: '{"reqId":"6f2c1d1e-5a0b-4c7e-9a57-0b1f6a1b2c3d"}',
    reqId: '6f2c1d1e-5a0b-4c7e-9a57-0b1f6a1b2c3d',
  },
  answer('dm.deviceResponse', 'up', 500, '6f2c1d1e-5a0b-4c7e-9a57-0b1f6a1b2c3d', 'dm.reboot'),
  {
    topic: 'iot-2/evt/status/fmt',
    payload: '\u0001\u0002status',
    problems: 1,
    severity: 'error',
    findings: [{ rule: 'topic/unknown', severity: 'error', message: 'The platform closes the connection for this topic (276).' }],
  },
  connection('connection.closed', 'The platform closed the connection: topic not valid (276)'),
];
const answerMs = 35;
const clients = 7;
/** After so many rows everything but numbers and times is the same again. */
export const repeatsAfter = day.length * clients;

/** The message with a sequence number in a log that ends before `end`: one that a test made, or one of the repeating day. */
export function fakeMessage(seq: number, end: number, made: readonly FakeMessage[] | undefined): LogMessage {
  if (made !== undefined) return fill(seq, made[seq] ?? {});
  const message = day[seq % day.length] ?? {};
  return fill(seq, { ...message, ...partner(seq, end, message) });
}

export function rowOf({ payload: _payload, findings: _findings, event: _event, ...row }: LogMessage): LogRow {
  return row;
}

function fill(seq: number, message: FakeMessage): LogMessage {
  const payload = typeof message.payload === 'string' ? new TextEncoder().encode(message.payload) : Uint8Array.from(message.payload ?? []);
  return {
    seq,
    time: began + seq * 137,
    clientId: `d:abc123:thermostat:t-${100 + (Math.floor(seq / day.length) % 7)}`,
    at: 'platform',
    direction: 'up',
    topic: '',
    preview: new TextDecoder().decode(payload.subarray(0, 200)),
    size: payload.length,
    problems: 0,
    qos: 0,
    retain: false,
    dup: false,
    findings: [],
    ...message,
    payload,
  };
}

function partner(seq: number, end: number, { kind, reqId }: FakeMessage): FakeMessage {
  if (reqId === undefined || kind === undefined) return {};
  if (findKind(kind)?.answer === undefined) return { partner: { seq: seq - 1, ms: answerMs } };
  return seq + 1 < end ? { partner: { seq: seq + 1, ms: answerMs } } : {};
}

function event(payload: unknown): FakeMessage {
  return { kind: 'device.event', topic: 'iot-2/evt/climate/fmt/json', payload: JSON.stringify(payload) };
}

function answer(
  kind: 'dm.serverResponse' | 'dm.deviceResponse',
  direction: 'up' | 'down',
  rc: number,
  reqId: string,
  answered: string,
): FakeMessage {
  const topic = direction === 'down' ? 'iotdm-1/response' : 'iotdevice-1/response';
  return {
    kind,
    direction,
    topic,
    rc,
    rcMeaning: returnCodeMeaning(rc, findKind(answered)),
    reqId,
    payload: JSON.stringify({ rc, reqId }),
  };
}

function connection(kind: 'connection.open' | 'connection.subscribed' | 'connection.closed', reason: string): FakeMessage {
  const code = kind === 'connection.closed' ? { code: 276, advice: 'Publish only to the topics of the client’s class.' } : {};
  const direction = kind === 'connection.closed' ? 'down' : 'up';
  return { kind, direction, preview: reason, event: { kind, reason, peer: '127.0.0.1:52011', ...code } };
}
