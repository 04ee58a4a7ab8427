import { setImmediate } from 'node:timers/promises';
import type { LogRow } from '../../../rpc/log/traffic.ts';
import { slimPayload } from '../../../transcript/conversation/endless/slimPayload.ts';
import type { Chunk } from '../../store/chunk.ts';
import { fromFlags } from '../../store/flags.ts';
import { textOf } from '../verdicts/judge.ts';
import type { LogReader } from '../reading/logReader.ts';

/** A row of Device Management, or of a connection, with as much of its payload as a conversation looks at. */
export interface TalkRow {
  readonly row: LogRow;
  readonly payload: unknown;
}

/** Where to look, and how much to give. */
export interface TalkQuestion {
  /** Of this client, at the place where it was seen; of all clients without it. */
  readonly of?: Pick<LogRow, 'clientId' | 'at'>;
  readonly from: number;
  readonly direction: 'forward' | 'back';
  readonly most: number;
}

/** How many messages are passed over between two pauses: together they take a few milliseconds. */
const blockMessages = 5_000;

/** How many messages are passed over in all. */
const mostPassed = 200_000;

/** How much the payloads may weigh together, in characters, roughly. */
const mostWeight = 5_000_000;

/** The rows of Device Management and of connections that are nearest to a row, in the order of the log. Pauses now and then, so that others get their turn. */
export async function talkRows(log: LogReader, { of, from, direction, most }: TalkQuestion): Promise<readonly TalkRow[]> {
  const { first, end } = log.extent;
  const found: TalkRow[][] = [];
  let count = 0;
  let weight = 0;
  for (let passed = 0; passed < mostPassed && count < most && weight < mostWeight; passed += blockMessages) {
    const start = direction === 'forward' ? from + passed : Math.max(first, from - passed - blockMessages);
    const stop = direction === 'forward' ? Math.min(end, start + blockMessages) : from - passed;
    if (start >= stop) break;
    const block: TalkRow[] = [];
    for (const chunk of log.chunks(start, stop)) {
      const { rows, weight: more } = rowsIn(log, chunk, { of, start, stop });
      block.push(...rows);
      weight += more;
      await setImmediate();
    }
    found.push(block);
    count += block.length;
  }
  const rows = (direction === 'forward' ? found : found.toReversed()).flat();
  return direction === 'forward' ? rows.slice(0, most) : rows.slice(-most);
}

function rowsIn(log: LogReader, chunk: Chunk, { of, start, stop }: { of: TalkQuestion['of']; start: number; stop: number }) {
  const rows: TalkRow[] = [];
  let weight = 0;
  let payloads: Buffer | undefined;
  for (let at = Math.max(0, start - chunk.first); at < Math.min(chunk.count, stop - chunk.first); at++) {
    if (!belongs(log, chunk, at, of)) continue;
    const seq = chunk.first + at;
    const [row] = log.rows(seq, seq + 1);
    if (row === undefined) continue;
    payloads ??= chunk.payloads();
    const slim = slimPayload(textOf(payloads.subarray(at === 0 ? 0 : chunk.ends[at - 1], chunk.ends[at])));
    weight += slim.weight;
    rows.push({ row, payload: slim.value });
  }
  return { rows, weight };
}

function belongs(log: LogReader, chunk: Chunk, at: number, of: TalkQuestion['of']): boolean {
  const { kind, clientId } = log.origin(chunk.origins[at] ?? 0);
  if (kind === undefined || !(kind.startsWith('dm.') || kind.startsWith('connection.'))) return false;
  return of === undefined || (clientId === of.clientId && fromFlags(chunk.flags[at] ?? 0).at === of.at);
}
