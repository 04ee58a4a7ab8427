import { prettyJson, type Line } from '../../assist/json/prettyJson.ts';
import { csvTable, type CsvTable } from '../text/csvTable.ts';
import { count } from '../text/figures.ts';
import { hexDump } from '../../assist/hexDump.ts';
import { isUtf8 } from '../text/isUtf8.ts';
import { jsonTree, type JsonTree } from '../text/jsonTree.ts';
import { prettyXml } from '../text/prettyXml.ts';
import { visibleText } from '../text/visibleText.ts';
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
  /** The same for the clipboard, whole and with every character as it was sent. */
  readonly copy: string;
  /** What the reader must know about what is shown, as full sentences: why it is not shown as was asked, and what cannot be seen. */
  readonly notes: readonly string[];
}

/** More bytes than the platform takes can stand in a file; of those the beginning is shown. */
const mostBytes = 1_048_576;

/** Each cell of a table costs elements. */
const mostCells = 10_000;

/** A payload as one of its views. What is not of the form that was asked for is shown as text, with the reason. */
export function payloadView(payload: Uint8Array, tab: PayloadTab): PayloadView {
  const shown = payload.length > mostBytes ? payload.subarray(0, mostBytes) : payload;
  const view = viewOf(shown, tab);
  if (shown === payload) return view;
  const cut = `Only the first ${count(mostBytes)} of ${count(payload.length)} bytes are shown; copying gives all.`;
  return { ...view, copy: tab === 'hex' ? hexDump(payload).join('\n') : payloadText(payload), notes: [cut, ...view.notes] };
}

/** The payload as text; bytes that are no UTF-8 become U+FFFD, and a byte order mark stays. */
export function payloadText(payload: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(payload);
}

function viewOf(payload: Uint8Array, tab: PayloadTab): PayloadView {
  switch (tab) {
    case 'tree':
      return jsonView(payload, (json) => ({ body: { type: 'tree', tree: jsonTree(json) }, copy: json, notes: [] }));
    case 'json':
      return jsonView(payload, prettyView);
    case 'table':
      return tableView(payload);
    case 'xml':
      return xmlView(payload);
    case 'text':
      return textView(payload);
    case 'hex': {
      const dump = hexDump(payload);
      return { body: { type: 'lines', lines: dump.map(plain) }, copy: dump.join('\n'), notes: [] };
    }
  }
}

function textView(payload: Uint8Array): PayloadView {
  const copy = payloadText(payload);
  return { body: { type: 'lines', lines: copy.split('\n').map(plain) }, copy, notes: oddities(payload, copy) };
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
  const lines = prettyJson(json);
  const copy = lines.map((line) => line.map(({ text }) => text).join('')).join('\n');
  return { body: { type: 'lines', lines: lines.map(visible) }, copy, notes: [] };
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
  const copy = payloadText(payload);
  const table = csvTable(copy, mostCells);
  const cut = table.isCut ? [`Only the first ${count(mostCells)} values are shown; copying gives all.`] : [];
  return { body: { type: 'table', table }, copy, notes: [...cut, ...oddities(payload, copy)] };
}

function xmlView(payload: Uint8Array): PayloadView {
  const copy = payloadText(payload);
  const { lines, isWhole } = prettyXml(copy);
  const broken = isWhole ? [] : ['This is not XML as it should be: a tag is not closed, or closed where it is not open.'];
  return { body: { type: 'lines', lines: lines.map(visible) }, copy, notes: [...broken, ...oddities(payload, copy)] };
}

function whyNot(error: unknown): string {
  if (error instanceof SyntaxError) return `${visibleText(error.message)}.`;
  return 'JSON is UTF-8, and some bytes of this payload are not.';
}

function visible(line: Line): Line {
  return line.map(({ part, text }) => ({ part, text: visibleText(text) }));
}

function plain(text: string): Line {
  return [{ part: 'plain', text: visibleText(text) }];
}
