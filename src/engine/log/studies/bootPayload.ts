import { jsonTokens } from '../../../assist/json/jsonTokens.ts';
import { maxPayloadBytes } from '../../../wiotp/limits.ts';
import { payloadText } from '../reading/payloadText.ts';
import { shown } from '../reading/preview.ts';

/** Of what is shown of a payload no more than this stays. */
const mostShown = 1_000;

/** Of a payload that is no JSON so much is looked at: times become shorter when they are replaced. */
const mostText = 4 * mostShown;

const isoTime = /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/g;
const wholeIsoTime = new RegExp(`^${isoTime.source}$`);
const timeNames: ReadonlySet<string> = new Set(['ts', 'timestamp', 'time', 'timeStamp', 'dateTime']);
const someTime = '<time>';

/** Milliseconds since the epoch between 2001 and 2286 have 13 digits. */
const epochMs = /^\d{13}$/;
/** A name that tells of a time may also have seconds for its value. */
const epoch = /^\d{10}(?:\.\d+)?$|^\d{13}(?:\.\d+)?$/;

/**
 * Payloads of one stretch as lines that can be compared with those of another: request IDs are numbered as they come, times
 * are replaced, JSON stands without white space and otherwise as it was sent.
 */
export class BootPayloads {
  readonly #ids = new Map<string, string>();

  /** One payload as one line, cut where it is long, which the line says. */
  line(payload: Uint8Array): string {
    const text = payloadText(headOf(payload));
    if (text === undefined) return cut(Buffer.from(payload.subarray(0, mostShown)).toString('hex'), false, payload.length);
    const isJson = payload.length <= maxPayloadBytes && isJsonText(text);
    if (isJson) return cut(shown(this.#json(text)), false, payload.length);
    return cut(shown(text.slice(0, mostText).replace(isoTime, someTime)), text.length > mostText, payload.length);
  }

  /** JSON text as one line, as far as it is shown. */
  #json(json: string): string {
    let line = '';
    let member = '';
    let last = '';
    for (const { text } of jsonTokens(json)) {
      if (text === ':') member = last;
      const isValue = member !== '' && text !== ':';
      line += this.#value(text, isValue ? member : '');
      if (isValue) member = '';
      last = text;
      if (line.length > mostShown) break;
    }
    return line;
  }

  /** A piece of JSON; `member` is its name in quotes, where it is the value of one. */
  #value(text: string, member: string): string {
    const isString = text.startsWith('"');
    if (!isString && !/^[-\d]/.test(text)) return text;
    if (member === '"reqId"') return this.#idOf(text);
    const inside = isString ? text.slice(1, -1) : text;
    if (wholeIsoTime.test(inside) || epochMs.test(inside)) return someTime;
    if (timeNames.has(member.slice(1, -1)) && epoch.test(inside)) return someTime;
    return (isString ? this.#ids.get(text) : undefined) ?? text;
  }

  #idOf(text: string): string {
    if (text.length > mostShown) return text;
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const name = `reqId-${this.#ids.size + 1}`;
    this.#ids.set(copyOf(text), name);
    return name;
  }
}

/** As much of a payload as the platform would take, without a part of a character at its end. */
function headOf(payload: Uint8Array): Uint8Array {
  let end = maxPayloadBytes;
  while (end > maxPayloadBytes - 3 && ((payload[end] ?? 0) & 0xc0) === 0x80) end--;
  return payload.subarray(0, end);
}

function cut(line: string, isCut: boolean, bytes: number): string {
  const beginning = copyOf(line.slice(0, mostShown));
  return isCut || line.length > mostShown ? `${beginning}… (${bytes} bytes in all)` : beginning;
}

/** A text that is well formed and does not keep alive the text that it was a piece of. */
function copyOf(text: string): string {
  return Buffer.from(text).toString();
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
