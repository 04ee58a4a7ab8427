import { replaceWith, type PlacedFix } from '../../finding.ts';
import { isObject } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import { pathText, quoted } from '../../wording.ts';
import type { Translate } from './issue.ts';

/** Other words that people use for a member. */
const synonyms: Readonly<Record<string, string>> = { altitude: 'elevation' };

/** `schema/unknown-member`: harmless, but a misspelt name has no effect and no error tells. */
export const unknownMember: Translate = ({ path, value, params, knownMembers }) => {
  const name = String(params['additionalProperty']);
  const place = { path: [...path, name], part: 'key' } as const;
  const owner = path.length === 0 ? 'The message' : pathText(path);
  const meant = meantBy(name, value, knownMembers);
  const sameName = meant?.toLowerCase() === name.toLowerCase();
  const fix: PlacedFix | undefined =
    meant !== undefined && sameName ? { title: `Change it to ${meant}`, place, edits: replaceWith(JSON.stringify(meant)) } : undefined;
  const advice = meant === undefined ? '' : ` Did you mean ${quoted(meant)}?`;
  return {
    rule: 'schema/unknown-member',
    message: `${owner} has no member ${quoted(name)} in the protocol, so it is ignored.${advice}`,
    place,
    ...(fix === undefined ? {} : { fix }),
  };
};

/** A known name that is not there yet and much like this one. */
function meantBy(name: string, value: unknown, known: readonly string[]): string | undefined {
  const free = known.filter((candidate) => isObject(value) && !Object.hasOwn(value, candidate));
  const synonym = Object.hasOwn(synonyms, name) ? synonyms[name] : undefined;
  return synonym !== undefined && free.includes(synonym) ? synonym : nearest(name, free);
}
