import type { DetailFacts, MessageFacts, OriginFacts } from './facts.ts';
import type { SoughtText } from './soughtText.ts';

/**
 * A filter made ready for deciding. What is looked at first costs least: who reads a log decides most messages by what many of them
 * share, and takes payloads only where everything else left it open.
 */
export type Plan = boolean | Check | { readonly all: readonly Plan[] } | { readonly any: readonly Plan[] } | { readonly not: Plan };

/** A question that one stage of reading answers. */
export type Check =
  | { readonly of: 'origin'; test(origin: OriginFacts): boolean }
  | { readonly of: 'flags'; test(flags: FlagFacts): boolean }
  | { readonly of: 'time'; test(time: number): boolean }
  | { readonly of: 'size'; test(size: number): boolean }
  | { readonly of: 'details'; test(details: DetailFacts): boolean }
  | { readonly of: 'payload'; readonly text: SoughtText };

/** The small facts of a message, of which there are few combinations. */
export type FlagFacts = Pick<MessageFacts, 'at' | 'direction' | 'qos' | 'retain' | 'dup' | 'again'>;

/** Whether a plan holds, when every check can be decided. */
export function holds(plan: Plan, decide: (check: Check) => boolean): boolean {
  if (typeof plan === 'boolean') return plan;
  if ('of' in plan) return decide(plan);
  if ('not' in plan) return !holds(plan.not, decide);
  if ('all' in plan) {
    for (const part of plan.all) if (!holds(part, decide)) return false;
    return true;
  }
  for (const part of plan.any) if (holds(part, decide)) return true;
  return false;
}

/** What is left of a plan when some checks are decided; those that are not give `undefined`. */
export function reduce(plan: Plan, decide: (check: Check) => boolean | undefined): Plan {
  if (typeof plan === 'boolean') return plan;
  if ('of' in plan) return decide(plan) ?? plan;
  if ('not' in plan) return opposite(reduce(plan.not, decide));
  if ('all' in plan) return reduceParts(plan.all, decide, false);
  return reduceParts(plan.any, decide, true);
}

/** Whether something of the plan depends on a stage. */
export function asks(plan: Plan, stage: Check['of']): boolean {
  if (typeof plan === 'boolean') return false;
  if ('of' in plan) return plan.of === stage;
  if ('not' in plan) return asks(plan.not, stage);
  return ('all' in plan ? plan.all : plan.any).some((part) => asks(part, stage));
}

/** Of any or all: one part that is `decisive` decides, and one that is the opposite does not count. */
function reduceParts(parts: readonly Plan[], decide: (check: Check) => boolean | undefined, decisive: boolean): Plan {
  const left: Plan[] = [];
  for (const part of parts) {
    const reduced = reduce(part, decide);
    if (reduced === decisive) return decisive;
    if (typeof reduced !== 'boolean') left.push(reduced);
  }
  const [only] = left;
  if (only === undefined) return !decisive;
  if (left.length === 1) return only;
  return decisive ? { any: left } : { all: left };
}

function opposite(plan: Plan): Plan {
  return typeof plan === 'boolean' ? !plan : { not: plan };
}
