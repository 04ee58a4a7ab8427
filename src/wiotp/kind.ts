import type { Direction, Qos, Sender } from './message.ts';

/** One rc that may answer a kind, with what it means there. The first of a list is the usual one. */
export interface AnswerCode {
  readonly rc: number;
  readonly meaning: string;
  /** Not named for this kind in the documents, but seen and harmless. */
  readonly harmless?: true;
}

/** How a request is answered. */
export interface AnswerRule {
  readonly kind: 'dm.serverResponse' | 'dm.deviceResponse';
  /** Legal codes, the usual one first. */
  readonly codes: readonly AnswerCode[];
  /** `always`: a reqId is required; `withReqId`: answered only when the request carries one. */
  readonly when: 'always' | 'withReqId';
}

/** A payload that breaks the kind's rules, and why: a value, or a text that is not even JSON. */
export type InvalidExample = { readonly payload: unknown; readonly why: string } | { readonly text: string; readonly why: string };

/** How a kind travels. */
export interface QosRule {
  /** What the platform itself uses, or what a device is advised to use. */
  readonly usual: Qos;
  /** The highest that draws no remark. */
  readonly most: Qos;
}

/** What is known about every sort of message, however it travels. */
interface AnyKind {
  /** Such as `dm.manage`. */
  readonly name: string;
  /** Such as `Manage request`. */
  readonly title: string;
  /** One line for a device developer. */
  readonly summary: string;
  /** Who sends it; of a connection event, who brings it about. */
  readonly sender: Sender;
  /** Who gets it. */
  readonly receiver: Sender;
  readonly direction: Direction;
  /** Either side may bring it about: what the log has seen says who did, and sender and direction stand for the usual case. */
  readonly eitherSide?: true;
  /** At least two that are right. */
  readonly examples: readonly [unknown, unknown, ...unknown[]];
  /** At least one that is wrong. */
  readonly invalid: readonly [InvalidExample, ...InvalidExample[]];
}

/** A message of MQTT. */
export interface MessageKind extends AnyKind {
  /**
   * The topic with `{name}` for each free level, in the form a device uses. Gateway forms of Device Management
   * topics are the same entry with `type/{typeId}/id/{deviceId}/` after the first level [D-dm, D-gw] and are not listed.
   */
  readonly topic: string;
  /** Further topics of the same kind. */
  readonly otherTopics?: readonly string[];
  readonly call?: undefined;
  readonly result?: undefined;
  /** An application that listens gets it as well, from the platform [D-app]. */
  readonly alsoReceived?: true;
  readonly qos: QosRule;
  /** Name of the payload's schema below `schemas/`, where the payload is JSON of a known shape. */
  readonly schema?: string;
  readonly answer?: AnswerRule;
}

/** A body of the REST interface. */
export interface RestKind extends AnyKind {
  /** Method and path with `{name}` for each free level: `POST /api/v0002/mgmt/requests`. */
  readonly call: string;
  /** What the platform answers, as a full sentence. */
  readonly result: string;
  readonly topic?: undefined;
  readonly otherTopics?: undefined;
  readonly alsoReceived?: undefined;
  readonly qos?: undefined;
  readonly schema: string;
  readonly answer?: undefined;
}

/** Something that happens to a connection. In a transcript it is a step, which is what its schema and examples show. */
export interface ConnectionKind extends AnyKind {
  readonly name: `connection.${string}`;
  readonly topic?: undefined;
  readonly otherTopics?: undefined;
  readonly alsoReceived?: undefined;
  readonly call?: undefined;
  readonly result?: undefined;
  readonly qos?: undefined;
  readonly schema: string;
  readonly answer?: undefined;
}

/**
 * Everything known about one sort of message. Topic matching, lint, completion, log labels, the platform,
 * the agent, generated docs and generated tests iterate over these entries and keep no list of their own.
 */
export type Kind = MessageKind | RestKind | ConnectionKind;

/** Whether the kind belongs to Device Management. */
export function isDeviceManagement(kind: Kind): boolean {
  return kind.name.startsWith('dm.');
}

/** Whether a kind of this name is something that happens to a connection, and no message. */
export function isConnectionEvent(kindName: string): boolean {
  return kindName.startsWith('connection.');
}

/** Whether a client of this class gets messages of the kind. */
export function isReceivedBy(kind: Kind, receiver: Sender): boolean {
  return kind.receiver === receiver || (receiver === 'application' && kind.alsoReceived === true);
}

/** Every topic of a kind in the form a device uses; none for what is no message of MQTT. */
export function topicsOf(kind: Kind): readonly string[] {
  return kind.topic === undefined ? [] : [kind.topic, ...(kind.otherTopics ?? [])];
}

/** A Device Management topic as a gateway uses it: it names the device after the first level, in both directions [D-dm, D-gw]. */
export function gatewayForm(topic: string): string {
  return topic.replace('/', '/type/{typeId}/id/{deviceId}/');
}

/** An invalid example as it goes over the wire. */
export function invalidText(example: InvalidExample): string {
  return 'text' in example ? example.text : JSON.stringify(example.payload);
}
