import type { OriginFacts } from '../../../filter/facts.ts';
import type { Direction } from '../../../wiotp/message.ts';
import { payloadAt } from '../../store/chunk.ts';
import { fromFlags } from '../../store/flags.ts';
import { Breath } from '../breath.ts';
import type { LogReader } from '../reading/logReader.ts';
import { chunksOn, type Span } from '../reading/walkChunks.ts';
import { OriginTest } from './originTest.ts';

/** So many messages that nobody wants are passed over before the time is looked at. */
const passedOver = 64;

/** A message of the log as a study reads it. */
export interface ReadMessage<T> {
  readonly seq: number;
  readonly time: number;
  readonly direction: Direction;
  /** What the study makes of its origin. */
  readonly about: T;
  /** Lasts until the next message is read. */
  readonly payload: () => Uint8Array;
}

/** Which messages are read. */
export interface Wanted<T> extends Span {
  /** What the study makes of an origin; `undefined` when its messages are not wanted. Asked once for each, more or less. */
  readonly origin: (origin: OriginFacts) => T | undefined;
  readonly message?: (seq: number, time: number) => boolean;
}

/**
 * Reads messages in their order until `read` says with `false` that it has enough, and takes a breath wherever one is due. Payloads of
 * chunks where nothing is wanted are never read. What left the log meanwhile is left out.
 */
export async function readPayloads<T>(log: LogReader, wanted: Wanted<T>, read: (message: ReadMessage<T>) => boolean): Promise<void> {
  const { message = () => true } = wanted;
  const origins = new OriginTest(log, (origin) => wanted.origin(origin) ?? unwanted);
  const breath = new Breath();
  for await (const { chunk, start, stop } of chunksOn(log, wanted, breath)) {
    for (let at = start; at < stop; at++) {
      const [seq, time] = [chunk.first + at, chunk.times[at] ?? 0];
      const about = origins.of(chunk.origins[at] ?? 0);
      const isRead = about !== unwanted && message(seq, time);
      if (isRead && !read({ seq, time, about, direction: fromFlags(chunk.flags[at] ?? 0).direction, payload: () => payloadAt(chunk, at) }))
        return;
      if ((isRead || at % passedOver === 0) && breath.isDue) await breath.take();
    }
  }
}

const unwanted = Symbol('unwanted');
