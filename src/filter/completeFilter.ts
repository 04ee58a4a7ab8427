import { shownText } from '../wiotp/shownText.ts';
import { caretPlace, type CaretPlace } from './caretPlace.ts';
import type { FilterField } from './fields/field.ts';
import { fieldTable } from './fields/fieldTable.ts';
import { printValue } from './printFilter.ts';

/** What a log holds that can be completed. */
export interface FilterKnown {
  readonly clients: readonly string[];
  /** Event and command IDs. */
  readonly events: readonly string[];
  readonly topics: readonly string[];
}

/** One thing that can stand at the caret. */
export interface FilterCompletion {
  /** What is shown. */
  readonly label: string;
  /** What it means, in a few words. */
  readonly detail: string;
  /** What replaces the text from `start` to `end`, in UTF-16 units. */
  readonly insert: string;
  readonly start: number;
  readonly end: number;
}

const most = 50;
/** Behind this many characters the text is no filter any more. */
const mostCharacters = 10_000;
/** With fewer letters than this, nearly every value of every field would do. */
const enoughLetters = 2;

type Offer = Pick<FilterCompletion, 'label' | 'detail' | 'insert'>;

const knownDetails = { clients: 'client', events: 'event or command ID', topics: 'topic' } as const;

const connectives: readonly Offer[] = [
  { label: 'or', detail: 'what stands before it, or what stands behind', insert: 'or ' },
  { label: 'not', detail: 'the opposite of what follows; also -', insert: 'not ' },
];

/** What can stand at a place in the text of a filter, the likeliest first; at most 50. */
export function completeFilter(text: string, caret: number, known: FilterKnown): readonly FilterCompletion[] {
  const place = text.length > mostCharacters ? undefined : caretPlace(text, caret);
  if (place === undefined) return [];
  const offers = place.field === undefined ? termOffers(place.written, known) : valueOffers(place.field, place, known);
  return offers.slice(0, most).map((offer) => ({ ...offer, start: place.start, end: place.end }));
}

/** Fields, and with a few letters also terms whose values have them. */
function termOffers(written: string, known: FilterKnown): readonly Offer[] {
  const fields = fieldTable.map(({ name, meaning }) => ({ label: `${name}:`, detail: meaning, insert: `${name}:` }));
  const values = written.length < enoughLetters ? [] : fieldTable.flatMap((field) => namedOffersOf(field, known));
  const terms = fitting(values, written).map(({ name, label, detail, insert }) => ({ label: name + label, detail, insert: name + insert }));
  return [...beginning(fields, written), ...beginning(connectives, written), ...terms];
}

function namedOffersOf(field: FilterField, known: FilterKnown): readonly (Offer & { readonly name: string })[] {
  return offersOf(field, known).map((offer) => ({ name: `${field.name}:`, ...offer }));
}

function valueOffers(field: FilterField, { written }: CaretPlace, known: FilterKnown): readonly Offer[] {
  return fitting(offersOf(field, known), written);
}

function offersOf({ words, known: member }: FilterField, known: FilterKnown): readonly Offer[] {
  const values = member === undefined ? [] : known[member];
  return [
    ...words.map(({ word, meaning }) => ({ label: word, detail: meaning, insert: word })),
    // Pasted in whole, a topic of 64 KB is no filter.
    ...values
      .filter((value) => value !== '' && value.length < mostCharacters / 2)
      .map((value) => ({ label: shownText(value), detail: member === undefined ? '' : knownDetails[member], insert: printValue(value) })),
  ];
}

/** Those that begin with what is written, then those that contain it. */
function fitting<T extends Offer>(offers: readonly T[], written: string): readonly T[] {
  const first = new Set(beginning(offers, written));
  const sought = written.toLowerCase();
  return [...first, ...offers.filter((offer) => !first.has(offer) && offer.label.toLowerCase().includes(sought))];
}

function beginning<T extends Offer>(offers: readonly T[], written: string): readonly T[] {
  const sought = written.toLowerCase();
  return offers.filter(({ label }) => label.toLowerCase().startsWith(sought));
}
