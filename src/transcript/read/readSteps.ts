import type { Located, Step } from '../model.ts';
import { elementsOf } from './members.ts';
import type { ReadStep, StepContext } from './stepContext.ts';

/** Reads a list of steps, each with `readStep`. */
export function readSteps({ value, range }: Located<readonly unknown[]>, context: StepContext, readStep: ReadStep): readonly Step[] {
  if (value.length === 0) {
    context.report({ rule: 'transcript/empty', message: 'There are no steps, so nothing happens. Add some.', range });
  }
  return elementsOf(context.json, range.start).flatMap((place, at) => readStep({ value: value[at], range: place }, context) ?? []);
}
