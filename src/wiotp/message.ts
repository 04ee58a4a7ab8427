/** Which way a message goes: `up` from a client to the platform, `down` from the platform to a client. */
export type Direction = 'up' | 'down';

/** MQTT quality of service. */
export type Qos = 0 | 1 | 2;

/** Client classes by the first letter of the client ID (`d`, `g`, `a` and `A`), and the platform itself. */
export type Sender = 'device' | 'gateway' | 'application' | 'platform';

/** One MQTT message. The bytes are the truth; text, JSON and hex are views of them. */
export interface Message {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: Qos;
  readonly retain: boolean;
}
