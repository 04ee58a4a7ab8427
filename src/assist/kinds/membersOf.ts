import type { Annotation } from '../known/annotation.ts';
import { annotations, payloadRoots } from '../generated/annotations.js';

/** A member of a payload and what it means. */
export interface MemberText {
  /** Such as `d.fields[].field`; `d.supports.{name}` for members of any name. */
  readonly path: string;
  /** Plain text. */
  readonly text: string;
}

/** Every member of a kind's payload, those inside others included, in the order of the schema. */
export function membersOf(kind: string): readonly MemberText[] {
  const root = Object.hasOwn(payloadRoots, kind) ? payloadRoots[kind] : undefined;
  return root === undefined ? [] : inside(root, '', []);
}

/** Something can contain itself; `around` tells what we are in. */
function inside(place: number, path: string, around: readonly number[]): readonly MemberText[] {
  const annotation = annotations[place];
  if (annotation === undefined || around.includes(place)) return [];
  return steps(annotation, path).flatMap(({ path: at, place: next }) => {
    const text = annotations[next]?.text;
    const own = text === undefined ? [] : [{ path: at, text: plain(text) }];
    return [...own, ...inside(next, at, [...around, place])];
  });
}

function steps({ members = {}, others, items }: Annotation, path: string): readonly { readonly path: string; readonly place: number }[] {
  const before = path === '' ? '' : `${path}.`;
  const named = Object.entries(members).map(([name, place]) => ({ path: `${before}${name}`, place }));
  if (others !== undefined) named.push({ path: `${before}{name}`, place: others });
  if (items !== undefined) named.push({ path: `${path}[]`, place: items });
  return named;
}

/** Markdown as one line of plain text. */
function plain(markdown: string): string {
  return markdown
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\\([^A-Za-z0-9\s])/g, '$1')
    .replaceAll('`', '');
}
