import { firstProblems } from '../lint/firstProblems.ts';
import { lintMessage } from '../lint/lintMessage.ts';
import type { LintOptions } from '../lint/options.ts';
import type { Problem } from '../lint/problem.ts';
import { StepsCheck } from './check/stepsCheck.ts';
import { checkVariables, checkVars } from './check/checkVariables.ts';
import { Includes } from './check/includes.ts';
import { shifted } from './check/shifted.ts';
import type { Header, Step, Transcript } from './model.ts';
import { readTranscript, type TranscriptForm } from './read/readTranscript.ts';
import { problemOf, type Report } from './remark.ts';

/** What a transcript's lint needs besides its text. */
export interface TranscriptContext {
  readonly form: TranscriptForm;
  readonly options: LintOptions;
  /**
   * The text of an included file; `undefined` when it cannot be read. The path is as the transcript names it; of what
   * included files include themselves, it is relative to the same folder.
   */
  readonly include: (path: string) => string | undefined;
}

/**
 * Checks a transcript: its form, each message, and the conversation. Never throws, always ends, and takes time in
 * proportion to the text. Problems come in the order of their places in the text; of very many the gravest.
 */
export function lintTranscript(text: string, { form, options, include }: TranscriptContext): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (remark) => {
    const problem = problemOf(remark, options);
    if (problem !== undefined) problems.push(problem);
  };
  const add = (found: readonly Problem[]) => {
    for (const problem of found) problems.push(problem);
  };
  const transcript = readTranscript(text, form, report);
  if (transcript !== undefined) {
    const includes = new Includes(include);
    checkVars(transcript.header, usedVariables(transcript, includes, report), report);
    add(secretsIn(transcript.header, transcript.json, options));
    new StepsCheck(transcript.header, { options, includes, report, add }).check(transcript);
  }
  return firstProblems(problems, options);
}

/** A message of a transcript whose payload is JSON, for checks that take their time. */
export interface TranscriptPayload {
  readonly topic: string;
  /** The payload's text, and where in the transcript it begins. */
  readonly text: string;
  readonly start: number;
}

/**
 * The messages of a transcript with a JSON payload, in their order; variables stand in them as they are written, and
 * comments are blanks. What must not arrive, and what stands in other files, is not among them.
 */
export function transcriptPayloads(text: string, form: TranscriptForm): readonly TranscriptPayload[] {
  const transcript = readTranscript(text, form, () => undefined);
  return transcript === undefined ? [] : payloadsOf(transcript.steps, transcript.json);
}

/** The variables of the steps, and of the steps of what they include. */
function usedVariables({ steps, json }: Transcript, includes: Includes, report: Report): ReadonlySet<string> {
  const used = new Set(checkVariables(steps, json, report));
  for (const included of includes.reachable(steps)) {
    // What is wrong there is said when that file itself is checked.
    for (const name of checkVariables(included.steps, included.json, () => undefined)) used.add(name);
  }
  return used;
}

/** Tokens and passwords in the header: to lint each member is a payload like any other. */
function secretsIn({ members }: Header, json: string, options: LintOptions): readonly Problem[] {
  return members.flatMap(({ start, end }) => {
    const text = `{${json.slice(start, end)}}`;
    const found = lintMessage({ text, topic: 'iot-2/evt/header/fmt/json', inFile: true }, options);
    return found.filter(({ rule }) => rule === 'file/secret').map((problem) => shifted(problem, start - 1));
  });
}

function payloadsOf(steps: readonly Step[], json: string): readonly TranscriptPayload[] {
  return steps.flatMap((step): readonly TranscriptPayload[] => {
    if (step.type === 'repeat') return payloadsOf(step.steps, json);
    if (step.type !== 'message' || step.absent || step.payload?.form !== 'payload') return [];
    const { start, end } = step.payload.range;
    return [{ topic: step.topic.value, text: json.slice(start, end), start }];
  });
}
