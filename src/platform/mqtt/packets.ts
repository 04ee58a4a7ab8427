import type { Qos } from '../../wiotp/message.ts';

/** What a client wants published when its connection ends without DISCONNECT. */
export interface Will {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: Qos;
}

/** CONNECT of MQTT 3.1 (version 3) or 3.1.1 (version 4). */
export interface ConnectPacket {
  readonly type: 'connect';
  readonly version: 3 | 4;
  /** Bytes that are no UTF-8 appear as U+FFFD. */
  readonly clientId: string;
  readonly cleanSession: boolean;
  /** 0 means that the client wants no keepalive. */
  readonly keepAliveSeconds: number;
  readonly will?: Will;
  readonly userName?: string;
  readonly password?: Uint8Array;
}

/** CONNECT of MQTT 5, read as far as needed to refuse it by name. */
export interface ConnectV5Packet {
  readonly type: 'connectV5';
  readonly clientId: string;
}

/** PUBLISH, in either direction. */
export interface PublishPacket {
  readonly type: 'publish';
  readonly topic: string;
  /** A view of the received bytes: whoever keeps it longer than the call copies it. */
  readonly payload: Uint8Array;
  readonly qos: Qos;
  readonly retain: boolean;
  readonly dup: boolean;
  /** 0 for QoS 0. */
  readonly packetId: number;
}

/** The four packets that settle a PUBLISH of QoS 1 or 2. */
export interface SettlePacket {
  readonly type: 'puback' | 'pubrec' | 'pubrel' | 'pubcomp';
  readonly packetId: number;
}

export interface SubscribePacket {
  readonly type: 'subscribe';
  readonly packetId: number;
  /** At least one. */
  readonly subscriptions: readonly { readonly filter: string; readonly qos: Qos }[];
}

export interface UnsubscribePacket {
  readonly type: 'unsubscribe';
  readonly packetId: number;
  /** At least one. */
  readonly filters: readonly string[];
}

export interface SignalPacket {
  readonly type: 'pingreq' | 'disconnect';
}

/** What the platform has to do with after CONNECT. */
export type ClientPacket = PublishPacket | SettlePacket | SubscribePacket | UnsubscribePacket;

/** Every packet a client may send. */
export type Packet = ConnectPacket | ConnectV5Packet | ClientPacket | SignalPacket;
