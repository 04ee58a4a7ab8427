import type { X509Certificate } from 'node:crypto';
import { connect, type TLSSocket } from 'node:tls';
import { awaitSocket } from '../network/awaitSocket.ts';
import { tlsOptions } from '../network/secure.ts';
import { tlsRefusal } from '../network/tlsRefusal.ts';
import type { Patient } from './patient.ts';

/** What a server showed in a handshake that checks nothing. */
export interface Shown {
  /** The server's own certificate first. */
  readonly chain: readonly X509Certificate[];
  readonly protocol: string;
  readonly cipher: string;
  /** The code of what is wrong with the chain; absent when it holds. */
  readonly chainFault?: string;
}

/** No honest chain is longer. */
const longestChain = 10;

/**
 * Looks at what the server shows, whatever it is worth. Nothing is sent over such a connection.
 * @throws Refusal when no handshake comes about, or the signal's reason.
 */
export async function lookAtServer(patient: Patient, signal: AbortSignal, withName = true): Promise<Shown> {
  const {
    settings: { endpoint },
    credentials: { files, redact },
  } = patient;
  const { stream, socket } = await patient.way(signal);
  const options = tlsOptions(endpoint, files);
  const tls = connect({ ...options, ...(withName ? {} : { servername: '' }), socket: stream, rejectUnauthorized: false });
  try {
    await awaitSocket(tls, 'secureConnect', signal, (cause) => tlsRefusal(endpoint, cause, redact));
    return shownBy(tls);
  } finally {
    tls.destroy();
    stream.destroy();
    socket.destroy();
  }
}

/** What the server at the other end of an open connection has shown. */
export function shownBy(tls: TLSSocket): Shown {
  // The documents call it an error, and it is a code.
  const fault = tls.authorizationError as unknown as string | Error | null | undefined;
  return {
    chain: chainOf(tls.getPeerX509Certificate()),
    protocol: tls.getProtocol() ?? 'unknown',
    cipher: tls.getCipher().standardName,
    ...(fault === null || fault === undefined ? {} : { chainFault: String(fault) }),
  };
}

/**
 * Waits until the server has looked at the client's certificate: with TLS 1.3 it does so when the handshake is over for us.
 * @throws Refusal when the server did not like what it saw, or the signal's reason.
 */
export async function awaitAcceptance(
  tls: TLSSocket,
  { settings: { endpoint }, credentials }: Patient,
  signal: AbortSignal,
): Promise<void> {
  if (tls.getProtocol() !== 'TLSv1.3') return;
  const enough = AbortSignal.timeout(acceptanceMs);
  // A ticket for the next session is the first thing that a satisfied server sends; not every server does.
  const accepted = awaitSocket(tls, 'session', AbortSignal.any([signal, enough]), (cause) =>
    tlsRefusal(endpoint, cause, credentials.redact),
  );
  tls.resume();
  try {
    await accepted;
  } catch (error) {
    if (!enough.aborted || signal.aborted) throw error;
  }
}

const acceptanceMs = 500;

function chainOf(first: X509Certificate | undefined): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (let next = first; next !== undefined && chain.length < longestChain; next = next.issuerCertificate) {
    if (chain.at(-1)?.fingerprint256 === next.fingerprint256) break;
    chain.push(next);
  }
  return chain;
}
