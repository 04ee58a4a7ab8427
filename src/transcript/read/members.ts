import { closeBrace, closeBracket, comma, endOfString, endOfValue, skipSpace } from '../../lint/jsonText.ts';
import type { TextRange } from '../../lint/problem.ts';

/** Where a member of an object stands. */
export interface MemberPlace {
  readonly key: TextRange;
  readonly value: TextRange;
}

/** The members of the object that begins here, in text that is well-formed JSON. Of members with one name the last counts, as for `JSON.parse`. */
export function membersOf(json: string, start: number): ReadonlyMap<string, MemberPlace> {
  const members = new Map<string, MemberPlace>();
  let at = skipSpace(json, start + 1);
  while (at < json.length && json.charCodeAt(at) !== closeBrace) {
    const key = { start: at, end: endOfString(json, at) };
    const colon = skipSpace(json, key.end);
    const value = valueRange(json, skipSpace(json, colon + 1));
    members.set(nameOf(json, key), { key, value });
    at = afterComma(json, value.end);
  }
  return members;
}

/** Where the elements of the list that begins here stand, in text that is well-formed JSON. */
export function elementsOf(json: string, start: number): readonly TextRange[] {
  const elements: TextRange[] = [];
  let at = skipSpace(json, start + 1);
  while (at < json.length && json.charCodeAt(at) !== closeBracket) {
    const element = valueRange(json, at);
    elements.push(element);
    at = afterComma(json, element.end);
  }
  return elements;
}

/** Where the value stands that begins here or after white space. */
export function valueRange(json: string, from: number): TextRange {
  const start = skipSpace(json, from);
  return { start, end: endOfValue(json, start) };
}

function nameOf(json: string, key: TextRange): string {
  const name = json.slice(key.start + 1, key.end - 1);
  return name.includes('\\') ? (JSON.parse(json.slice(key.start, key.end)) as string) : name;
}

function afterComma(json: string, end: number): number {
  const at = skipSpace(json, end);
  return json.charCodeAt(at) === comma ? skipSpace(json, at + 1) : at;
}
