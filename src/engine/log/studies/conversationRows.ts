import type { LogRow } from '../../../rpc/log/traffic.ts';
import { slimPayload } from '../../../transcript/conversation/endless/slimPayload.ts';
import { payloadAt, type Chunk } from '../../store/chunk.ts';
import { fromFlags } from '../../store/flags.ts';
import { Breath } from '../breath.ts';
import type { LogReader } from '../reading/logReader.ts';
import { payloadText } from '../reading/payloadText.ts';
import { chunksBack, chunksOn, type ChunkPart } from '../reading/walkChunks.ts';
import { isTooLarge } from '../verdicts/tooLarge.ts';
import { OriginTest } from './originTest.ts';

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

/** How many messages are passed over in all. */
const mostPassed = 200_000;

/** How much the payloads may weigh together, in characters, roughly. */
const mostWeight = 2_000_000;

/** The rows of Device Management and of connections that are nearest to a row, in the order of the log; without that row when looking back. */
export async function talkRows(log: LogReader, { of, from, direction, most }: TalkQuestion): Promise<readonly TalkRow[]> {
  const isBack = direction === 'back';
  const breath = new Breath();
  const origins = new OriginTest(log, ({ kind = '', clientId }) => {
    return (kind.startsWith('dm.') || kind.startsWith('connection.')) && (of === undefined || clientId === of.clientId);
  });
  const parts = isBack
    ? chunksBack(log, { from: from - mostPassed, end: from }, breath)
    : chunksOn(log, { from, end: Math.min(log.extent.end, from + mostPassed) }, breath);
  const found: TalkRow[] = [];
  let weight = 0;
  const isEnough = (): boolean => found.length >= most || weight >= mostWeight;
  for await (const part of parts) {
    const { chunk } = part;
    for (const at of positions(part, isBack)) {
      if (isEnough()) break;
      if (!origins.of(chunk.origins[at] ?? 0)) continue;
      if (of !== undefined && fromFlags(chunk.flags[at] ?? 0).at !== of.at) continue;
      weight += take(log, chunk, at, found);
      if (breath.isDue) await breath.take();
    }
    if (isEnough()) break;
  }
  return isBack ? found.toReversed() : found;
}

/** Adds a row, unless it has left the log, and gives what its payload weighs. */
function take(log: LogReader, chunk: Chunk, at: number, found: TalkRow[]): number {
  const seq = chunk.first + at;
  const [row] = log.rows(seq, seq + 1);
  if (row === undefined) return 0;
  const payload = payloadAt(chunk, at);
  const { value, weight } = slimPayload(isTooLarge(payload) ? undefined : payloadText(payload));
  found.push({ row, payload: value });
  return weight;
}

/** Where the messages lie that are looked at, in the order of looking. */
function* positions({ start, stop }: ChunkPart, isBack: boolean): Generator<number> {
  if (isBack) for (let at = stop - 1; at >= start; at--) yield at;
  else for (let at = start; at < stop; at++) yield at;
}
