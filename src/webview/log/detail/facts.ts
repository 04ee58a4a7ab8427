import type { ConnectionEvent, LogMessage } from '../../../rpc/log/traffic.ts';
import { closeCode, connackCode } from '../../../wiotp/codes.ts';
import { directionText, noteLook, noteText, resultText } from '../list/rowText.ts';
import { countOf, dateAndTime } from '../../text/figures.ts';

/** One line of what is known about a message. The value is as it was received: show it through `visibleText`. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** Takes a line of its own: it may be long. */
  readonly wide: boolean;
}

/** What is known about a message besides its kind, topic, partner, problems and payload. Unknown facts are left out. */
export function factsOf(message: LogMessage): Fact[] {
  const { event } = message;
  return [
    ...(message.marker === undefined ? sourceFacts(message) : wideFact('Marker', message.marker)),
    ...fact('Time', dateAndTime(message.time)),
    ...(event !== undefined ? eventFacts(event) : message.marker === undefined ? messageFacts(message) : []),
  ];
}

function sourceFacts(message: LogMessage): Fact[] {
  return [
    ...wideFact('Client', message.clientId === '' ? 'not known' : message.clientId),
    ...fact('Seen by', message.at === 'session' ? 'own connection' : 'embedded platform'),
  ];
}

function messageFacts(message: LogMessage): Fact[] {
  return [
    ...fact('Direction', directionText(message)),
    ...fact('QoS', `${message.qos}${message.retain ? ', retained' : ''}${message.dup ? ', DUP (sent again)' : ''}`),
    ...fact('Size', countOf(message.size, 'byte')),
    ...wideFact('reqId', message.reqId),
    ...(message.note === undefined ? [] : wideFact(noteLook(message.note).name, noteText(message.note))),
    ...wideFact('rc', message.rc === undefined ? undefined : resultText(message)),
  ];
}

function eventFacts(event: ConnectionEvent): Fact[] {
  return [
    ...fact('From', event.peer),
    ...wideFact('Code', event.code === undefined ? undefined : codeText(event.kind, event.code)),
    ...wideFact('Repeated', repeatedText(event)),
    ...wideFact('Reason', event.reason),
    ...wideFact('Advice', event.advice),
    ...wideFact('Filter', event.filter),
    ...fact('Granted', event.qos === undefined ? undefined : event.qos > 2 ? `refused (${event.qos})` : `QoS ${event.qos}`),
    ...fact('Session', sessionText(event)),
  ];
}

function fact(name: string, value: string | undefined): Fact[] {
  return value === undefined ? [] : [{ name, value, wide: false }];
}

function wideFact(name: string, value: string | undefined): Fact[] {
  return value === undefined ? [] : [{ name, value, wide: true }];
}

function codeText(kind: ConnectionEvent['kind'], code: number): string {
  const { meaning } = kind === 'connection.closed' ? closeCode(code) : connackCode(code);
  return `${code} ${meaning}`;
}

/** Whoever is refused tries again: how often, and when last. */
function repeatedText({ repeated }: ConnectionEvent): string | undefined {
  return repeated === undefined ? undefined : `${countOf(repeated.times, 'time')}, last ${dateAndTime(repeated.last)}`;
}

/** Whether the platform keeps subscriptions and undelivered messages for the client, and whether it had. */
function sessionText({ cleanSession, sessionPresent }: ConnectionEvent): string | undefined {
  if (cleanSession === undefined) return undefined;
  if (cleanSession) return 'clean';
  return sessionPresent === true ? 'persistent, resumed' : 'persistent, new';
}
