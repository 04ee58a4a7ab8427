import type { Chunk } from './chunk.ts';

/** The columns of a chunk without its payloads. */
export type ChunkColumns = Pick<Chunk, 'times' | 'origins' | 'flags' | 'ends'>;

/** What one message takes in the columns: 8 for its time, 4 for its origin, 4 for its payload's end, 1 for its flags. */
export const columnBytes = 17;

/** Columns for so many messages, all over the same bytes. */
export function newColumns(count: number): ChunkColumns & { readonly bytes: Uint8Array } {
  const bytes = new Uint8Array(count * columnBytes);
  return { bytes, ...viewColumns(bytes, count) };
}

/** The columns in bytes that `newColumns` made; they are not copied, unless they lie where numbers cannot be read. */
export function viewColumns(bytes: Uint8Array, count: number): ChunkColumns {
  const { buffer, byteOffset } = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  // Numbers lie in the machine's own order: the file does not leave it. The widest come first, so that all are aligned.
  return {
    times: new Float64Array(buffer, byteOffset, count),
    origins: new Uint32Array(buffer, byteOffset + count * 8, count),
    ends: new Uint32Array(buffer, byteOffset + count * 12, count),
    flags: new Uint8Array(buffer, byteOffset + count * 16, count),
  };
}
