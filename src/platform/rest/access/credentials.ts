import { refused } from '../http/refused.ts';

/** What a caller says of itself. */
export interface Credentials {
  readonly userName: string;
  readonly token: Uint8Array;
}

/** Reads basic authentication, the only one there is [D-http]. @throws Refusal with code 401. */
export function readCredentials(authorization: string | undefined): Credentials {
  if (authorization === undefined) {
    throw unauthorised('The call has no credentials.', 'Send an Authorization header with the user name and the token.');
  }
  const credentials = decode(authorization);
  if (credentials !== undefined) return credentials;
  throw unauthorised('The Authorization header is not of the form Basic.', 'Send user name and token, joined by a colon, in base64.');
}

/** The user name that a caller gives; empty when it gives none. */
export function readUserName(authorization = ''): string {
  return decode(authorization)?.userName ?? '';
}

/** Credentials that do not let in. */
export function unauthorised(message: string, advice: string): Error {
  return refused(401, message, 'calls need credentials', advice);
}

function decode(authorization: string): Credentials | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(authorization) ?? [];
  const decoded = Buffer.from(encoded ?? '', 'base64');
  const colon = decoded.indexOf(':');
  return colon < 0 ? undefined : { userName: decoded.subarray(0, colon).toString('utf8'), token: decoded.subarray(colon + 1) };
}
