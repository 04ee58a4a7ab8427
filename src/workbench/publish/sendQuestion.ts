import * as vscode from 'vscode';
import type { Problem } from '../../lint/problem.ts';
import { askChoice, back, type Choice, type Outcome, type Place } from '../quick/wizard.ts';
import { checkOutgoing, isWorthAsking, type OutgoingMessage } from './checkOutgoing.ts';
import type { Draft } from './draft.ts';
import type { DraftQuestions, SendingWay } from './draftQuestions.ts';
import { bytesLine, textLine, withoutIcons } from './draftText.ts';
import { fillPayload, sizeMeter } from './outgoing.ts';
import { draftTopic } from './publisher.ts';
import { templateSources } from './templateSources.ts';

/** What is to be sent, and how. */
export interface Sending {
  readonly draft: Draft;
  readonly message: OutgoingMessage;
  /** What was said about it. */
  readonly problems: readonly Problem[];
  readonly way: SendingWay;
}

/** Something to read; choosing it shows the whole of it. */
interface Shown {
  readonly whole: string;
}

type Answer = SendingWay | typeof back | Shown;

/**
 * The last question: shows the message as it will be, with its variables filled in, and what is wrong with it.
 * @throws Refusal for a message that cannot be sent.
 */
export async function askSending(place: Place, questions: DraftQuestions, draft: Draft): Promise<Outcome<Sending>> {
  const message = outgoingMessage(questions, draft);
  const problems = await checkOutgoing(questions.publisher, message, questions.linter);
  const choices = [...waysOf(questions, message, problems), ...payloadRow(message), ...problems.map(problemRow)];
  for (;;) {
    const answer = await askChoice<Answer>(place, { placeholder: vscode.l10n.t('Send it?'), choices });
    if (answer === 'once' || answer === 'repeatedly') return { draft, message, problems, way: answer };
    if (typeof answer === 'symbol') return answer;
    await vscode.window.showInformationMessage(message.topic, { modal: true, detail: answer.whole });
  }
}

/**
 * A draft as it is sent now.
 * @throws Refusal for a variable that cannot be filled in, and for more bytes than the platform takes.
 */
export function outgoingMessage({ publisher, sort }: Pick<DraftQuestions, 'publisher' | 'sort'>, draft: Draft): OutgoingMessage {
  const topic = draftTopic(publisher, sort, draft);
  if (topic === undefined) throw new Error('a message of an application was not asked for its device');
  return { topic, qos: draft.qos, payload: fillPayload(draft, templateSources(draft)) };
}

function waysOf(
  { ways, publisher, sort }: DraftQuestions,
  message: OutgoingMessage,
  problems: readonly Problem[],
): readonly Choice<Answer>[] {
  const isOdd = problems.some(isWorthAsking);
  const { topic, qos, payload } = message;
  const detail = `${sizeMeter(payload.bytes.byteLength)} · ${topic}`;
  const description = [`QoS ${qos}`, ...(publisher.isWaiting ? [vscode.l10n.t('kept until the connection is back')] : [])].join(' · ');
  const usual = sort === 'command' ? vscode.l10n.t('Send Command') : vscode.l10n.t('Publish Once');
  const once = isOdd ? vscode.l10n.t('Send Anyway') : usual;
  const sending = ways.map((way) =>
    way === 'once' ? { label: once, description, detail, value: way } : { label: vscode.l10n.t('Publish Repeatedly…'), detail, value: way },
  );
  return isOdd ? [{ label: vscode.l10n.t('Back'), value: back }, ...sending] : sending;
}

function payloadRow({ payload: { text, bytes, isTemplate } }: OutgoingMessage): readonly Choice<Answer>[] {
  const whole = text ?? Buffer.from(bytes).toString('hex');
  const kind = isTemplate ? vscode.l10n.t('Payload, with its variables filled in') : vscode.l10n.t('Payload');
  return [
    { label: kind, kind: vscode.QuickPickItemKind.Separator, value: back },
    { label: (text === undefined ? bytesLine(bytes) : textLine(text)) || vscode.l10n.t('(empty)'), value: { whole: whole.slice(0, 2000) } },
  ];
}

function problemRow({ severity, message }: Problem): Choice<Answer> {
  const icon = severity === 'hint' ? 'lightbulb' : severity;
  const [first = message] = /^.*?[.:](?= |$)/.exec(message) ?? [];
  return {
    label: `$(${icon}) ${withoutIcons(first)}`,
    detail: withoutIcons(message.slice(first.length).trim()),
    value: { whole: message },
  };
}
