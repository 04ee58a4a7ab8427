import { decided } from '../lint/decided.ts';
import type { MessageFile } from '../lint/files/ourFile.ts';
import { payloadTopic } from '../lint/files/payloadTopic.ts';
import type { LintOptions } from '../lint/options.ts';
import type { OwnSchemas } from '../lint/own/ownSchemas.ts';
import type { Problem } from '../lint/problem.ts';
import { shifted } from './check/shifted.ts';
import { holdsVariable } from './check/variableStrings.ts';
import { transcriptPayloads } from './lintTranscript.ts';

/**
 * What the user's own schemas find wrong with a file of ours: with a payload whose topic is known, or with the messages of a
 * transcript. Problems come in the order of their places in the text, with the severities that the user chose.
 */
export async function ownProblems(text: string, file: MessageFile, own: OwnSchemas, options: LintOptions): Promise<readonly Problem[]> {
  const found = file.type === 'transcript' ? await ofTranscript(text, file.form, own) : await ofPayload(text, file, own);
  return decided(found, options);
}

async function ofPayload(text: string, file: Extract<MessageFile, { type: 'payload' }>, own: OwnSchemas): Promise<readonly Problem[]> {
  const topic = payloadTopic(file, text);
  return topic === undefined ? [] : own.check(topic, text);
}

async function ofTranscript(text: string, form: 'json' | 'jsonl', own: OwnSchemas): Promise<readonly Problem[]> {
  const checks = transcriptPayloads(text, form).map(async (payload) => {
    const found = await own.check(payload.topic, payload.text);
    // What a string with a variable will hold, nobody knows before the run.
    const inVariable = holdsVariable(payload.text);
    return found.filter(({ range }) => !inVariable(range)).map((problem) => shifted(problem, payload.start));
  });
  return (await Promise.all(checks)).flat();
}
