import { at, replaceWith } from '../finding.ts';
import { isObject } from '../json.ts';
import type { CatalogKind } from '../../wiotp/catalog.ts';
import { misspelling } from '../memberName.ts';
import { pathText } from '../wording.ts';
import { nothing, type PayloadRule } from './payloadRule.ts';
import type { Translate } from './schema/issue.ts';

const effect = 'The platform acts but does not answer, so a refusal stays unseen.';

/**
 * `dm/reqId-missing`: a request that the device wants to see answered [D-mqtt, D-dm]. Where the protocol requires
 * a reqId the schema says so, and notifications go without as a rule [PY, ND, EC].
 */
export const reqIdMissing: PayloadRule = {
  isFor: wantsReqId,
  find: (payload) => {
    if (!isObject(payload) || Object.hasOwn(payload, 'reqId') || misspelling(payload, 'reqId') !== undefined) return nothing;
    const message = `There is no reqId. ${effect} Add a reqId that is unique.`;
    return [{ rule: 'dm/reqId-missing', message, place: { path: [], part: 'object' }, about: ['reqId'] }];
  },
};

/** The same where it is missing because it has another name. */
export const reqIdMisspelt: Translate = ({ kind, payload, path, keyword, params }) => {
  const name = String(params['additionalProperty']);
  if (keyword !== 'additionalProperties' || path.length > 0 || !wantsReqId(kind)) return undefined;
  if (misspelling(payload, 'reqId') !== name) return undefined;
  const place = { path: [name], part: 'key' } as const;
  return {
    rule: 'dm/reqId-missing',
    message: `${pathText([name])} must be called reqId. ${effect} Change it to reqId.`,
    place,
    fix: { title: 'Change it to reqId', ...at(place, replaceWith('"reqId"')) },
  };
};

function wantsReqId({ name, sender, answer }: CatalogKind): boolean {
  return sender === 'device' && answer?.when === 'withReqId' && name !== 'dm.notify';
}
