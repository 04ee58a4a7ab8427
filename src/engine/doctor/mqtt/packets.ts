import type { Subscription } from '../../../profiles/profile.ts';
import type { SessionSettings } from '../../../profiles/sessionSettings.ts';
import { clientIdOf } from '../../../wiotp/clientId.ts';

/** The first byte of the packets that the doctor knows, without the flags. */
export const packetTypes = { connack: 2, publish: 3, suback: 9, unsuback: 11, pingresp: 13, disconnect: 14 } as const;

/** CONNECT as a session with these settings says it. */
export function connectPacket(settings: SessionSettings, token: string | undefined): Buffer {
  const { identity, userName, mqttVersion, cleanSession, keepAliveSeconds, sessionExpirySeconds, will } = settings;
  const isFive = mqttVersion === '5';
  const flags =
    (userName === undefined ? 0 : 0x80) |
    (token === undefined ? 0 : 0x40) |
    (will === undefined ? 0 : 0x04 | (will.qos << 3)) |
    (cleanSession ? 0x02 : 0);
  const expiry = sessionExpirySeconds ?? (cleanSession ? undefined : longestExpiry);
  const properties = isFive ? [lengthOf(expiry === undefined ? 0 : 5), ...(expiry === undefined ? [] : [expiryProperty(expiry)])] : [];
  return packet(0x10, [
    text('MQTT'),
    Buffer.from([isFive ? 5 : 4, flags]),
    number16(Math.min(keepAliveSeconds, 0xffff)),
    ...properties,
    text(clientIdOf(identity)),
    ...(will === undefined ? [] : [...(isFive ? [Buffer.from([0])] : []), text(will.topic), text(will.payload)]),
    ...(userName === undefined ? [] : [text(userName)]),
    ...(token === undefined ? [] : [text(token)]),
  ]);
}

export function subscribePacket(id: number, { filter, qos }: Subscription, isFive: boolean): Buffer {
  return packet(0x82, [number16(id), ...(isFive ? [Buffer.from([0])] : []), text(filter), Buffer.from([qos])]);
}

export function unsubscribePacket(id: number, filter: string, isFive: boolean): Buffer {
  return packet(0xa2, [number16(id), ...(isFive ? [Buffer.from([0])] : []), text(filter)]);
}

export const pingPacket = Buffer.from([0xc0, 0x00]);

/** A normal end: a will is not published. */
export const disconnectPacket = Buffer.from([0xe0, 0x00]);

/** As long as the server can [MQTT 5, 3.1.2.11.2]. */
const longestExpiry = 0xffff_ffff;

function packet(first: number, parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([first]), lengthOf(body.length), body]);
}

/** A length in groups of seven bits, the lowest first. */
function lengthOf(length: number): Buffer {
  const bytes: number[] = [];
  let rest = length;
  do {
    const more = rest > 0x7f ? 0x80 : 0;
    bytes.push((rest & 0x7f) | more);
    rest >>>= 7;
  } while (rest > 0);
  return Buffer.from(bytes);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([number16(bytes.length), bytes]);
}

function number16(value: number): Buffer {
  return Buffer.from([(value >> 8) & 0xff, value & 0xff]);
}

function expiryProperty(seconds: number): Buffer {
  const bytes = Buffer.alloc(5, 0x11);
  bytes.writeUInt32BE(seconds >>> 0, 1);
  return bytes;
}
