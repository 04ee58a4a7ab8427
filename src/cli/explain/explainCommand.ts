import { rules } from '../../lint/rules.ts';
import { parseClientId } from '../../wiotp/clientId.ts';
import { clientIdFault, clientIdRemark } from '../../wiotp/clientIdFault.ts';
import { explainNumber, explainTopic } from '../../wiotp/explain.ts';
import { checkHost, parseHost } from '../../wiotp/hosts.ts';
import { readArguments } from '../arguments.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import type { Outputs } from '../outputs.ts';
import { wrongUsage } from '../wrongUsage.ts';
import { clientIdText, type ClientIdExplanation } from './clientIdText.ts';
import { hostText } from './hostText.ts';
import { numberText } from './numberText.ts';
import { ruleText } from './ruleText.ts';
import { readSubject, type Subject } from './subject.ts';
import { topicText } from './topicText.ts';

/** An explanation in both forms. */
interface Explained {
  readonly json: unknown;
  readonly text: string;
  readonly code: ExitCode;
}

/**
 * `wiotp explain`: what a number, a topic, a filter, a rule, a client ID or a host means.
 * @throws Refusal for wrong usage.
 */
export async function explainCommand(args: readonly string[], { out }: Outputs): Promise<ExitCode> {
  const { values, positionals } = readArguments('explain', args, { json: { type: 'boolean', default: false } });
  const [text, ...more] = positionals;
  if (text === undefined) throw wrongUsage('explain', 'There is nothing to explain.');
  if (more.length > 0) throw wrongUsage('explain', 'One thing at a time can be explained. Put a topic with spaces or # into quotes.');
  const explained = explain(readSubject(text));
  await out.writeAll(`${values.json ? JSON.stringify(explained.json) : explained.text}\n`);
  return explained.code;
}

function explain(subject: Subject): Explained {
  switch (subject.type) {
    case 'number': {
      const { number } = subject;
      const meanings = explainNumber(number);
      return { json: { number, meanings }, text: numberText(number, meanings), code: codeFor(meanings.length > 0) };
    }
    case 'rule': {
      const { rule } = subject;
      return { json: { rule, ...rules[rule] }, text: ruleText(rule), code: exitCode.fine };
    }
    case 'clientId': {
      const explanation = explainClientId(subject.clientId);
      return { json: explanation, text: clientIdText(explanation), code: codeFor(explanation.fault === undefined) };
    }
    case 'host': {
      const { host } = subject;
      const [reading, problem] = [parseHost(host), checkHost(host)];
      const json = { host, reading, ...(problem === undefined ? {} : { problem }) };
      return { json, text: hostText(host, reading, problem), code: codeFor(problem === undefined) };
    }
    case 'topic': {
      const { topic } = subject;
      const explanation = explainTopic(topic);
      const kinds = explanation.kinds.map(({ kind, parts }) => ({ kind: kind.name, parts }));
      const code = codeFor(explanation.verdicts.some(({ allowed }) => allowed));
      return { json: { topic, ...explanation, kinds }, text: topicText(topic, explanation), code };
    }
  }
}

function explainClientId(clientId: string): ClientIdExplanation {
  const identity = parseClientId(clientId);
  const fault = clientIdFault(clientId);
  const remark = fault === undefined ? clientIdRemark(clientId) : undefined;
  return {
    clientId,
    ...(typeof identity === 'string' ? {} : { identity }),
    ...(fault === undefined ? {} : { fault }),
    ...(remark === undefined ? {} : { remark }),
  };
}

function codeFor(isFine: boolean): ExitCode {
  return isFine ? exitCode.fine : exitCode.problems;
}
