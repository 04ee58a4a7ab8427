import type { Problem } from '../lint/problem.ts';
import type { TrafficNote } from './log/traffic.ts';

/** More would not be read. */
const mostTold = 3;

/** Marks a message in the log that the user sends although there are problems. */
export function forcedNote(problems: readonly Problem[]): TrafficNote {
  return { what: 'forced', reason: `It was sent although the linter objects. ${toldProblems(problems)}` };
}

/** The first problems with their rules, and how many more there are. */
export function toldProblems(problems: readonly Problem[]): string {
  const told = problems.slice(0, mostTold).map(({ rule, message }) => `${message} (${rule})`);
  const more = problems.length - told.length;
  return [...told, ...(more === 0 ? [] : [more === 1 ? 'There is 1 more.' : `There are ${more} more.`])].join(' ');
}
