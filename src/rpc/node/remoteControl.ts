import type { X509Certificate } from 'node:crypto';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { Refusal } from '../../wiotp/refusal.ts';
import type { RemoteControl } from '../engineContract.ts';
import { encodeFrame } from './frameCodec.ts';
import { isLoopback } from '../../wiotp/loopback.ts';
import { certificateFingerprint, splitRemoteKey, type RemoteKey } from './remoteKey.ts';
import { SocketWire } from './socketWire.ts';

/** The protocol that an HTTP connection is upgraded to. */
export const controlProtocol = 'wiotp-control';

/** Code of a refusal for which the key is to blame: whoever is there does not take it, or is not whom it is for. */
export const keyRefused = 401;

/** How long a platform elsewhere may take to let somebody in, in milliseconds. */
const dialMs = 15_000;

/**
 * Connects to a platform elsewhere: upgrades an HTTP connection, makes sure that the other end is the platform that the key is
 * for, and only then shows the secret.
 * @throws Refusal which says what is wrong: address, key, certificate, or who answers.
 */
export async function dialRemote({ url, key }: RemoteControl): Promise<SocketWire> {
  const address = readAddress(url);
  const parts = splitRemoteKey(key);
  if (parts === undefined)
    throw refusal('The key is not complete.', 'Copy it again, from the first character to the last.', { code: keyRefused });
  const socket = await upgrade(address);
  try {
    expectPlatform(socket, address, parts);
    socket.write(encodeFrame({ key: parts.secret }));
    await admission(socket, address);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return new SocketWire(socket);
}

function readAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw refusal('The address of a platform is https://host:port.', 'Copy what wiotp platform --attach shows.');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw refusal(
      `${url.host} would be steered over a connection that everybody on the way can read.`,
      'Use the https:// address of the platform; http:// is for this machine only.',
    );
  }
  return url;
}

function upgrade(url: URL): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const headers = { connection: 'Upgrade', upgrade: controlProtocol };
    const options = { headers, agent: false, timeout: dialMs } as const;
    // Nobody signed the platform's certificate but the platform itself; `expectPlatform` looks at it instead.
    const request: ClientRequest =
      url.protocol === 'https:' ? httpsRequest(url, { ...options, rejectUnauthorized: false }) : httpRequest(url, options);
    const failed = (what: string, advice: string, cause?: Error): void => {
      request.destroy();
      reject(refusal(what, advice, { cause }));
    };
    // What speaks no TLS answers its first bytes with others, or not at all and hangs up.
    let isSecured = false;
    request.once('socket', (socket) => socket.once('secureConnect', () => (isSecured = true)));
    request.once('upgrade', (_: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (head.length > 0) socket.unshift(head);
      // What breaks before a wire listens ends the connection without harm; the request's time limit was for the answer only.
      socket.on('error', () => socket.destroy());
      if (socket instanceof Socket) socket.setTimeout(0);
      resolve(socket);
    });
    request.once('response', ({ statusCode }) => {
      failed(`${url.host} answers, but not as a platform that can be attached to (HTTP ${statusCode ?? 0}).`, startWithAttach);
    });
    request.once('timeout', () => failed(`${url.host} did not answer within ${dialMs / 1000} s.`, reachable));
    request.once('error', (error) => {
      const { code } = error as NodeJS.ErrnoException;
      const beforeTls = url.protocol === 'https:' && !isSecured;
      if (code === 'ECONNRESET' && !beforeTls) failed(`${url.host} closed the connection.`, startWithAttach, error);
      else if (code === 'ECONNRESET' || error.message.includes('SSL') || code === 'EPROTO')
        failed(`${url.host} does not speak TLS there.`, 'Compare the port with what wiotp platform --attach shows.', error);
      else failed(`${url.host} cannot be reached (${error.message}).`, reachable, error);
    });
    request.end();
  });
}

/** Plain HTTP never leaves this machine, and has no certificate. */
function expectPlatform(socket: Duplex, { host }: URL, { fingerprint }: RemoteKey): void {
  if (!(socket instanceof TLSSocket)) return;
  const certificate = socket.getPeerX509Certificate();
  const authority = certificate?.issuerCertificate;
  if (certificate !== undefined && authority !== undefined && signed(certificate, authority, fingerprint)) return;
  throw refusal(
    `${host} is not the platform that the key is for: another authority signed its certificate.`,
    'Copy address and key again from that platform. If they are the same, somebody else answers at this address.',
    { code: keyRefused },
  );
}

/** Whose name is in a certificate proves nothing; only the signature does. */
function signed(certificate: X509Certificate, authority: X509Certificate, fingerprint: string): boolean {
  return (
    certificateFingerprint(authority.raw) === fingerprint && certificate.checkIssued(authority) && certificate.verify(authority.publicKey)
  );
}

/** The platform answers the right key with a frame, and any other by closing the connection. */
function admission(socket: Duplex, { host }: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(refusal(`${host} did not answer within ${dialMs / 1000} s.`, reachable)), dialMs);
    const heard = (bytes: Buffer): void => {
      socket.pause();
      socket.unshift(bytes);
      finish();
    };
    const closed = (): void =>
      finish(
        refusal(`${host} does not take the key.`, 'The platform makes a new key whenever it starts with --attach: copy it again.', {
          code: keyRefused,
        }),
      );
    const finish = (failure?: Refusal): void => {
      clearTimeout(timer);
      socket.off('data', heard).off('close', closed).off('end', closed);
      if (failure === undefined) resolve();
      else reject(failure);
    };
    socket.on('data', heard).on('close', closed).on('end', closed);
  });
}

const startWithAttach = 'Start the platform there with wiotp platform --attach, and copy the address and the key that it shows.';
const reachable = 'Check the address, that the platform runs there with --host, and that no firewall is in between.';

function refusal(message: string, advice: string, { code, cause }: { readonly code?: number; readonly cause?: unknown } = {}): Refusal {
  const rule = 'only the right platform is steered, by who has its key';
  return new Refusal(message, { rule, advice, ...(code === undefined ? {} : { code }) }, { cause });
}
