import type { ConversationPicture, ConversationStep } from '../../rpc/log/logStudies.ts';
import { count, dateAndTime, duration, timeOfDay } from '../text/figures.ts';
import { visibleStart } from '../text/visibleText.ts';
import { isEvent, leftName, wayText } from './sides.ts';

/** Longer texts are cut. */
const mostCharacters = 300;

/** What a step says in a few words, with how often it came. */
export function stepLabel({ label, repeated }: ConversationStep): string {
  return `${visibleStart(label, mostCharacters)}${repeated === undefined ? '' : ` ×${count(repeated.times)}`}`;
}

/** What there is to say about a step besides its label: what its rc means, or what happened to the connection. */
export function stepDetail(step: ConversationStep): string {
  const { row } = step;
  // A request carries its answer's rc in the log; in a diagram the answer stands for itself.
  const isAnswer = row.kind === 'dm.deviceResponse' || row.kind === 'dm.serverResponse';
  return visibleStart(isEvent(step) ? row.preview : isAnswer ? (row.rcMeaning ?? '') : '', mostCharacters);
}

/** One step as a sentence, for whoever hears it. */
export function stepSentence(step: ConversationStep, gapMs: number | undefined): string {
  const after = gapMs === undefined ? '' : `, ${duration(gapMs)} later`;
  const who = isEvent(step) ? '' : `, ${wayText(step)}`;
  const detail = stepDetail(step);
  const problems = step.problems.map(({ severity, message }) => ` ${severity}: ${visibleStart(message, mostCharacters)}`);
  return `${timeOfDay(step.row.time)}${after}${who}: ${stepLabel(step)}${detail === '' ? '' : `, ${detail.replace(/\.$/, '')}`}.${problems.join('')}`;
}

/** The whole conversation as lines of text. */
export function conversationText(picture: ConversationPicture): string {
  const { title, steps, expected, left } = picture;
  const lines = [`${visibleStart(title, mostCharacters)} – ${leftName(picture)} – ${dateAndTime(steps[0]?.row.time ?? 0)}`];
  for (const [at, step] of steps.entries()) {
    const gap = gapBefore(steps, at);
    const detail = stepDetail(step);
    const who = isEvent(step) ? '' : step.row.direction === 'down' ? '<- ' : '-> ';
    lines.push(
      `${timeOfDay(step.row.time)}  ${gap === undefined ? '' : `+${duration(gap)}`}`.padEnd(26) +
        `${who}${stepLabel(step)}${detail === '' ? '' : `: ${detail}`}`,
    );
    for (const { rule, severity, message } of step.problems)
      lines.push(`${' '.repeat(26)}${severity} ${rule}: ${visibleStart(message, mostCharacters)}`);
  }
  if (left > 0) lines.push(`${count(left)} more`);
  lines.push(expected === undefined ? closingLine(picture) : `${'waits'.padEnd(26)}${expected.text}`);
  return `${lines.join('\n')}\n`;
}

/** What is said below an action that is over: `Reboot complete: nothing more is expected.` */
export function closingLine({ title, isComplete, shortfall }: Pick<ConversationPicture, 'title' | 'isComplete' | 'shortfall'>): string {
  if (isComplete === true) return `${visibleStart(title, mostCharacters)} complete: nothing more is expected.`;
  return `${shortfall === undefined ? '' : `${visibleStart(shortfall, mostCharacters)} `}Nothing more is expected.`;
}

/** Milliseconds since the end of the step before; `undefined` for the first step. */
export function gapBefore(steps: readonly ConversationStep[], at: number): number | undefined {
  const before = steps[at - 1];
  const step = steps[at];
  if (before === undefined || step === undefined) return undefined;
  return Math.max(0, step.row.time - (before.repeated?.last ?? before.row).time);
}
