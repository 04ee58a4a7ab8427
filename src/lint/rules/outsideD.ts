import type { CatalogKind } from '../../wiotp/catalog.ts';
import { isDeviceManagement } from '../../wiotp/kind.ts';
import { at, wrapIn, type PlacedFix } from '../finding.ts';
import { knownMembers } from '../generated/validators.js';
import { isObject } from '../json.ts';
import { listing } from '../wording.ts';
import type { Translate } from './schema/issue.ts';

/** `dm/outside-d`: members of `d` at the top of the message, where nobody looks for them [D-mqtt, D-dm]. */
export const outsideD: Translate = ({ kind, payload, path, keyword, params }) => {
  if (keyword !== 'additionalProperties' || path.length > 0) return undefined;
  const strays = strayMembers(payload, kind);
  const name = String(params['additionalProperty']);
  if (!strays.includes(name)) return undefined;
  const fix = moveIntoD(payload, strays);
  return {
    rule: 'dm/outside-d',
    message: `${listing(strays)} ${strays.length === 1 ? 'stands' : 'stand'} next to d instead of in it. The receiver looks into d only and ignores the rest. Put it into d.`,
    place: { path: [name], part: 'key' },
    about: ['d'],
    ...(fix === undefined ? {} : { fix }),
  };
};

/** The members at the top of a message that belong into its `d`. */
export function strayMembers(payload: unknown, kind: CatalogKind): readonly string[] {
  if (!isDeviceManagement(kind) || !isObject(payload)) return [];
  const ofTop = knownMembers[`${kind.schema ?? ''}#/additionalProperties`] ?? [];
  const ofD = knownMembers[`${kind.schema ?? ''}#/properties/d/additionalProperties`] ?? [];
  return ofD.filter((name) => Object.hasOwn(payload, name) && !ofTop.includes(name));
}

/** Certain only where there is no `d` yet and the members stand side by side. */
export function moveIntoD(payload: unknown, strays: readonly string[]): PlacedFix | undefined {
  if (!isObject(payload) || Object.hasOwn(payload, 'd')) return undefined;
  const names = Object.keys(payload);
  const places = names.flatMap((name, at) => (strays.includes(name) ? [at] : []));
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined || last - first >= strays.length) return undefined;
  return {
    title: 'Put it into d',
    ...at({ path: [names[first] ?? ''], part: 'key' }, wrapIn('"d": {', '}'), { path: [names[last] ?? ''], part: 'value' }),
  };
}
