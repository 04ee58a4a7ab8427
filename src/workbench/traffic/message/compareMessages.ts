import * as vscode from 'vscode';
import type { LogMessage } from '../../../rpc/log/traffic.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import type { Engine } from '../../engine.ts';
import { bootsTitle, bootTitle } from './bootTitle.ts';
import { loggedMessage, type RowPlace } from './loggedMessage.ts';
import type { TrafficDocuments } from './trafficDocuments.ts';

/**
 * Compares a message with the one before it of the same client, direction and topic.
 * @throws Refusal when there is none.
 */
export async function compareWithPreviousMessage(
  engine: Pick<Engine, 'calls'>,
  documents: TrafficDocuments,
  place: RowPlace,
): Promise<void> {
  const message = await loggedMessage(engine, place);
  const previous = await (await engine.calls()).ask('previousOfTopic', place.log, place.seq);
  if (previous === undefined) throw nothingBefore(message);
  const before = await loggedMessage(engine, { ...place, seq: previous });
  const title = shortTopic(message.topic);
  await vscode.commands.executeCommand(
    'vscode.diff',
    documents.payload(nameOf(before), { ...place, seq: previous }),
    documents.payload(nameOf(message), place),
    `${title}: ${timeOf(before)} ↔ ${timeOf(message)}`,
  );
}

/**
 * Compares what a client sent and got since its last connect, or the last marker, with the time before.
 * @throws Refusal when there is nothing before.
 */
export async function compareWithPreviousBoot(documents: TrafficDocuments, place: RowPlace): Promise<void> {
  const texts = await documents.boots(place);
  if (texts === undefined) throw noBootBefore();
  await vscode.commands.executeCommand(
    'vscode.diff',
    documents.boot(`${bootTitle(texts.before)}.txt`, place, 'before'),
    documents.boot(`${bootTitle(texts.after)}.txt`, place, 'after'),
    bootsTitle(texts),
  );
}

/** The end of the address tells VS Code the language. */
function nameOf(message: LogMessage): string {
  return `${timeOf(message)} ${shortTopic(message.topic)}.${message.topic.endsWith('json') || !message.topic.includes('/fmt/') ? 'json' : 'txt'}`;
}

function timeOf({ time }: LogMessage): string {
  return timeOfDay.format(time);
}

const timeOfDay = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
});

/** What fits into a title, without what could turn it around. */
function shortTopic(topic: string): string {
  return topic.slice(-60).replaceAll(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
}

function nothingBefore({ topic }: LogMessage): Refusal {
  const message =
    topic === ''
      ? vscode.l10n.t('This row is no message.')
      : vscode.l10n.t('There is no earlier message of this client on the same topic in the log.');
  return new Refusal(message, {
    rule: 'two messages are compared',
    advice: vscode.l10n.t('Choose one that has another before it.'),
  });
}

function noBootBefore(): Refusal {
  return new Refusal(vscode.l10n.t('There is nothing before to compare with.'), {
    rule: 'every connect of a client, and every marker, cuts the log',
    advice: vscode.l10n.t(
      'Choose a message of a client that connected at least twice, or set a marker with “Add Marker…” between two runs.',
    ),
  });
}
