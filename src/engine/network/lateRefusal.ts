import { isSecure } from '../../profiles/transportOf.ts';
import type { Endpoint } from '../../profiles/sessionSettings.ts';
import { isRefusal, type Refusal } from '../../wiotp/refusal.ts';
import type { Redact } from '../secrets/redact.ts';
import { tlsFaultOf, tlsRefusal } from './tlsRefusal.ts';

/**
 * What an error means that comes when the way is open already. With TLS 1.3 that is where a server refuses the client's certificate:
 * the handshake is over for us before it has looked at it. `undefined` for an error that says nothing of the kind.
 */
export function lateRefusal(endpoint: Endpoint, error: Error, redact: Redact): Refusal | undefined {
  if (isRefusal(error)) return error;
  return isSecure(endpoint.transport) && isAlert(error) ? tlsRefusal(endpoint, error, redact) : undefined;
}

/** A connection that just breaks says nothing about TLS. */
function isAlert(error: Error): boolean {
  return tlsFaultOf(error) !== undefined && /ssl/i.test(`${'code' in error ? String(error.code) : ''} ${error.message}`);
}
