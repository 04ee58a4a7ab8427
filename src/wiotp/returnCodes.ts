import type { Code } from './codes/code.ts';
import type { Kind } from './kind.ts';

/** What each rc means in general [D-dm, D-req, D17]. The meaning for one kind is in the catalog. */
export const returnCodes: readonly Code[] = [
  {
    code: 0,
    meaning: 'success, non-standard',
    advice: 'Send 200, 202 or 204, as the request asks for: 0 stands in one example of the documents and nowhere else.',
  },
  { code: 200, meaning: 'success', advice: 'Nothing is wrong.' },
  { code: 202, meaning: 'accepted, started', advice: 'Nothing is wrong; the action goes on.' },
  { code: 204, meaning: 'changed', advice: 'Nothing is wrong.' },
  { code: 400, meaning: 'bad request', advice: 'Check the format and the values of the request, and the state of the device.' },
  {
    code: 403,
    meaning: 'claims a set of actions that does not exist',
    advice: 'Take the bundle IDs out of supports that no device management extension has, or create the extension first.',
  },
  {
    code: 404,
    meaning: 'not found',
    advice: 'Check the topic, the names of the attributes, and that the device is registered, above all behind a gateway.',
  },
  { code: 409, meaning: 'conflict, try again later', advice: 'Send the request again after a while.' },
  { code: 500, meaning: 'failed', advice: 'Read message, if there is one, for the reason.' },
  { code: 501, meaning: 'not supported', advice: 'Claim only what the device can do in supports of its Manage request.' },
];

/**
 * What an rc means: for the kind it answers when that is known, otherwise in general.
 * Unknown codes are judged by their hundreds, as a tolerant receiver does [EC, PY, CS].
 */
export function returnCodeMeaning(rc: number, answered?: Kind): string {
  const forKind = answered?.answer?.codes.find((code) => code.rc === rc);
  const known = forKind ?? returnCodes.find(({ code }) => code === rc);
  if (known !== undefined) return known.meaning;
  return rc >= 200 && rc < 300 ? 'success, unknown code' : 'failure, unknown code';
}
