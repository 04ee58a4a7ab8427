import { passwordIn } from '../../profiles/proxyUrl.ts';
import type { Secrets } from '../../profiles/secrets.ts';
import type { Endpoint } from '../../profiles/sessionSettings.ts';
import { isSecure } from '../../profiles/transportOf.ts';
import { redactor, type Redact } from '../secrets/redact.ts';
import { readTlsFiles, type TlsFiles } from './tlsFiles.ts';

/** What a client brings to an attempt to connect. */
export interface Credentials {
  readonly secrets: Secrets;
  readonly files: TlsFiles;
  /** Every text of the other side goes through it before anybody sees it. */
  readonly redact: Redact;
}

/**
 * Reads what an endpoint needs, once for each attempt and before anything leaves this computer.
 * @throws Refusal as {@link readTlsFiles}, or the signal's reason.
 */
export async function readCredentials(endpoint: Endpoint, secrets: Secrets, signal: AbortSignal): Promise<Credentials> {
  const files = needsFiles(endpoint) ? await readTlsFiles(endpoint.tls, secrets, signal) : {};
  return { secrets, files, redact: redactorOf(endpoint, secrets) };
}

/** Takes the secrets that are for an endpoint, or for its proxy, out of foreign texts. */
export function redactorOf({ proxy = '' }: Endpoint, { token, passphrase, proxyPassword }: Secrets): Redact {
  return redactor([token, passphrase, proxyPassword, passwordIn(proxy)]);
}

/** Whether anything on the way has TLS, the proxy included. */
export function needsFiles(endpoint: Endpoint): boolean {
  return isSecure(endpoint.transport) || isSecureProxy(endpoint);
}

/** Whether there is a proxy that is spoken to with TLS. */
export function isSecureProxy({ proxy = '' }: Endpoint): boolean {
  return /^https:/i.test(proxy);
}
