import { at, wrapIn, type Path, type PlacedFix } from '../finding.ts';
import { isObject, member } from '../json.ts';
import { pathText } from '../wording.ts';
import type { Translate } from './schema/issue.ts';

const firmwareMembers = ['version', 'name', 'uri', 'verifier', 'state', 'updateStatus', 'updatedDateTime'];

/** `dm/firmware-place`: members of the firmware where `value` is missing that should hold them [D-req]. */
export const firmwarePlace: Translate = ({ path, value, keyword, params }) => {
  const lacksValue = keyword === 'required' && params['missingProperty'] === 'value';
  const isExtra = keyword === 'additionalProperties' && firmwareMembers.includes(String(params['additionalProperty']));
  if (!(lacksValue || isExtra) || !isField(path) || member(value, 'field') !== 'mgmt.firmware') return undefined;
  if (!isObject(value) || Object.hasOwn(value, 'value')) return undefined;
  const names = Object.keys(value);
  const strays = names.filter((name) => firmwareMembers.includes(name));
  const [first] = strays;
  if (first === undefined) return undefined;
  const fix = moveIntoValue(path, names, strays);
  return {
    rule: 'dm/firmware-place',
    message: `${pathText([...path, first])} belongs into value. Without a value the receiver learns nothing about the firmware. Put it there.`,
    place: { path: [...path, first], part: 'key' },
    about: [...path, 'value'],
    ...(fix === undefined ? {} : { fix }),
  };
};

function isField(path: Path): boolean {
  return path.length === 3 && path[0] === 'd' && path[1] === 'fields';
}

/** Certain only where the members stand side by side. */
function moveIntoValue(path: Path, names: readonly string[], strays: readonly string[]): PlacedFix | undefined {
  const [first, last] = [strays[0] ?? '', strays.at(-1) ?? ''];
  if (names.indexOf(last) - names.indexOf(first) >= strays.length) return undefined;
  return {
    title: 'Put it into value',
    ...at({ path: [...path, first], part: 'key' }, wrapIn('"value": {', '}'), { path: [...path, last], part: 'value' }),
  };
}
