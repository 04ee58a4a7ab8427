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
