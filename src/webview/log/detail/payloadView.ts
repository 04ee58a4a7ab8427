import { prettyJson, prettyJsonText, type Line } from '../../../assist/json/prettyJson.ts';
import { csvTable, type CsvTable } from '../../text/csvTable.ts';
import { count, countOf } from '../../text/figures.ts';
import { hexDump } from '../../../assist/hexDump.ts';
import { isUtf8 } from '../../text/isUtf8.ts';
import { jsonTree, type JsonTree } from '../../text/jsonTree.ts';
import { prettyXml } from '../../text/prettyXml.ts';
import { visibleLines, type DrawLimits } from '../../text/visibleLines.ts';
import { visibleText } from '../../text/visibleText.ts';
import type { PayloadTab } from './payloadTabs.ts';

/** What to draw of a payload. */
export type PayloadBody =
  /** Text with everything invisible made visible. */
  | { readonly type: 'lines'; readonly lines: readonly Line[] }
  | { readonly type: 'tree'; readonly tree: JsonTree }
  | { readonly type: 'table'; readonly table: CsvTable };

/** A payload in one of its views. */
export interface PayloadView {
  readonly body: PayloadBody;
  /** The same for the clipboard, whole and with every character as it was sent. Made when it is asked for. */
  readonly copy: () => string;
  /** What the reader must know about what is shown, as full sentences: why it is not shown as was asked, and what cannot be seen. */
  readonly notes: readonly string[];
}

/** More bytes than the platform takes can stand in a file; of those the beginning is read. */
const mostBytes = 1_048_576;

/** Every line costs, and so does every name of an invisible character. In Hex this holds the largest payload that the platform takes. */
const drawn: DrawLimits = { lines: 10_000, length: 262_144 };
const bytesPerHexLine = 16;

/** Each cell of a table costs elements. */
const mostCells = 10_000;

/** A payload as one of its views. What is not of the form that was asked for is shown as text, with the reason. */
export function payloadView(payload: Uint8Array, tab: PayloadTab): PayloadView {
  const shown = payload.length > mostBytes ? payload.subarray(0, mostBytes) : payload;
  const view = viewOf(shown, tab);
  if (shown === payload) return view;
  const cut = `Only the first ${count(mostBytes)} of ${count(payload.length)} bytes are read for this view; copying gives all.`;
  return { ...view, copy: () => (tab === 'hex' ? hexText(payload) : payloadText(payload)), notes: [cut, ...view.notes] };
}

/** The payload as text; bytes that are no UTF-8 become U+FFFD, and a byte order mark stays. */
export function payloadText(payload: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(payload);
}

function viewOf(payload: Uint8Array, tab: PayloadTab): PayloadView {
  switch (tab) {
    case 'tree':
      return jsonView(payload, (json) => ({ body: { type: 'tree', tree: jsonTree(json) }, copy: () => json, notes: [] }));
    case 'json':
      return jsonView(payload, prettyView);
    case 'table':
      return tableView(payload);
    case 'xml':
      return xmlView(payload);
    case 'text':
      return textView(payload);
    case 'hex':
      return hexView(payload);
  }
}

function hexView(payload: Uint8Array): PayloadView {
  const most = drawn.lines * bytesPerHexLine;
  const lines = hexDump(payload.subarray(0, most)).map(plain);
  const notes = payload.length > most ? [`Only the first ${count(most)} bytes are shown; copying gives all.`] : [];
  return { body: { type: 'lines', lines }, copy: () => hexText(payload), notes };
}

function hexText(payload: Uint8Array): string {
  return hexDump(payload).join('\n');
}

/** Lines of a text, as many as can be drawn; says so where that is not all. */
function linesView(lines: Iterable<Line>, copy: () => string, notes: readonly string[]): PayloadView {
  const { lines: shown, length, isCut } = visibleLines(lines, drawn);
  const cut = `Only the beginning is shown, ${countOf(length, 'character')} in ${countOf(shown.length, 'line')}; copying gives all.`;
  return { body: { type: 'lines', lines: shown }, copy, notes: isCut ? [cut, ...notes] : notes };
}

function textView(payload: Uint8Array): PayloadView {
  const text = payloadText(payload);
  return linesView(plainLines(text), () => text, oddities(payload, text));
}

/** What is special about bytes that are shown as text. */
function oddities(payload: Uint8Array, text: string): readonly string[] {
  return [
    ...(isUtf8(payload) ? [] : ['Some bytes are no UTF-8; they stand as \ufffd. The Hex tab shows them.']),
    ...(text.startsWith('\ufeff') ? ['It begins with a byte order mark, which most JSON parsers refuse.'] : []),
    ...(payload.includes(0) ? ['It has NUL bytes, where many programs in C take a text to end.'] : []),
  ];
}

function prettyView(json: string): PayloadView {
  return linesView(prettyJson(json), () => prettyJsonText(json), []);
}

function jsonView(payload: Uint8Array, show: (json: string) => PayloadView): PayloadView {
  try {
    const json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
    JSON.parse(json);
    return show(json);
  } catch (error) {
    const view = textView(payload);
    return { ...view, notes: [`This is not JSON. ${whyNot(error)}`, ...view.notes] };
  }
}

function tableView(payload: Uint8Array): PayloadView {
  const text = payloadText(payload);
  const table = csvTable(text, mostCells);
  const cut = table.isCut ? [`Only the first ${count(mostCells)} values are shown; copying gives all.`] : [];
  return { body: { type: 'table', table }, copy: () => text, notes: [...cut, ...oddities(payload, text)] };
}

function xmlView(payload: Uint8Array): PayloadView {
  const text = payloadText(payload);
  const { lines, isWhole } = prettyXml(text);
  const broken = isWhole ? [] : ['This is not XML as it should be: a tag is not closed, or closed where it is not open.'];
  return linesView(lines, () => text, [...broken, ...oddities(payload, text)]);
}

function whyNot(error: unknown): string {
  if (error instanceof SyntaxError) return `${visibleText(error.message)}.`;
  return 'JSON is UTF-8, and some bytes of this payload are not.';
}

function plain(text: string): Line {
  return [{ part: 'plain', text }];
}

function* plainLines(text: string): Generator<Line> {
  for (let at = 0; at <= text.length;) {
    const end = text.indexOf('\n', at);
    yield plain(text.slice(at, end < 0 ? text.length : end));
    at = end < 0 ? text.length + 1 : end + 1;
  }
}
