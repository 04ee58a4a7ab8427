import type { CatalogKind } from '../../../wiotp/catalog.ts';
import { consequence } from '../../consequence.ts';
import { at, replaceWith, type Finding, type Path } from '../../finding.ts';
import { isObject, member } from '../../json.ts';
import { misspelling } from '../../memberName.ts';
import { pathText } from '../../wording.ts';
import { moveIntoD, strayMembers } from '../outsideD.ts';
import type { Tell } from './issue.ts';

/** `schema/required`: a member without which the message has no meaning. */
export const required: Tell = ({ kind, payload, context, path, value, params }) => {
  const missing = String(params['missingProperty']);
  const about = [...path, missing];
  const name = pathText(about);
  const effect = name === 'reqId' ? withoutReqId(kind) : consequence({ kind, payload, context });
  const misspelt = misspelling(value, missing);
  if (misspelt !== undefined) return rename([...path, misspelt], missing, effect);
  const fix = name === 'd' ? moveIntoD(payload, strayMembers(payload, kind)) : undefined;
  return {
    rule: 'schema/required',
    message: `${name} is missing. ${effect} ${fix?.title ?? `Add ${name}`}.${name === 'rc' ? doubt(payload) : ''}`,
    place: { path, part: 'object' },
    about,
    ...(fix === undefined ? {} : { fix }),
  };
};

/** One problem for a member that is missing because it has another name. */
function rename(path: Path, right: string, effect: string): Finding {
  const place = { path, part: 'key' } as const;
  return {
    rule: 'schema/required',
    message: `${pathText(path)} must be called ${right}, which is missing. ${effect} Change it to ${right}.`,
    place,
    fix: { title: `Change it to ${right}`, ...at(place, replaceWith(JSON.stringify(right))) },
  };
}

/** Of what answers carry in `d`, only `fields` is known; anything else comes from a request. */
function doubt(payload: unknown): string {
  const d = member(payload, 'd');
  const isRequest = isObject(d) && Object.keys(d).some((name) => name !== 'fields');
  return isRequest ? ' If this is a request, it is on the wrong topic: this one is for answers only.' : '';
}

function withoutReqId(kind: CatalogKind): string {
  return kind.answer === undefined
    ? 'The receiver cannot tell which request this answers and ignores it; a request without a reqId is not answered at all.'
    : 'The device has nothing to answer with, and the request times out.';
}
