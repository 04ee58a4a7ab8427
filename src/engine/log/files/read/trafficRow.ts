import { isObject } from '../../../../lint/json.ts';
import type { ConnectionEvent, TrafficNote } from '../../../../rpc/log/traffic.ts';
import { findKind } from '../../../../wiotp/catalog.ts';
import { isConnectionEvent } from '../../../../wiotp/kind.ts';
import type { LoggedMessage, Remark, StoredPartner } from '../../../store/storedMessage.ts';
import { isWritableTime } from '../isoTime.ts';
import { withinPacket } from './withinPacket.ts';

/** A row as it stands in a file. */
export interface TrafficRow extends LoggedMessage {
  /** Its number in the log that it was exported from. */
  readonly seq: number;
}

/** More is wrong with no message because of others. */
const mostRemarks = 1_000;

type Fields = Readonly<Record<string, unknown>>;
type Reader<T> = (value: unknown) => T | undefined;

/**
 * Reads a row that was exported with every column. Anybody can have written it, so that each member is what it must be, or the answer
 * is the name of the first that is not.
 */
export function readTrafficRow(value: unknown): TrafficRow | string {
  if (!isObject(value)) return 'row';
  const read = new RowReader(value);
  const message = {
    seq: read.needed('seq', sequence),
    time: read.needed('time', (time) => (isWritableTime(time) ? time : undefined)),
    at: read.needed('at', oneOf(['session', 'platform'] as const)),
    clientId: read.needed('clientId', text),
    direction: read.needed('direction', oneOf(['up', 'down'] as const)),
    topic: read.needed('topic', text),
    qos: read.needed('qos', oneOf([0, 1, 2] as const)),
    retain: read.needed('retain', flag),
    dup: read.needed('dup', flag),
    again: read.given('again', flag),
    payload: payloadOf(read),
    problems: read.needed('problems', whole),
    severity: read.given('severity', severity),
    kind: read.given('kind', text),
    reqId: read.given('reqId', text),
    rc: read.given('rc', integer),
    partner: read.given('partner', partnerOf),
    remarks: read.given('remarks', remarksOf),
    event: read.given('event', eventOf),
    note: read.given('note', noteOf),
    marker: read.given('marker', text),
  };
  if (read.fault !== undefined) return read.fault;
  // A later version may know more kinds; to this one the topic is of none.
  return { ...message, kind: findKind(message.kind ?? '')?.name } as TrafficRow;
}

/** Reads the members of one row, and notes the first that cannot be read. */
class RowReader {
  readonly #fields: Fields;
  fault: string | undefined;

  constructor(fields: Fields) {
    this.#fields = fields;
  }

  /** A member that may be missing. */
  given<T>(name: string, read: Reader<T>): T | undefined {
    const value = Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
    if (value === undefined) return undefined;
    const found = read(value);
    if (found === undefined) this.fault ??= name;
    return found;
  }

  needed<T>(name: string, read: Reader<T>): T | undefined {
    if (!Object.hasOwn(this.#fields, name)) this.fault ??= name;
    return this.given(name, read);
  }
}

function payloadOf(read: RowReader): Uint8Array | undefined {
  const written = read.given('text', (value) => (typeof value === 'string' ? withinPacket(Buffer.from(value, 'utf8')) : undefined));
  if (written !== undefined) return written;
  return read.needed('base64', (value) => {
    const bytes = typeof value === 'string' ? Buffer.from(value, 'base64') : undefined;
    return bytes !== undefined && bytes.toString('base64') === value ? withinPacket(bytes) : undefined;
  });
}

function partnerOf(value: unknown): StoredPartner | undefined {
  if (!isObject(value)) return undefined;
  const [seq, ms, kind] = [whole(value['seq']), finite(value['ms']), findKind(text(value['kind']) ?? '')?.name];
  return seq === undefined || ms === undefined || kind === undefined ? undefined : { seq, ms, kind };
}

function remarksOf(value: unknown): readonly Remark[] | undefined {
  if (!Array.isArray(value) || value.length > mostRemarks) return undefined;
  const remarks = value.map((remark: unknown) => (isObject(remark) ? remarkOf(remark) : undefined));
  return remarks.every((remark) => remark !== undefined) ? remarks : undefined;
}

function remarkOf(value: Fields): Remark | undefined {
  const [rule, weight, message] = [text(value['rule']), severity(value['severity']), text(value['message'])];
  return rule === undefined || weight === undefined || message === undefined ? undefined : { rule, severity: weight, message };
}

/** Texts and numbers of a connection event; an `attempt` is left out, since it could make a click register a device that was never here. */
const eventTexts = ['peer', 'reason', 'advice', 'filter'] as const;
const eventNumbers = ['code', 'status', 'qos'] as const;
const eventFlags = ['cleanSession', 'sessionPresent'] as const;

function eventOf(value: unknown): ConnectionEvent | undefined {
  if (!isObject(value)) return undefined;
  const { kind } = value;
  if (typeof kind !== 'string' || !isConnectionEvent(kind) || findKind(kind) === undefined) return undefined;
  const read = new RowReader(value);
  const event = Object.fromEntries(
    [
      ['kind', kind],
      ...eventTexts.map((name) => [name, read.given(name, text)]),
      ...eventNumbers.map((name) => [name, read.given(name, integer)]),
      ...eventFlags.map((name) => [name, read.given(name, flag)]),
      ['repeated', read.given('repeated', repeatedOf)],
    ].filter(([, found]) => found !== undefined),
  ) as ConnectionEvent;
  return read.fault === undefined ? event : undefined;
}

function repeatedOf(value: unknown): ConnectionEvent['repeated'] {
  if (!isObject(value)) return undefined;
  const [times, last] = [whole(value['times']), value['last']];
  return times === undefined || !isWritableTime(last) ? undefined : { times, last };
}

function noteOf(value: unknown): TrafficNote | undefined {
  if (!isObject(value)) return undefined;
  const what = oneOf(['dropped', 'slowed', 'queued', 'forced'] as const)(value['what']);
  const reason = text(value['reason']);
  return what === undefined || reason === undefined ? undefined : { what, reason };
}

const text: Reader<string> = (value) => (typeof value === 'string' ? value : undefined);
const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);
const finite: Reader<number> = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
const integer: Reader<number> = (value) => (Number.isSafeInteger(value) ? (value as number) : undefined);
const whole: Reader<number> = (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined);

/** Far below the numbers that a computer cannot count on from. */
const sequence: Reader<number> = (value) => {
  const seq = whole(value);
  return seq === undefined || seq > 2 ** 50 ? undefined : seq;
};

const severity: Reader<Remark['severity']> = (value) => (['error', 'warning', 'hint'] as const).find((candidate) => candidate === value);

function oneOf<T>(allowed: readonly T[]): Reader<T> {
  return (value) => allowed.find((candidate) => candidate === value);
}
