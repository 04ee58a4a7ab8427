import type { LogReader } from '../reading/logReader.ts';
import { chunksBack, chunksOn } from '../reading/walkChunks.ts';
import { OriginTest } from './originTest.ts';

/** Messages of one client between two cuts. */
export interface BootStretch {
  /** The cut that it begins with; where the log begins, that is none. */
  readonly cut: 'connect' | 'marker' | 'start';
  /** The number of the cut's row, or the first number of the log. */
  readonly first: number;
  /** The number of the next cut's row, or the end of the log. */
  readonly end: number;
}

/** The stretch that a row stands in, and the last one before it in which anything was said or heard. */
export interface BootStretches {
  readonly after: BootStretch;
  readonly before?: BootStretch;
}

/** What a row is to one client's boots: the client connects or the user set a marker; a message of the client. */
type Part = 'connect' | 'marker' | 'message' | 'other';

/**
 * Finds the stretch of a client's messages that a row stands in, and the last one before it in which the client said or heard
 * anything: two cuts with nothing between, such as a marker right before a connect, are one. Cuts are the client's connects and markers.
 */
export async function findStretches(log: LogReader, clientId: string, seq: number): Promise<BootStretches> {
  const parts = new OriginTest(log, ({ clientId: whose, topic, kind }): Part => {
    if (whose === '' && topic === '' && kind === undefined) return 'marker';
    if (whose !== clientId) return 'other';
    if (topic !== '') return 'message';
    return kind === 'connection.open' ? 'connect' : 'other';
  });
  let end = await nextCut(log, parts, seq + 1);
  let after: BootStretch | undefined;
  let hasMessages = false;
  for await (const { chunk, start, stop } of chunksBack(log, { from: 0, end: seq + 1 })) {
    for (let at = stop - 1; at >= start; at--) {
      const part = parts.of(chunk.origins[at] ?? 0);
      if (part === 'message') hasMessages = true;
      if (part !== 'connect' && part !== 'marker') continue;
      const stretch: BootStretch = { cut: part, first: chunk.first + at, end };
      if (after !== undefined && hasMessages) return { after, before: stretch };
      after ??= stretch;
      end = stretch.first;
      hasMessages = false;
    }
  }
  const beginning: BootStretch = { cut: 'start', first: log.extent.first, end };
  if (after === undefined) return { after: beginning };
  return hasMessages ? { after, before: beginning } : { after };
}

/** The first cut from a number on, or the end of the log. */
async function nextCut(log: LogReader, parts: OriginTest<Part>, from: number): Promise<number> {
  const { end } = log.extent;
  for await (const { chunk, start, stop } of chunksOn(log, { from, end })) {
    for (let at = start; at < stop; at++) {
      const part = parts.of(chunk.origins[at] ?? 0);
      if (part === 'connect' || part === 'marker') return chunk.first + at;
    }
  }
  return end;
}
