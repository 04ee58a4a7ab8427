import { at, replaceWith, type Finding, type PlacedFix } from '../../finding.ts';
import { isObject } from '../../json.ts';
import { misspelling, sureName } from '../../memberName.ts';
import { nearest } from '../../../wiotp/nearest.ts';
import { pathText, quoted } from '../../wording.ts';
import type { Issue, Tell } from './issue.ts';

/** `schema/unknown-member`: harmless, but a misspelt name has no effect and no error tells. */
export const unknownMember: Tell = (issue) => altitude(issue) ?? unknown(issue);

function unknown({ path, value, params, knownMembers }: Issue): Finding {
  const name = String(params['additionalProperty']);
  const place = { path: [...path, name], part: 'key' } as const;
  const owner = path.length === 0 ? 'The message' : pathText(path);
  const { advice, fix } = meantBy(name, value, knownMembers);
  return {
    rule: 'schema/unknown-member',
    message: `${owner} has no member ${quoted(name)} in the protocol, so it is ignored.${advice}`,
    place,
    ...(fix === undefined
      ? {}
      : { fix: { title: `Change it to ${fix}`, ...at(place, replaceWith(JSON.stringify(fix))) } satisfies PlacedFix }),
  };
}

/** `dm/altitude`: the word that people use for the elevation [D-dm]. */
function altitude({ kind, path, value, params, knownMembers }: Issue): Finding | undefined {
  if (params['additionalProperty'] !== 'altitude' || !knownMembers.includes('elevation')) return undefined;
  if (isObject(value) && Object.hasOwn(value, 'elevation')) return undefined;
  const place = { path: [...path, 'altitude'], part: 'key' } as const;
  return {
    rule: 'dm/altitude',
    message: `${pathText(place.path)} is called elevation in the protocol. The ${kind.receiver} ignores it, and the height is lost. Call it elevation.`,
    place,
    fix: { title: 'Rename it to elevation', ...at(place, replaceWith('"elevation"')) },
  };
}

/** What to say about the known name that is meant, and that name where it is certain and not there yet. */
function meantBy(name: string, value: unknown, known: readonly string[]): { readonly advice: string; readonly fix?: string } {
  const isThere = (candidate: string) => isObject(value) && Object.hasOwn(value, candidate);
  const sure = sureName(name, known);
  if (sure !== undefined && isThere(sure)) return { advice: ` ${pathText([sure])} is there already; remove this one.` };
  const meant =
    sure ??
    nearest(
      name,
      known.filter((candidate) => !isThere(candidate)),
    );
  if (meant === undefined) return { advice: '' };
  return { advice: ` Did you mean ${quoted(meant)}?`, ...(sure !== undefined && misspelling(value, sure) === name ? { fix: sure } : {}) };
}
