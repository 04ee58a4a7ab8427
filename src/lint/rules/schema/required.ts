import type { CatalogKind } from '../../../wiotp/catalog.ts';
import { consequence } from '../../consequence.ts';
import { pathText } from '../../wording.ts';
import type { Translate } from './issue.ts';

/** `schema/required`: a member without which the message has no meaning. */
export const required: Translate = ({ kind, payload, path, params }) => {
  const about = [...path, String(params['missingProperty'])];
  const name = pathText(about);
  const effect = name === 'reqId' ? withoutReqId(kind) : consequence(kind, payload);
  return {
    rule: 'schema/required',
    message: `${name} is missing. ${effect} Add ${name}.`,
    place: { path, part: 'object' },
    about,
  };
};

function withoutReqId(kind: CatalogKind): string {
  return kind.answer === undefined
    ? 'The receiver cannot tell which request this answers and ignores it.'
    : 'The device has nothing to answer with, and the request times out.';
}
