import type { MessageFile } from '../../lint/files/ourFile.ts';
import type { TextRange } from '../../lint/problem.ts';
import { isGeneric, kindByShape } from '../../wiotp/genericKinds.ts';
import { closeCode, connackCode } from '../../wiotp/codes.ts';
import { returnCodeMeaning } from '../../wiotp/returnCodes.ts';
import { partAt, type FilePart } from '../place/filePart.ts';
import { kindText } from './kindText.ts';
import { isStep, knownAt, kindOfStep, type Known } from '../known/knownAt.ts';
import { codeSpan, escapeMarkdown, sentence } from '../markdown.ts';
import { placeAt, type Place } from '../place/place.ts';

/** What is said about the place under the pointer. */
export interface Hover {
  /** Markdown. */
  readonly text: string;
  readonly range: TextRange;
}

/** What there is to know about a place of a file of ours: a member, a value, a return code, a topic. */
export function hover(text: string, offset: number, file: MessageFile): Hover | undefined {
  if (offset < 0 || offset > text.length) return undefined;
  const part = partAt(text, offset, byShape(file, text));
  const place = placeAt(part.text, offset - part.start);
  const { start, end } = place.range;
  if (place.role === undefined || start === end) return undefined;
  const said = place.role === 'key' ? aboutKey(place, part) : aboutValue(place, part);
  return said.length === 0 ? undefined : { text: said.join('\n\n'), range: { start: start + part.start, end: end + part.start } };
}

/** A generic kind is described as the kind that it turns out to be; while it is being typed, as any of them. */
function byShape(file: MessageFile, text: string): MessageFile {
  if (file.type !== 'payload' || !isGeneric(file.kind)) return file;
  try {
    return { ...file, kind: kindByShape(file.kind, JSON.parse(text)) };
  } catch {
    return file;
  }
}

function aboutKey({ steps, text }: Place, { known }: FilePart): readonly string[] {
  const [last] = steps.slice(-1);
  if (last === undefined) return [];
  return textsOf(knownAt(known, [...steps.slice(0, -1), { ...last, at: text }]));
}

function aboutValue(place: Place, part: FilePart): readonly string[] {
  const known = knownAt(part.known, place.steps);
  return [...meaning(place, part, known), ...textsOf(known)];
}

/** What a value means comes before what may be said about any value there. */
function meaning({ steps, text }: Place, { known: root }: FilePart, known: Known): readonly string[] {
  const [last] = steps.slice(-1);
  const value = known.flatMap(({ values = [] }) => values).find((one) => one.text !== undefined && String(one.value) === text);
  if (value?.text !== undefined) return [`${codeSpan(text)}: ${value.text}`];
  if (last?.at === 'rc' && known.length > 0 && /^\d{1,9}$/.test(text)) return [named(text, sentence(returnCodeMeaning(Number(text))))];
  if (last === undefined || !isStep(knownAt(root, steps.slice(0, -1)))) return [];
  if (last.at === 'topic') {
    const kind = kindOfStep(last.container.members);
    return kind === undefined ? [] : [kindText(kind)];
  }
  return last.at === 'code' && /^\d{1,9}$/.test(text) ? [codeText(Number(text), last.container.members.get('connection'))] : [];
}

function codeText(code: number, connection: string | undefined): string {
  const { meaning, advice } = connection === 'refused' ? connackCode(code) : closeCode(code);
  return named(String(code), `${sentence(meaning)} ${advice}`);
}

function named(text: string, said: string): string {
  return `${codeSpan(text)}: ${escapeMarkdown(said)}`;
}

/** Of what is known in several places, the first that says something. */
function textsOf(known: Known): readonly string[] {
  return known.flatMap(({ text }) => text ?? []).slice(0, 1);
}
