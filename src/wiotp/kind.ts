import type { Direction, Sender } from './message.ts';

/** One rc that may answer a kind, with what it means there. The first of a list is the usual one. */
export interface AnswerCode {
  readonly rc: number;
  readonly meaning: string;
}

/** How a request is answered. */
export interface AnswerRule {
  readonly kind: 'dm.serverResponse' | 'dm.deviceResponse';
  /** Legal codes, the usual one first. */
  readonly codes: readonly AnswerCode[];
  /** `always`: a reqId is required; `withReqId`: answered only when the request carries one. */
  readonly when: 'always' | 'withReqId';
}

/** A payload that breaks the kind's rules, and why. */
export interface InvalidExample {
  readonly payload: unknown;
  readonly why: string;
}

/**
 * Everything known about one sort of message. Topic matching, lint, completion, log labels, the platform,
 * the agent, generated docs and generated tests iterate over these entries and keep no list of their own.
 */
export interface Kind {
  /** Such as `dm.manage`. */
  readonly name: string;
  /** Such as `Manage request`. */
  readonly title: string;
  /** One line for a device developer. */
  readonly summary: string;
  readonly sender: Sender;
  readonly direction: Direction;
  /**
   * The topic with `{name}` for each free level, in the form a device uses. Connection events have none.
   * Gateway forms of Device Management topics are the same entry with `type/{typeId}/id/{deviceId}/`
   * after the first level [D-dm, D-gw] and are not listed.
   */
  readonly topic?: string;
  /** Name of the payload's schema below `schemas/`, where the payload is JSON of a known shape. */
  readonly schema?: string;
  readonly answer?: AnswerRule;
  readonly examples: readonly unknown[];
  readonly invalid: readonly InvalidExample[];
}

/** Whether the kind belongs to Device Management. */
export function isDeviceManagement(kind: Kind): boolean {
  return kind.name.startsWith('dm.');
}
