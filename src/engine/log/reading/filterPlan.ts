import { compileFilter } from '../../../filter/compileFilter.ts';
import { parseFilter } from '../../../filter/parseFilter.ts';
import type { Plan } from '../../../filter/plan.ts';
import { Refusal } from '../../../wiotp/refusal.ts';

/**
 * What the text of a filter asks of a message, at this time in milliseconds since the epoch.
 * @throws Refusal for a text that cannot be understood.
 */
export function filterPlan(text: string, now: number): Plan {
  const parsed = parseFilter(text);
  if ('fault' in parsed) throw new Refusal(parsed.fault.message, { rule: 'filter', advice: 'Correct the filter.' });
  return compileFilter(parsed.filter, now);
}
