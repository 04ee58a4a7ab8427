import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { Qos, Sender } from '../../wiotp/message.ts';

/** The class of a client that connects. */
export type ClientClass = Exclude<Sender, 'platform'>;

/** What a message carries, as the user gave it. */
export interface DraftPayload {
  /** Text, which may be a template, or bytes as base64. */
  readonly payload: string;
  /** Absent for text. */
  readonly encoding?: 'base64';
}

/** An event or a command as the user gave it, before it has a topic. */
export interface Draft extends DraftPayload {
  /** The event ID or the command ID. */
  readonly name: string;
  readonly format: string;
  readonly qos: Qos;
  /** The class of the client that sends it; absent in what earlier versions kept, which is a device's. */
  readonly sender?: ClientClass;
  /** The device that the topic names; absent for the client itself. */
  readonly device?: DeviceName;
}

/** Whether two drafts are the same message, but for what it carries and how it is sent. */
export function isSameMessage(one: Draft, other: Draft): boolean {
  return (
    one.name === other.name &&
    one.format === other.format &&
    senderOf(one) === senderOf(other) &&
    one.device?.typeId === other.device?.typeId &&
    one.device?.deviceId === other.device?.deviceId
  );
}

/** The class of the client that sends a draft. */
export function senderOf({ sender }: Draft): ClientClass {
  return sender ?? 'device';
}
