import type { Annotation } from '../known/annotation.ts';
import { answerSuggestions } from './completeAnswer.ts';
import { wholeSuggestions } from './completeWhole.ts';
import type { Completion, Suggestion } from './completion.ts';
import { emptyLabel } from './emptyLabel.ts';
import type { FilePart } from '../place/filePart.ts';
import { knownAt, type Known } from '../known/knownAt.ts';
import type { Place } from '../place/place.ts';
import { separators } from './separators.ts';
import { escapeSnippet } from '../snippets/snippetText.ts';

/** The values that can stand at a place: those that are allowed, examples, and whole payloads and steps. */
export function valueCompletions(place: Place, part: FilePart): readonly Completion[] {
  if (hasValue(place)) return [];
  const { before, after } = separators(place);
  const known = knownAt(part.known, place.steps);
  const choices = [...wholeSuggestions(place, part, known), ...answerSuggestions(place, part), ...suggestions(known)];
  return firstOfEach(choices.length === 0 ? emptyValues(known) : choices).map((suggestion) => ({
    ...suggestion,
    insert: `${before}${suggestion.insert}${after}`,
    range: place.range,
  }));
}

/** Of what is suggested several times, the first. */
function firstOfEach(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const labels = new Map<string, Suggestion>();
  for (const suggestion of suggestions) if (!labels.has(suggestion.label)) labels.set(suggestion.label, suggestion);
  return [...labels.values()];
}

/** Before a value that is there already only an item of a list can be put. */
function hasValue({ steps, range, next }: Place): boolean {
  const isItem = typeof steps.at(-1)?.at === 'number';
  return !isItem && range.start === range.end && (next === 'string' || next === 'word' || next === '{' || next === '[');
}

function suggestions(known: Known): readonly Suggestion[] {
  return known.flatMap(({ values = [] }) =>
    values.map(({ value, text }) => {
      const json = JSON.stringify(value);
      return { label: json, sort: 'value' as const, insert: escapeSnippet(json), ...(text === undefined ? {} : { documentation: text }) };
    }),
  );
}

/** Where there is nothing to choose from, at least what kind of value it is. */
function emptyValues(known: Known): readonly Suggestion[] {
  return known.flatMap(({ insert = '' }: Annotation) => {
    const label = emptyLabel(insert);
    return label === undefined ? [] : [{ label, sort: 'value' as const, insert }];
  });
}
