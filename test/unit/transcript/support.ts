import { defaultLintOptions } from '../../../src/lint/options.ts';
import type { Problem } from '../../../src/lint/problem.ts';
import { lintTranscript, type TranscriptContext } from '../../../src/transcript/lintTranscript.ts';

/** The problems of a transcript, given as text or as a value. */
export function lint(transcript: unknown, context: Partial<TranscriptContext> = {}): readonly Problem[] {
  return lintTranscript(textOf(transcript), { form: 'json', options: defaultLintOptions, include: () => undefined, ...context });
}

/** The rules that a transcript breaks, with the text of each place, such as `transcript/value "opened"`. */
export function found(transcript: unknown, context: Partial<TranscriptContext> = {}): readonly string[] {
  const text = textOf(transcript);
  return lint(text, context).map(({ rule, range }) => `${rule} ${text.slice(range.start, range.end)}`);
}

/** The problems of steps, in a transcript that says nothing else but what `header` has. */
export function foundInSteps(steps: readonly unknown[], header: Readonly<Record<string, unknown>> = {}): readonly string[] {
  return found({ ...header, steps });
}

function textOf(transcript: unknown): string {
  return typeof transcript === 'string' ? transcript : JSON.stringify(transcript);
}
