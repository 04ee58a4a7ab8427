import type { Line, Span } from '../../assist/json/prettyJson.ts';

/** XML laid out, one tag a line. */
export interface XmlLayout {
  readonly lines: readonly Line[];
  /** Whether every tag that opens is closed where it should be. */
  readonly isWhole: boolean;
}

/** Deeper levels are not indented further, so that a payload of nothing but tags stays small. */
const deepestIndent = 32;

interface Piece {
  readonly sort: 'text' | 'open' | 'close' | 'other';
  readonly text: string;
}

/**
 * Lays out XML as it is written: tags, comments and texts keep their order and spelling; only the white space around texts is other.
 * An element with nothing but a text stays on its line. What is no XML is laid out as what it looks like.
 */
export function prettyXml(xml: string): XmlLayout {
  const lines: Line[] = [];
  const open: string[] = [];
  let isWhole = true;
  const pieces = [...piecesOf(xml)];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at];
    if (piece === undefined) break;
    const { sort, text } = piece;
    if (sort === 'close') isWhole = open.pop() === nameIn(text) && isWhole;
    const line = [...indent(open.length), spanOf(piece)];
    lines.push(line);
    if (text.startsWith('<') && !text.endsWith('>')) isWhole = false;
    if (sort !== 'open') continue;
    const short = shortContent(pieces, at, nameIn(text));
    line.push(...short.map(spanOf));
    at += short.length;
    if (short.length === 0) open.push(nameIn(text));
  }
  return { lines, isWhole: isWhole && open.length === 0 };
}

/** The text and the closing tag behind an opening one, where nothing else stands between. */
function shortContent(pieces: readonly Piece[], at: number, name: string): readonly Piece[] {
  const [first, second] = [pieces[at + 1], pieces[at + 2]];
  if (first?.sort === 'close' && nameIn(first.text) === name) return [first];
  const isShort = first?.sort === 'text' && second?.sort === 'close' && nameIn(second.text) === name;
  return isShort ? [first, second] : [];
}

function spanOf({ sort, text }: Piece): Span {
  return { part: sort === 'open' || sort === 'close' ? 'name' : 'plain', text };
}

function indent(depth: number): Line {
  return depth === 0 ? [] : [{ part: 'plain', text: '  '.repeat(Math.min(depth, deepestIndent)) }];
}

function* piecesOf(xml: string): Generator<Piece> {
  for (let at = 0; at < xml.length;) {
    const end = xml[at] === '<' ? endOfMarkup(xml, at) : endOfText(xml, at);
    const text = xml.slice(at, end);
    if (text.trim() !== '') yield { sort: sortOf(text), text: text.trim() };
    at = end;
  }
}

function sortOf(text: string): Piece['sort'] {
  if (!text.startsWith('<')) return 'text';
  if (text.startsWith('</')) return 'close';
  return text.startsWith('<!') || text.startsWith('<?') || text.endsWith('/>') || !text.endsWith('>') ? 'other' : 'open';
}

function endOfText(xml: string, from: number): number {
  const end = xml.indexOf('<', from);
  return end < 0 ? xml.length : end;
}

const endings = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

function endOfMarkup(xml: string, from: number): number {
  for (const [beginning, ending] of endings) if (xml.startsWith(beginning, from)) return behind(xml, ending, from + beginning.length);
  for (let at = from + 1; at < xml.length; at++) {
    const character = xml[at];
    if (character === '>') return at + 1;
    if (character === '"' || character === "'") at = behind(xml, character, at + 1) - 1;
  }
  return xml.length;
}

function behind(xml: string, text: string, from: number): number {
  const found = xml.indexOf(text, from);
  return found < 0 ? xml.length : found + text.length;
}

function nameIn(tag: string): string {
  return /^<\/?([^\s/>]*)/.exec(tag)?.[1] ?? '';
}
