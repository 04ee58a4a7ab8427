import type { OriginFacts } from '../../../filter/facts.ts';
import type { Chunk } from '../../store/chunk.ts';
import { Breath } from '../files/breath.ts';
import type { LogReader } from '../reading/logReader.ts';

/** Payloads of a chunk are read at once up to so many bytes; of one with more, each is read by itself. */
const mostAtOnce = 1_048_576;

/** A message of the log as a study reads it. The payload lasts until the next one is read. */
export interface ReadMessage {
  readonly seq: number;
  readonly time: number;
  readonly origin: OriginFacts;
  readonly payload: () => Uint8Array;
}

/** Which messages are read. */
export interface Wanted {
  readonly from: number;
  readonly end: number;
  readonly origin: (origin: OriginFacts) => boolean;
  readonly message?: (seq: number, time: number) => boolean;
}

/**
 * Reads messages in their order, with breaths between: payloads of chunks where nothing is wanted are never read. What left the log meanwhile is
 * left out.
 */
export async function readPayloads(log: LogReader, wanted: Wanted, read: (message: ReadMessage) => void): Promise<void> {
  const breath = new Breath();
  for (let from: number | undefined = wanted.from; from !== undefined; await breath.take())
    from = readSlice(log, { ...wanted, from }, breath, read);
}

/** Reads until a breath is due, and gives the number to go on from, if there is more. A chunk does not last beyond a slice. */
function readSlice(log: LogReader, wanted: Wanted, breath: Breath, read: (message: ReadMessage) => void): number | undefined {
  const { from, end, message = () => true } = wanted;
  const origins = new Origins(log, wanted.origin);
  let hasRead = false;
  for (const chunk of log.chunks(from, end)) {
    const payloadOf = payloadsOf(log, chunk);
    for (let at = Math.max(0, from - chunk.first); at < chunk.count && chunk.first + at < end; at++) {
      const seq = chunk.first + at;
      if (hasRead && at % 32 === 0 && breath.isDue) return seq;
      const origin = origins.wanted(chunk.origins[at] ?? 0);
      const time = chunk.times[at] ?? 0;
      if (origin === undefined || !message(seq, time)) continue;
      if (hasRead && breath.isDue) return seq;
      read({ seq, time, origin, payload: () => payloadOf(at) });
      hasRead = true;
    }
    hasRead = true;
  }
  return undefined;
}

function payloadsOf(log: LogReader, chunk: Chunk): (at: number) => Uint8Array {
  const bytes = chunk.ends[chunk.count - 1] ?? 0;
  if (bytes > mostAtOnce) return (at) => log.stored(chunk.first + at, chunk.first + at + 1)[0]?.payload ?? nothing;
  return (at) => chunk.payloads().subarray(at === 0 ? 0 : chunk.ends[at - 1], chunk.ends[at]);
}

const nothing = new Uint8Array(0);

/** Which origins are wanted, each decided once. */
class Origins {
  readonly #log: LogReader;
  readonly #isWanted: (origin: OriginFacts) => boolean;
  readonly #known = new Map<number, OriginFacts | undefined>();

  constructor(log: LogReader, isWanted: (origin: OriginFacts) => boolean) {
    this.#log = log;
    this.#isWanted = isWanted;
  }

  /** The origin with this number, if it is wanted. */
  wanted(id: number): OriginFacts | undefined {
    const known = this.#known.get(id);
    if (known !== undefined || this.#known.has(id)) return known;
    const origin = this.#log.origin(id);
    const wanted = this.#isWanted(origin) ? origin : undefined;
    this.#known.set(id, wanted);
    return wanted;
  }
}
