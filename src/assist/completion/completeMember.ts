import type { Annotation } from '../known/annotation.ts';
import type { Completion } from './completion.ts';
import { annotated, knownAt, withConditions, type Known } from '../known/knownAt.ts';
import type { Place } from '../place/place.ts';
import { separators } from './separators.ts';
import { escapeSnippet } from '../snippets/snippetText.ts';

/** The members that the object around a place does not have yet. */
export function memberCompletions(place: Place, root: Known): readonly Completion[] {
  const around = place.steps.at(-1);
  if (around === undefined) return [];
  const known = withConditions(knownAt(root, place.steps.slice(0, -1)), around.container);
  const members = membersOf(known);
  return [...members]
    .filter(([name]) => name === place.text || !around.container.members.has(name))
    .map(([name, annotation]) => memberCompletion(name, annotation, place));
}

/** Of what is known about a member in several places, the first counts. */
function membersOf(known: Known): ReadonlyMap<string, Annotation> {
  const members = new Map<string, Annotation>();
  for (const [name, number] of known.flatMap(({ members = {} }) => Object.entries(members))) {
    const annotation = annotated(number);
    if (annotation !== undefined && !members.has(name)) members.set(name, annotation);
  }
  return members;
}

function memberCompletion(name: string, { text, insert = '{$1}' }: Annotation, place: Place): Completion {
  const key = JSON.stringify(name);
  const { before, after } = separators(place);
  // Of a key that has its colon only the name is put right.
  const member = place.next === ':' ? escapeSnippet(key) : `${before}${escapeSnippet(key)}: ${insert}${after}`;
  return {
    label: name,
    sort: 'member',
    insert: member,
    range: place.range,
    ...(text === undefined ? {} : { documentation: text }),
  };
}
