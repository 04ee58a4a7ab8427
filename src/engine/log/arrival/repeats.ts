import type { ConnectionEvent } from '../../../rpc/log/traffic.ts';
import type { BatchRecord } from '../thread/recordBatch.ts';

/** A refusal that is in the log, as it stands there now. */
export interface Repeat {
  readonly seq: number;
  readonly event: ConnectionEvent;
}

/** So many different refusals are remembered; a board that tries has one. */
const mostKept = 200;

/**
 * Refusals that come again and again, because whoever was refused tries on: each is listed once and counted from then on,
 * until the client is let in or is refused for another reason.
 */
export class Repeats {
  readonly #refusals = new Map<string, Repeat & { readonly why: string }>();

  /**
   * Looks at one event that shall get the number `seq`.
   * @returns the earlier refusal that it only repeats, with the new count; `undefined` when it is to be listed.
   */
  take(record: BatchRecord, event: ConnectionEvent, seq: number): Repeat | undefined {
    const key = keyOf(record, event);
    if (event.kind === 'connection.open') this.#refusals.delete(key);
    if (event.kind !== 'connection.refused') return undefined;
    const why = `${event.code ?? ''} ${event.reason ?? ''}`;
    const earlier = this.#refusals.get(key);
    const isRepeated = earlier?.why === why;
    const times = (isRepeated ? (earlier.event.repeated?.times ?? 1) : 0) + 1;
    const repeat = isRepeated ? { seq: earlier.seq, event: { ...event, repeated: { times, last: record.time } } } : { seq, event };
    this.#refusals.delete(key);
    this.#refusals.set(key, { ...repeat, why });
    const [oldest] = this.#refusals.keys();
    if (this.#refusals.size > mostKept && oldest !== undefined) this.#refusals.delete(oldest);
    return isRepeated ? repeat : undefined;
  }

  /** The log was emptied. */
  clear(): void {
    this.#refusals.clear();
  }
}

/** The client at its address: a new connection comes from another port. */
function keyOf({ at, clientId }: BatchRecord, { peer = '' }: ConnectionEvent): string {
  return `${at} ${clientId} ${peer.slice(0, peer.lastIndexOf(':'))}`;
}
