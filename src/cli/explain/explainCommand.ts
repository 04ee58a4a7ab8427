import { explain } from '../../assist/explain/explain.ts';
import { readSubject, type Subject } from '../../assist/explain/subject.ts';
import { readArguments } from '../arguments.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import type { Outputs } from '../outputs.ts';
import { wrongUsage } from '../wrongUsage.ts';

/**
 * `wiotp explain`: what a number, a topic, a filter, a rule, a client ID or a host means.
 * @throws Refusal for wrong usage.
 */
export async function explainCommand(args: readonly string[], { out }: Outputs): Promise<ExitCode> {
  const { values, positionals } = readArguments('explain', args, { json: { type: 'boolean', default: false } });
  const [text, ...more] = positionals;
  if (text === undefined) throw wrongUsage('explain', 'There is nothing to explain.');
  if (more.length > 0) throw wrongUsage('explain', 'One thing at a time can be explained. Put a topic with spaces or # into quotes.');
  const explained = explain(subjectOf(text));
  await out.writeAll(`${values.json ? JSON.stringify(explained.json) : explained.text}\n`);
  return explained.isFine ? exitCode.fine : exitCode.problems;
}

function subjectOf(text: string): Subject {
  const subject = readSubject(text);
  if (subject.type === 'none') throw wrongUsage('explain', subject.why, subject.advice);
  if (subject.type === 'kind') throw wrongUsage('explain', `${text} is a kind of message.`, `See wiotp kinds ${text}.`);
  return subject;
}
