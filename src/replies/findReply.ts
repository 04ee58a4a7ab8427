import { holds } from '../lint/holds.ts';
import type { AnsweredKind } from './answerMode.ts';
import type { Reply, ReplyMatch, ReplyRule } from './replyRule.ts';

/** A request of the platform, as far as rules look at it. */
export interface AnsweredRequest {
  readonly kind: AnsweredKind;
  /** Of a custom action, from its topic. */
  readonly bundleId?: string;
  readonly actionId?: string;
  /** What its payload was parsed to. */
  readonly payload: unknown;
}

/** How often each rule has counted so far. Belongs to one device, and begins anew with new rules. */
export type ReplyUses = WeakMap<ReplyRule, number>;

/**
 * The reply to a request: that of the first rule that fits it and has not counted as often as it may. It counts as used from
 * now on. `undefined` where no rule fits.
 */
export function findReply(rules: readonly ReplyRule[], request: AnsweredRequest, used: ReplyUses): Reply | undefined {
  const rule = rules.find((candidate) => fits(candidate, request) && usesOf(candidate, used) < (candidate.times ?? Infinity));
  if (rule === undefined) return undefined;
  used.set(rule, usesOf(rule, used) + 1);
  return rule.reply;
}

function usesOf(rule: ReplyRule, used: ReplyUses): number {
  return used.get(rule) ?? 0;
}

function fits({ on, when }: ReplyRule, request: AnsweredRequest): boolean {
  return on === request.kind && (when === undefined || matches(when, request));
}

function matches({ bundleId, actionId, payload }: ReplyMatch, request: AnsweredRequest): boolean {
  if (bundleId !== undefined && bundleId !== request.bundleId) return false;
  if (actionId !== undefined && actionId !== request.actionId) return false;
  return payload === undefined || holds(request.payload, payload);
}
