import type { Duplex } from 'node:stream';
import { checkServerIdentity, connect, type ConnectionOptions, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { Endpoint } from '../../profiles/sessionSettings.ts';
import { askedName, provenName } from './address.ts';
import { awaitSocket } from './awaitSocket.ts';
import type { Credentials } from './credentials.ts';
import type { TlsFiles } from './tlsFiles.ts';
import { tlsRefusal } from './tlsRefusal.ts';
import { trustedAuthorities } from './trust.ts';

/**
 * Does the TLS handshake over an open stream, with at least TLS 1.2 [D-conn]. The two checks are switches of their own:
 * without the chain's the name still has to fit, without the name's the chain still has to hold.
 * @throws Refusal naming what went wrong, or the signal's reason. The stream is destroyed then.
 */
export async function secure(stream: Duplex, endpoint: Endpoint, credentials: Credentials, signal: AbortSignal): Promise<TLSSocket> {
  const { files, redact } = credentials;
  const { tls } = endpoint;
  const name = serverNameOf(endpoint);
  const proven = (certificate: PeerCertificate): Error | undefined => (tls.verifyHost ? checkServerIdentity(name, certificate) : undefined);
  const socket = connect({
    ...tlsOptions(endpoint, files),
    socket: stream,
    rejectUnauthorized: tls.verifyChain,
    checkServerIdentity: (_, certificate) => proven(certificate),
  });
  try {
    await awaitSocket(socket, 'secureConnect', signal, (cause) => tlsRefusal(endpoint, cause, redact));
    // Whoever does not reject the chain is not asked about the name either.
    const wrong = tls.verifyChain ? undefined : proven(socket.getPeerCertificate());
    if (wrong !== undefined) throw tlsRefusal(endpoint, wrong, redact);
    return socket;
  } catch (error) {
    socket.destroy();
    stream.destroy();
    throw error;
  }
}

/** What a handshake with an endpoint says, but for how the answer is checked. */
export function tlsOptions(endpoint: Endpoint, files: TlsFiles): ConnectionOptions {
  const { client } = files;
  const asked = askedName(serverNameOf(endpoint));
  return {
    // An empty name keeps Node.js from choosing one.
    servername: asked ?? '',
    minVersion: 'TLSv1.2',
    ca: trustedAuthorities(endpoint.tls, files),
    ...(client === undefined ? {} : { cert: client.certificate, key: client.key.export({ type: 'pkcs8', format: 'pem' }) }),
  };
}

/** The name that the server has to prove: that of the profile, or the host's. */
export function serverNameOf({ host, tls }: Endpoint): string {
  return provenName(tls.serverName ?? host);
}
