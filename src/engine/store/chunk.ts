/**
 * Messages with numbers in a row, as columns. What a filter looks at first is here without being taken apart; payloads are read
 * when they are first asked for.
 */
export interface Chunk {
  /** The number of the first message. */
  readonly first: number;
  readonly count: number;
  /** Per message: milliseconds since the epoch. */
  readonly times: Float64Array;
  /** Per message: its origin's number. */
  readonly origins: Uint32Array;
  /** Per message: as `fromFlags` reads them. */
  readonly flags: Uint8Array;
  /** Where each message's payload ends in {@link payloads}. */
  readonly ends: Uint32Array;
  /** All payloads, one behind the other; empty when the messages have left the log since the chunk was read. */
  payloads(): Buffer;
}

/** Where the payload of the message at an index begins, by where the payloads end. */
export function startOf(ends: Uint32Array, at: number): number {
  return at === 0 ? 0 : (ends[at - 1] ?? 0);
}

/** How many bytes the payload of the message at an index has. */
export function sizeAt({ ends }: Pick<Chunk, 'ends'>, at: number): number {
  return (ends[at] ?? 0) - startOf(ends, at);
}

/** The payload of the message at an index. */
export function payloadAt(chunk: Pick<Chunk, 'ends' | 'payloads'>, at: number): Buffer {
  return chunk.payloads().subarray(startOf(chunk.ends, at), chunk.ends[at]);
}
