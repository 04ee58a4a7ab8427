import type { CatalogKind } from '../../wiotp/catalog.ts';
import type { Finding } from '../finding.ts';
import { isObject } from '../json.ts';

/**
 * `dm/reqId-missing`: a request that the device wants to see answered [D-mqtt, D-dm]. Where the protocol requires
 * a reqId the schema says so, and notifications go without as a rule [PY, ND, EC].
 */
export function reqIdMissing(payload: unknown, kind: CatalogKind): Finding | undefined {
  if (kind.sender !== 'device' || kind.answer?.when !== 'withReqId' || kind.name === 'dm.notify') return undefined;
  if (!isObject(payload) || Object.hasOwn(payload, 'reqId')) return undefined;
  return {
    rule: 'dm/reqId-missing',
    message: 'There is no reqId. The platform acts but does not answer, so a refusal stays unseen. Add a reqId that is unique.',
    place: { path: [], part: 'object' },
    about: ['reqId'],
  };
}
