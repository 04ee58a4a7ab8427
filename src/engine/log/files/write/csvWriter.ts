import type { ConnectionEvent, TrafficNote } from '../../../../rpc/log/traffic.ts';
import { findKind } from '../../../../wiotp/catalog.ts';
import { maxPayloadBytes } from '../../../../wiotp/limits.ts';
import { returnCodeMeaning } from '../../../../wiotp/returnCodes.ts';
import { verdictOf } from '../../../store/detailFacts.ts';
import { fromFlags } from '../../../store/flags.ts';
import type { StoredColumns } from '../../../store/storedColumns.ts';
import { eventText } from '../../reading/eventText.ts';
import { isoTime } from '../isoTime.ts';
import { payloadBase64, payloadText } from '../../reading/payloadText.ts';
import type { RowWriter } from './rowWriter.ts';

/** What a spreadsheet takes for a formula when a cell begins with it, in some country at least, or behind what it may drop or not show. */
const formula = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u;

/** Programs that read CSV stop at these, or drop them. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const unreadable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const everyUnreadable = new RegExp(unreadable, 'g');

/** Unicode has a picture of each. */
const pictures = 0x2400;
const pictureOfDelete = '\u2421';

type Cell = string | number | boolean | null;

/** A row with its payload as {@link readable} text. */
interface CsvRow extends StoredColumns {
  readonly text: string | null;
}

/** The columns by their names. A text is written by {@link cell}, which makes it harmless, unless there is little to look for. */
const columns: readonly (readonly [name: string, of: (row: CsvRow) => Cell, write?: (value: Cell) => string])[] = [
  ['seq', ({ seq }) => seq],
  ['time', ({ time }) => isoTime(time)],
  ['client', ({ client }) => client],
  ['at', ({ flags }) => fromFlags(flags).at],
  ['direction', ({ flags }) => fromFlags(flags).direction],
  ['kind', ({ kind }) => kind],
  ['topic', ({ topic }) => topic],
  ['qos', ({ flags }) => fromFlags(flags).qos],
  ['retain', ({ flags }) => fromFlags(flags).retain],
  ['dup', ({ flags }) => fromFlags(flags).dup],
  ['reqId', ({ req_id: reqId }) => reqId],
  ['rc', ({ rc }) => rc],
  ['rcMeaning', rcMeaning],
  ['partner', ({ partner }) => partner],
  ['answerMs', ({ partner_ms: ms }) => ms],
  ['severity', (row) => verdictOf(row).severity ?? null],
  ['problems', (row) => verdictOf(row).problems],
  ['says', saysText],
  ['size', ({ size }) => size],
  ['payload', ({ text }) => text],
  ['base64', ({ payload, text }) => (text === null ? payloadBase64(payload) : null), base64Cell],
];

/** Writes a log for spreadsheets, as RFC 4180 has it. One way: a cell that would be a formula begins with an apostrophe. */
export const csvWriter: RowWriter = {
  head: () => line(columns.map(([name]) => cell(name))),
  write: (row) => {
    const csvRow = { ...row, text: readable(row.payload) };
    return line(columns.map(([, of, write = cell]) => write(of(csvRow))));
  },
  end: () => ({ text: '', leftOut: 0 }),
};

function line(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const shown = value.replaceAll(everyUnreadable, pictureOf);
  const safe = formula.test(value) ? `'${shown}` : shown;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Nothing in it needs quotes; it may be long, and may begin with a plus. */
function base64Cell(value: Cell): string {
  return value === null ? '' : `${String(value).startsWith('+') ? "'" : ''}${String(value)}`;
}

function pictureOf(control: string): string {
  return control === '\u007f' ? pictureOfDelete : String.fromCharCode(pictures + control.charCodeAt(0));
}

/** Text that programs which read CSV take as it is; `null` for everything else. */
function readable(payload: Uint8Array): string | null {
  const text = payload.byteLength > maxPayloadBytes ? undefined : payloadText(payload);
  return text === undefined || unreadable.test(text) ? null : text;
}

function rcMeaning({ rc, kind, partner_kind: partnerKind }: StoredColumns): string | null {
  if (rc === null) return null;
  const own = findKind(kind ?? '');
  return returnCodeMeaning(rc, own?.answer === undefined ? findKind(partnerKind ?? '') : own);
}

/** What the row says besides its payload: what happened to the connection, a note, a marker. */
function saysText({ event, note, marker }: StoredColumns): string | null {
  const texts = [
    marker,
    event === null ? null : eventText(JSON.parse(event) as ConnectionEvent),
    note === null ? null : (JSON.parse(note) as TrafficNote).reason,
  ].filter((text) => text !== null);
  return texts.length === 0 ? null : texts.join(' ');
}
