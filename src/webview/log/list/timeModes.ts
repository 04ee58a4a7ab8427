import { dateAndTime, dayAndMinute, duration, isSameDay, timeOfDay } from '../../text/figures.ts';

/** How the list tells when a row was seen. */
export type TimeMode = 'clock' | 'sinceStart' | 'sinceBefore';

/** What a time can be measured from. */
export interface TimeMarks {
  /** The time of the row that counts as the start; unknown until it is here. */
  readonly start: number | undefined;
  /** The time of the row before; unknown until it is here, and for the first row. */
  readonly before: number | undefined;
}

interface TimeModeLook {
  readonly mode: TimeMode;
  /** What the menu calls it. */
  readonly title: string;
  /** What the head of the column calls it. */
  readonly heading: string;
  readonly text: (time: number, marks: TimeMarks) => string;
  /** With all that a cell has no room for; absent where that is the same. */
  readonly line?: (time: number, marks: TimeMarks) => string;
}

/** All ways to tell the time of a row, in the order of the menu. */
export const timeModes: readonly [TimeModeLook, ...TimeModeLook[]] = [
  {
    mode: 'clock',
    title: 'Time of Day',
    heading: 'Time',
    text: (time, { before }) => (beginsDay(time, before) ? dayAndMinute(time) : timeOfDay(time)),
    line: (time, { before }) => (beginsDay(time, before) ? dateAndTime(time) : timeOfDay(time)),
  },
  { mode: 'sinceStart', title: 'Time Since the Start', heading: 'Since start', text: (time, { start }) => apart(time, start) },
  { mode: 'sinceBefore', title: 'Time Since the Row Before', heading: 'Delta', text: (time, { before }) => apart(time, before) },
];

/** One of the ways to tell the time. */
export function timeModeOf(mode: TimeMode): TimeModeLook {
  return timeModes.find((candidate) => candidate.mode === mode) ?? timeModes[0];
}

/** The way to tell the time that follows one in the menu; after the last comes the first. */
export function nextTimeMode(mode: TimeMode): TimeMode {
  const at = timeModes.findIndex((candidate) => candidate.mode === mode);
  return (timeModes[at + 1] ?? timeModes[0]).mode;
}

/** Whether a row is of another day than the row before it: then it tells which. */
function beginsDay(time: number, before: number | undefined): boolean {
  return before !== undefined && !isSameDay(time, before);
}

/** `+35 ms`, `−1.24 s`: clocks of two sources may differ, so a later row may have been earlier. */
function apart(time: number, from: number | undefined): string {
  if (from === undefined) return '';
  return `${time < from ? '−' : '+'}${duration(Math.abs(time - from))}`;
}
