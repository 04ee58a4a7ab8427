import { generate, type IConnectPacket } from 'mqtt-packet';
import type { Subscription } from '../../../profiles/profile.ts';
import { loginOptions, type Login } from '../../session/login.ts';

/** The first byte of the packets that the doctor knows, without the flags. */
export const packetTypes = { connack: 2, publish: 3, suback: 9, unsuback: 11, pingresp: 13, disconnect: 14 } as const;

/** CONNECT as a session says it. @throws Error for what no packet can carry. */
export function connectPacket(login: Login): Buffer {
  const { clientId, ...options } = loginOptions(login);
  return generate({ cmd: 'connect', protocolId: 'MQTT', clientId: clientId ?? '', ...options } as IConnectPacket);
}

export function subscribePacket(messageId: number, { filter, qos }: Subscription, version: 4 | 5): Buffer {
  return generate({ cmd: 'subscribe', messageId, subscriptions: [{ topic: filter, qos }] }, { protocolVersion: version });
}

export function unsubscribePacket(messageId: number, filter: string, version: 4 | 5): Buffer {
  return generate({ cmd: 'unsubscribe', messageId, unsubscriptions: [filter] }, { protocolVersion: version });
}

export const pingPacket = generate({ cmd: 'pingreq' });

/** A normal end: a will is not published. */
export const disconnectPacket = generate({ cmd: 'disconnect' });
