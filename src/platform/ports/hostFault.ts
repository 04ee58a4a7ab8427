import type { IncomingMessage } from 'node:http';
import type { Refusal } from '../../wiotp/refusal.ts';
import { breach } from '../mqtt/breach.ts';
import { foreignRequest } from './foreignRequest.ts';

/** Why a request is not answered, and the status that says so. */
export interface HostFault {
  readonly status: 400 | 403;
  readonly why: Refusal;
}

/** What is wrong with whom a request is for, or with who sent it; `undefined` when both are right. `isOurs` as for {@link foreignRequest}. */
export function hostFault(request: IncomingMessage, isOurs: (host: string) => boolean): HostFault | undefined {
  const { headers, httpVersion } = request;
  // HTTP/1.0 knows no Host, and no browser speaks it.
  if (headers.host === '' || (headers.host === undefined && httpVersion !== '1.0')) {
    const advice = 'Send the header Host with the name or address under which the client reaches the platform.';
    return { status: 400, why: breach(105, 'The HTTP request does not say which host it is for.', advice) };
  }
  const why = foreignRequest(request, isOurs);
  return why === undefined ? undefined : { status: 403, why };
}
