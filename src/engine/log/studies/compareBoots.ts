import type { ConnectionEvent } from '../../../rpc/log/traffic.ts';
import type { BootText, BootTexts } from '../../../rpc/log/logStudies.ts';
import { shown } from '../reading/preview.ts';
import type { LogReader } from '../reading/logReader.ts';
import { BootPayloads } from './bootPayload.ts';
import { findStretches, type BootStretch } from './bootStretch.ts';
import { readPayloads, type ReadMessage } from './readPayloads.ts';

/** Each text has at most so many lines, and about so many characters: an editor has to compare them. */
const most = { lines: 5_000, characters: 4_000_000 };
const mostOfTopic = 300;

/**
 * The stretch of a client's messages that a row belongs to and the last one before it, one message a line, with request IDs and times
 * made comparable. `undefined` for a row of no client, and where there is nothing before.
 */
export async function compareBoots(log: LogReader, seq: number): Promise<BootTexts | undefined> {
  const clientId = log.rows(seq, seq + 1).at(0)?.clientId ?? '';
  if (clientId === '') return undefined;
  const { before, after } = await findStretches(log, clientId, seq);
  if (before === undefined) return undefined;
  return { before: await textOf(log, clientId, before), after: await textOf(log, clientId, after) };
}

async function textOf(log: LogReader, clientId: string, stretch: BootStretch): Promise<BootText> {
  const { first: from, end } = stretch;
  const payloads = new BootPayloads();
  const lines: string[] = [];
  let characters = 0;
  let isWhole = true;
  const origin = (each: { readonly clientId: string; readonly topic: string }) => (each.clientId === clientId ? each.topic : undefined);
  await readPayloads(log, { from, end, origin }, (message) => {
    isWhole = lines.length < most.lines && characters < most.characters;
    if (!isWhole) return false;
    const line = message.about === '' ? eventLine(log, message.seq) : messageLine(message, payloads);
    lines.push(line);
    characters += line.length;
    return true;
  });
  if (!isWhole) lines.push(`… Only the first ${lines.length.toLocaleString('en')} messages are compared.`);
  return { clientId, ...beginningOf(log, stretch), text: lines.map((line) => `${line}\n`).join('') };
}

function messageLine({ about: topic, direction, payload }: ReadMessage<string>, payloads: BootPayloads): string {
  return `${direction === 'up' ? '→' : '←'} ${shown(topic.slice(0, mostOfTopic))}  ${payloads.line(payload())}`;
}

/** What happened to the connection, without the address, which is another each time. */
function eventLine(log: LogReader, seq: number): string {
  const { event: json, kind } = log.stored(seq, seq + 1).at(0) ?? {};
  const { filter, qos, code, reason } = (json === undefined || json === null ? {} : JSON.parse(json)) as Partial<ConnectionEvent>;
  const facts = [filter, qos === undefined ? undefined : `QoS ${qos}`, code, reason].filter((fact) => fact !== undefined);
  return shown([`· ${kind ?? ''}`, ...facts.map(String)].join(' ')).slice(0, mostOfTopic * 2);
}

/** From when on, and what it began with. */
function beginningOf(log: LogReader, { cut, first, end }: BootStretch): Pick<BootText, 'cut' | 'time' | 'marker'> {
  const row = log.rows(first, Math.min(first + 1, end)).at(0);
  return {
    cut,
    ...(row === undefined ? {} : { time: row.time }),
    ...(cut === 'marker' ? { marker: shown(row?.marker ?? '') } : {}),
  };
}
