import { fromFlags } from '../../store/flags.ts';
import type { LogReader } from '../reading/logReader.ts';
import { Breath } from '../files/breath.ts';
import { OriginTest } from './originTest.ts';

/** What a message is to one client's boots: the client connects or the user set a marker; something else of its connection; a message of its own. */
type Part = 'connect' | 'marker' | 'event' | 'message' | 'other';

/** Messages of one client between two cuts. */
export interface BootStretch {
  /** The cut that it begins with; where the log begins, that is none. */
  readonly cut: 'connect' | 'marker' | 'start';
  /** The number of the cut's row, or the first number of the log. */
  readonly first: number;
  /** The number of the next cut's row, or the end of the log. */
  readonly end: number;
  /** Whether the client sent or got a message in it. */
  readonly hasMessages: boolean;
}

/** Rows that are looked at before others may work. */
const slice = 8_000;

/**
 * Finds the stretch of a client's messages that a row stands in, and the last one before it in which the client said or heard
 * anything: two cuts with nothing between, such as a marker right before a connect, are one. Cuts are the client's connects and markers.
 */
export async function findStretches(
  log: LogReader,
  clientId: string,
  seq: number,
): Promise<{ readonly before?: BootStretch; readonly after: BootStretch }> {
  const parts = new OriginTest(log, (origin): Part => {
    if (origin.clientId === clientId && origin.topic !== '') return 'message';
    if (origin.clientId === clientId && origin.kind !== undefined) return origin.kind === 'connection.open' ? 'connect' : 'event';
    return origin.clientId === '' && origin.topic === '' && origin.kind === undefined ? 'marker' : 'other';
  });
  const walk = new Walk(log, parts);
  const after = await walk.stretchAround(seq);
  let before = await walk.stretchBefore(after.first);
  while (before !== undefined && !before.hasMessages) before = await walk.stretchBefore(before.first);
  return { after, ...(before === undefined ? {} : { before }) };
}

/** One row of a stretch. */
export interface StretchRow {
  readonly seq: number;
  readonly topic: string;
  readonly direction: 'up' | 'down';
  /** Empty for what happened to the connection. */
  readonly payload: Buffer;
}

/** The rows of a client in a stretch in order, at most so many; the payloads are copies. */
export async function rowsOf(log: LogReader, clientId: string, { first, end }: BootStretch, most: number): Promise<readonly StretchRow[]> {
  const origins = new OriginTest(log, (origin) => (origin.clientId === clientId ? origin : false));
  const breath = new Breath();
  const rows: StretchRow[] = [];
  for (let from = first; from < end && rows.length < most; from += slice) {
    const to = Math.min(end, from + slice);
    for (const chunk of log.chunks(from, to)) {
      for (let at = Math.max(0, from - chunk.first); at < Math.min(chunk.count, to - chunk.first) && rows.length < most; at++) {
        const origin = origins.of(chunk.origins[at] ?? 0);
        if (origin === false) continue;
        const payload = Buffer.from(chunk.payloads().subarray(at === 0 ? 0 : chunk.ends[at - 1], chunk.ends[at]));
        rows.push({ seq: chunk.first + at, topic: origin.topic, direction: fromFlags(chunk.flags[at] ?? 0).direction, payload });
      }
    }
    if (breath.isDue) await breath.take();
  }
  return rows;
}

/** Goes over the rows of a log by what they are to a client. */
class Walk {
  readonly #log: LogReader;
  readonly #parts: OriginTest<Part>;
  readonly #breath = new Breath();

  constructor(log: LogReader, parts: OriginTest<Part>) {
    this.#log = log;
    this.#parts = parts;
  }

  async stretchAround(seq: number): Promise<BootStretch> {
    const begin = await this.#backTo(seq + 1);
    const end = await this.#onTo(Math.max(seq, begin.first) + 1);
    return { ...begin, end };
  }

  /** The stretch that ends right before a number; none at the beginning of the log. */
  async stretchBefore(end: number): Promise<BootStretch | undefined> {
    return end <= this.#log.extent.first ? undefined : { ...(await this.#backTo(end)), end };
  }

  /** The last cut before a number, and whether there is a message between. */
  async #backTo(end: number): Promise<Omit<BootStretch, 'end'>> {
    let hasMessages = false;
    for (let to = end; to > this.#log.extent.first; to -= slice) {
      const found = this.#partsIn(Math.max(this.#log.extent.first, to - slice), to);
      for (const [seq, part] of found.toReversed()) {
        if (part === 'message') hasMessages = true;
        else if (part !== 'event') return { cut: part, first: seq, hasMessages };
      }
      if (this.#breath.isDue) await this.#breath.take();
    }
    return { cut: 'start', first: this.#log.extent.first, hasMessages };
  }

  /** The first cut from a number on, or the end of the log. */
  async #onTo(from: number): Promise<number> {
    for (let at = from; at < this.#log.extent.end; at += slice) {
      const cut = this.#partsIn(at, at + slice).find(([, part]) => part === 'connect' || part === 'marker');
      if (cut !== undefined) return cut[0];
      if (this.#breath.isDue) await this.#breath.take();
    }
    return this.#log.extent.end;
  }

  #partsIn(from: number, end: number): (readonly [seq: number, part: Exclude<Part, 'other'>])[] {
    const found: (readonly [number, Exclude<Part, 'other'>])[] = [];
    for (const chunk of this.#log.chunks(from, end)) {
      for (let at = Math.max(0, from - chunk.first); at < Math.min(chunk.count, end - chunk.first); at++) {
        const part = this.#parts.of(chunk.origins[at] ?? 0);
        if (part !== 'other') found.push([chunk.first + at, part]);
      }
    }
    return found;
  }
}
