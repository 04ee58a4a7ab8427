import { fieldNamed } from './fields/fieldTable.ts';
import type { FieldTerm, Filter, TextTerm } from './filter.ts';
import type { Check, Plan } from './plan.ts';
import { kindPlan, resultPlan } from './rowWords.ts';
import { SoughtText } from './soughtText.ts';

/**
 * Makes a filter that `parseFilter` understood ready for deciding. Times such as `5m` count from `now`, in milliseconds since the
 * epoch.
 * @throws Error for a value that means nothing to its field.
 */
export function compileFilter(filter: Filter, now: number): Plan {
  if ('all' in filter) return { all: cheapestFirst(filter.all.map((part) => compileFilter(part, now))) };
  if ('any' in filter) return { any: cheapestFirst(filter.any.map((part) => compileFilter(part, now))) };
  if ('not' in filter) return { not: compileFilter(filter.not, now) };
  return 'field' in filter ? fieldPlan(filter, now) : textPlan(filter);
}

function fieldPlan({ field, values }: FieldTerm, now: number): Plan {
  return { any: cheapestFirst(values.map((value) => valuePlan(field, value, now))) };
}

function valuePlan(field: FieldTerm['field'], value: string, now: number): Plan {
  const plan = fieldNamed(field).read(value, now);
  if (typeof plan === 'string') throw new Error(plan);
  return plan;
}

function textPlan({ text }: TextTerm): Plan {
  const sought = new SoughtText(text);
  return {
    any: [
      { of: 'origin', test: ({ topic, clientId }) => sought.isIn(topic) || sought.isIn(clientId) },
      kindPlan(sought),
      { of: 'details', test: (details) => details.text !== undefined && sought.isIn(details.text) },
      resultPlan(sought),
      { of: 'payload', text: sought },
    ],
  };
}

const costs: Readonly<Record<Check['of'], number>> = { origin: 0, flags: 1, time: 2, size: 3, details: 4, payload: 5 };

function cheapestFirst(plans: readonly Plan[]): readonly Plan[] {
  return plans.toSorted((one, other) => costOf(one) - costOf(other));
}

function costOf(plan: Plan): number {
  if (typeof plan === 'boolean') return 0;
  if ('of' in plan) return costs[plan.of];
  if ('not' in plan) return costOf(plan.not);
  return Math.max(0, ...('all' in plan ? plan.all : plan.any).map(costOf));
}
