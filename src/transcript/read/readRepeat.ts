import type { RepeatStep } from '../model.ts';
import type { Fields } from './fields.ts';
import { readSteps } from './readSteps.ts';
import type { ReadStep, StepBase, StepContext } from './stepContext.ts';

const mostTimes = 1_000_000;
const deepest = 16;

/** Reads steps that are repeated, each with `readStep`; `undefined` when there are none. */
export function readRepeat(fields: Fields, base: StepBase, context: StepContext, readStep: ReadStep): RepeatStep | undefined {
  const { report, depth } = context;
  const times = fields.whole('repeat');
  if (times !== undefined && (times.value < 1 || times.value > mostTimes)) {
    report({
      rule: 'transcript/repeat',
      message: `repeat is ${times.value}; it must lie between 1 and ${mostTimes}. The transcript cannot run.`,
      range: times.range,
    });
  }
  if (depth >= deepest) {
    const message = `Repetitions stand more than ${deepest} deep in each other. What is deeper is not read.`;
    report({ rule: 'transcript/repeat', message, range: fields.keyRange('repeat') });
    return undefined;
  }
  const steps = fields.list('steps');
  if (steps === undefined && !fields.has('steps')) {
    const message = 'It is not said what is repeated. The transcript cannot run. Add steps.';
    report({ rule: 'transcript/repeat', message, range: fields.keyRange('repeat') });
  }
  if (steps === undefined) return undefined;
  return { type: 'repeat', ...base, times: times?.value ?? 1, steps: readSteps(steps, { ...context, depth: depth + 1 }, readStep) };
}
