/**
 * Frames on a socket: length, length of the JSON part, JSON, and then the bytes of every `Uint8Array`, which the
 * JSON names by their place as `$bytes`. Objects whose own members have the codec's names, which clients may choose, are
 * written as `$entries`. JSON and not V8's own serialisation, because the two programs may run on different
 * versions of Node and the reader must survive whatever arrives.
 */

const headerBytes = 8;

/** No frame of ours comes near this; a longer one means that the other end speaks something else. */
export const maxFrameBytes = 64 * 1024 * 1024;

/** One frame as the bytes to write. */
export function encodeFrame(frame: unknown): Buffer {
  const parts: Uint8Array[] = [];
  let offset = 0;
  const json = Buffer.from(
    JSON.stringify(frame, function (this: Readonly<Record<string, unknown>>, key, value: unknown) {
      // A Buffer has turned itself into an object of numbers by the time it is given as the value.
      const bytes = this[key];
      if (!(bytes instanceof Uint8Array)) return isMistakable(value) ? { $entries: Object.entries(value) } : value;
      parts.push(bytes);
      const place = { $bytes: [offset, bytes.byteLength] };
      offset += bytes.byteLength;
      return place;
    }),
  );
  const header = Buffer.allocUnsafe(headerBytes);
  header.writeUInt32LE(json.byteLength + offset, 0);
  header.writeUInt32LE(json.byteLength, 4);
  return Buffer.concat([header, json, ...parts]);
}

/** Cuts a stream of bytes into frames. */
export class FrameReader {
  #held: Buffer[] = [];
  #size = 0;

  /**
   * Takes the next bytes and gives the frames that are complete now.
   * @throws Error when the bytes are no frames; the stream cannot be read further then.
   */
  take(bytes: Buffer): unknown[] {
    this.#held.push(bytes);
    this.#size += bytes.byteLength;
    const frames: unknown[] = [];
    for (let length = this.#wanted(); length !== undefined && this.#size >= length; length = this.#wanted()) {
      const all = this.#joined();
      frames.push(decodeFrame(all.subarray(0, length)));
      this.#held = [all.subarray(length)];
      this.#size = all.byteLength - length;
    }
    return frames;
  }

  #wanted(): number | undefined {
    if (this.#size < headerBytes) return undefined;
    const first = this.#held[0];
    const header = first !== undefined && first.byteLength >= headerBytes ? first : this.#joined();
    const length = header.readUInt32LE(0);
    if (length > maxFrameBytes) throw new Error(`a frame of ${length} bytes was announced; ${maxFrameBytes} are allowed`);
    return headerBytes + length;
  }

  #joined(): Buffer {
    const [first] = this.#held;
    const all = first !== undefined && this.#held.length === 1 ? first : Buffer.concat(this.#held);
    this.#held = [all];
    return all;
  }
}

function decodeFrame(bytes: Buffer): unknown {
  const jsonEnd = headerBytes + bytes.readUInt32LE(4);
  if (jsonEnd > bytes.byteLength) throw new Error('a frame’s JSON is longer than the frame');
  const parts = bytes.subarray(jsonEnd);
  return JSON.parse(bytes.toString('utf8', headerBytes, jsonEnd), (_, value: unknown) => {
    if (!isMistakable(value)) return value;
    if ('$entries' in value) return fromEntries(value.$entries);
    const [start, length] = expectPlace(value.$bytes, parts.byteLength);
    return new Uint8Array(parts.subarray(start, start + length));
  });
}

/** Whether an object could be taken for something that the codec writes; of what was read, whether it is that. */
function isMistakable(value: unknown): value is { readonly $bytes?: unknown; readonly $entries?: unknown } {
  return typeof value === 'object' && value !== null && (Object.hasOwn(value, '$bytes') || Object.hasOwn(value, '$entries'));
}

function fromEntries(entries: unknown): unknown {
  const areEntries = Array.isArray(entries) && entries.every((entry) => Array.isArray(entry) && typeof entry[0] === 'string');
  if (!areEntries) throw new Error('a frame has entries that are none');
  return Object.fromEntries(entries as [string, unknown][]);
}

function expectPlace(place: unknown, size: number): readonly [start: number, length: number] {
  const isPlace = Array.isArray(place) && place.length === 2 && place.every((n) => Number.isInteger(n) && n >= 0 && n <= size);
  if (!isPlace || place[0] + place[1] > size) throw new Error('a frame names bytes that it does not carry');
  return place as [number, number];
}
