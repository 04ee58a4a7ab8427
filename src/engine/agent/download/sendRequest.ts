import { request as requestHttp, type ClientRequest } from 'node:http';
import { request as requestHttps } from 'node:https';
import * as tls from 'node:tls';

/** Enough for every server; more is an attack. */
const mostHeaderBytes = 16_384;

/**
 * Sends a GET over a connection of its own; TLS is verified by the system's authorities and `ca`, as PEM. `undefined` for an address
 * whose credentials cannot be decoded.
 */
export function sendRequest(url: URL, ca: string | undefined): ClientRequest | undefined {
  const options = { agent: false, headers: { accept: '*/*', 'accept-encoding': 'identity' }, maxHeaderSize: mostHeaderBytes } as const;
  const trusted = ca === undefined ? {} : { ca: [...systemAuthorities(), ca] };
  try {
    const request = url.protocol === 'https:' ? requestHttps(url, { ...options, ...trusted }) : requestHttp(url, options);
    return request.end();
  } catch {
    return undefined;
  }
}

function systemAuthorities(): readonly string[] {
  // Not in every Node that VS Code comes with.
  const { getCACertificates } = tls as Partial<Pick<typeof tls, 'getCACertificates'>>;
  return getCACertificates?.('default') ?? tls.rootCertificates;
}
