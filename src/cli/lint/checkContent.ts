import { decided } from '../../lint/decided.ts';
import type { TranscriptFile, WorkbenchFile } from '../../lint/files/ourFile.ts';
import { lintMessage } from '../../lint/lintMessage.ts';
import type { LintOptions } from '../../lint/options.ts';
import type { OwnSchemas } from '../../lint/own/ownSchemas.ts';
import type { Problem } from '../../lint/problem.ts';
import { rules } from '../../lint/rules.ts';
import { lintWorkbenchFile } from '../../profiles/check/lintWorkbenchFile.ts';
import { lintTranscript } from '../../transcript/lintTranscript.ts';
import { ownProblems } from '../../transcript/ownProblems.ts';
import type { Content, PayloadContent } from './content.ts';
import { decode, type Decoded } from './decode.ts';
import { placed, type PlacedProblem } from './fileResult.ts';
import type { LintCommandOptions } from './lintOptions.ts';
import { transcriptForm } from './transcriptForm.ts';

/** What a check needs to know besides the bytes. */
export interface CheckContext {
  readonly content: Content;
  readonly message: LintCommandOptions['message'];
  readonly options: LintOptions;
  /** Whether the bytes stand in a file, not in a stream. */
  readonly inFile: boolean;
  /** The user's own schemas, if there are any. */
  readonly own: OwnSchemas | undefined;
  /** Reads what a transcript includes. */
  readonly include: (path: string) => string | undefined;
}

/** Checks the bytes of a file. */
export async function checkContent(bytes: Uint8Array, context: CheckContext): Promise<readonly PlacedProblem[]> {
  const { content } = context;
  const decoded = decode(bytes);
  switch (content.type) {
    case 'payload':
      return checkPayload(bytes, decoded, content, context);
    case 'transcript':
      return checkTranscript(decoded, content, context);
    case 'profiles':
    case 'replies':
      return checkWorkbenchFile(decoded, content, context);
  }
}

async function checkPayload(
  bytes: Uint8Array,
  decoded: Decoded,
  { kind, topic }: PayloadContent,
  { message, options, inFile, own }: CheckContext,
): Promise<readonly PlacedProblem[]> {
  const text = decoded.isUtf8 ? decoded.text : undefined;
  // Where a topic is known it tells the kind, with the help of the sender.
  const what = topic === undefined ? (kind === undefined ? {} : { kind }) : { topic };
  const problems = lintMessage({ ...message, ...what, text, payloadBytes: bytes.length, inFile }, options);
  if (!decoded.isUtf8)
    return placed(
      problems.map((problem) => encodingPlaced(problem, decoded)),
      decoded.lossy,
    );
  if (own === undefined || kind === undefined) return placed(problems, decoded.text);
  const file = { type: 'payload', kind, ...(topic === undefined ? {} : { topic }) } as const;
  return placed(merged(problems, await ownProblems(decoded.text, file, own, options)), decoded.text);
}

async function checkTranscript(
  decoded: Decoded,
  named: TranscriptFile,
  { options, inFile, own, include }: CheckContext,
): Promise<readonly PlacedProblem[]> {
  if (!decoded.isUtf8) return notUtf8('transcript', decoded, options);
  const text = withoutMark(decoded);
  const form = inFile ? named.form : transcriptForm(text);
  const problems = lintTranscript(text, { form, options, include });
  const more = own === undefined ? [] : await ownProblems(text, { type: 'transcript', form }, own, options);
  return placed(merged(problems, more), text);
}

function checkWorkbenchFile(decoded: Decoded, file: WorkbenchFile, { options }: CheckContext): readonly PlacedProblem[] {
  if (!decoded.isUtf8) return notUtf8('file', decoded, options);
  const text = withoutMark(decoded);
  return placed(lintWorkbenchFile(text, file, options), text);
}

/** What does not go over the wire may have a byte order mark: that is the editor's business. */
function withoutMark({ text }: Extract<Decoded, { isUtf8: true }>): string {
  return text.replace(/^\uFEFF/, '');
}

const encodingRule = 'json/encoding';

function notUtf8(what: 'transcript' | 'file', decoded: Undecoded, options: LintOptions): readonly PlacedProblem[] {
  const message = `The ${what} is not UTF-8, so nothing of it can be checked. Save it as UTF-8.`;
  const problem = { rule: encodingRule, severity: rules[encodingRule].severity, message, range: { start: 0, end: 0 } };
  return placed(decided([encodingPlaced(problem, decoded)], options), decoded.lossy);
}

type Undecoded = Extract<Decoded, { isUtf8: false }>;

/** Says where the first byte is that is not UTF-8, and that it is UTF-16 if it is. */
function encodingPlaced(problem: Problem, { at, isUtf16 }: Undecoded): Problem {
  if (problem.rule !== encodingRule) return problem;
  const message = isUtf16 ? `This is UTF-16, which Windows calls Unicode. ${problem.message}` : problem.message;
  return { ...problem, message, range: { start: at, end: at + 1 } };
}

/** In the order of their places; those about the message as a whole stay in front. */
function merged(problems: readonly Problem[], more: readonly Problem[]): readonly Problem[] {
  return more.length === 0 ? problems : [...problems, ...more].sort((a, b) => a.range.start - b.range.start);
}
