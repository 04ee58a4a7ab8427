import type { AnsweredKind } from './answerMode.ts';

/** What a request must look like for a rule to count: the members of its payload as a subset, and of custom actions the IDs. */
export interface ReplyMatch {
  readonly bundleId?: string;
  readonly actionId?: string;
  /** Every member that stands here must be in the request's payload with an equal value; `fields` match by `field`. */
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** One rule of a replies file. The first that fits a request counts. */
export interface ReplyRule {
  readonly on: AnsweredKind;
  readonly when?: ReplyMatch;
  /** How often it counts, from the first request on; absent for always. */
  readonly times?: number;
  readonly reply: Reply;
}

/** What is done about a request. */
export interface Reply {
  /** Nothing is sent at all. */
  readonly silent?: true;
  /** The return code; absent for the usual one of the kind. */
  readonly rc?: number;
  readonly message?: string;
  /** The response's `d`. */
  readonly d?: Readonly<Record<string, unknown>>;
  /** Milliseconds before the answer. */
  readonly delay?: number;
  /** Of a firmware action that was accepted: it ends with this `updateStatus` (2 to 6 are failures) [D-req]. */
  readonly updateStatus?: number;
}
