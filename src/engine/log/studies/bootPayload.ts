import { jsonTokens } from '../../../assist/json/jsonTokens.ts';
import { shown } from '../reading/preview.ts';

/** Longer payloads are not taken apart, and of what is shown no more than this stays. */
const mostTakenApart = 65_536;
const mostShown = 1_000;

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
    const text = textOf(payload);
    if (text === undefined) return cut(Buffer.from(payload.subarray(0, mostShown)).toString('hex'), payload.length);
    const isJson = text.length <= mostTakenApart && isJsonText(text);
    return cut(shown(isJson ? this.#json(text) : text.slice(0, mostTakenApart).replace(isoTime, someTime)), payload.length);
  }

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
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const name = `reqId-${this.#ids.size + 1}`;
    this.#ids.set(text, name);
    return name;
  }
}

function cut(line: string, bytes: number): string {
  return line.length <= mostShown ? line : `${line.slice(0, mostShown).toWellFormed()}… (${bytes} bytes in all)`;
}

function textOf(payload: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
  } catch {
    return undefined;
  }
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
