import type { MessageFacts } from './facts.ts';
import { holds, type Plan } from './plan.ts';

/** Whether one message passes a filter: what all faster ways of deciding have to agree with. */
export function matches(plan: Plan, facts: MessageFacts, payload: Uint8Array): boolean {
  return holds(plan, (check) => {
    switch (check.of) {
      case 'origin':
        return check.test(facts.origin);
      case 'flags':
        return check.test(facts);
      case 'time':
        return check.test(facts.time);
      case 'size':
        return check.test(facts.size);
      case 'details':
        return check.test(facts.details);
      case 'payload':
        return check.text.isInBytes(payload);
    }
  });
}
