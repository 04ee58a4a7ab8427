import type { Secrets } from '../../profiles/secrets.ts';
import type { Endpoint } from '../../profiles/sessionSettings.ts';
import { bracketed } from '../../wiotp/hosts.ts';
import type { NetworkTarget } from './address.ts';
import type { Credentials } from './credentials.ts';
import { dial } from './dial.ts';
import { proxyAddress, type ProxyAddress } from './proxyAddress.ts';
import { answerRefusal, notAProxy, proxyRefusal } from './proxyRefusal.ts';
import { unknownHost } from './networkRefusal.ts';
import type { Way } from './openStream.ts';
import { readHead } from './readHead.ts';
import { secure } from './secure.ts';

/**
 * Has a proxy open a way to a server. The password goes to the proxy only, and only when the proxy's URL names a user.
 * @throws Refusal about the proxy, or the signal's reason. Nothing is left open then.
 */
export async function openTunnel(url: string, target: NetworkTarget, credentials: Credentials, signal: AbortSignal): Promise<Way> {
  const proxy = proxyAddress(url);
  // Whatever else stands there would become part of the request.
  if (!/^[\w.:%[\]-]+$/.test(target.host)) throw unknownHost(target);
  const { stream, socket } = await reachProxy(proxy, credentials, signal);
  try {
    stream.write(connectRequest(proxy, target, credentials.secrets));
    const head = await readHead(stream, signal);
    const answer = /^HTTP\/1\.[01] (\d{3})(?: |\r|$)/.exec(head);
    if (answer === null) throw notAProxy(proxy);
    const status = Number(answer[1]);
    if (status < 200 || status > 299) throw answerRefusal(proxy, target, status, credentials.redact(head));
    return { stream, socket };
  } catch (error) {
    stream.destroy();
    socket.destroy();
    signal.throwIfAborted();
    throw proxyRefusal(proxy, error as Error);
  }
}

/**
 * Connects to the proxy itself, with TLS where its URL says so. That is always checked in full; the authorities of the CA file
 * are trusted besides, since a company's own has often signed both.
 */
export async function reachProxy(proxy: ProxyAddress, credentials: Credentials, signal: AbortSignal): Promise<Way> {
  try {
    const socket = await dial(proxy, signal);
    if (!proxy.secure) return { stream: socket, socket };
    const { authorities } = credentials.files;
    const stream = await secure(socket, proxyEndpoint(proxy, authorities?.join('')), { ...credentials, files: {} }, signal);
    return { stream, socket };
  } catch (error) {
    signal.throwIfAborted();
    throw proxyRefusal(proxy, error as Error);
  }
}

function proxyEndpoint({ host, port }: ProxyAddress, ca: string | undefined): Endpoint {
  const tls = { verifyChain: true, verifyHost: true, ...(ca === undefined ? {} : { ca }) };
  return { transport: 'tls', host, port, path: '', tls };
}

function connectRequest(proxy: ProxyAddress, { host, port }: NetworkTarget, { proxyPassword }: Secrets): string {
  const place = `${bracketed(host)}:${port}`;
  const lines = [`CONNECT ${place} HTTP/1.1`, `Host: ${place}`];
  if (proxy.user !== undefined) {
    const login = Buffer.from(`${proxy.user}:${proxyPassword ?? proxy.password ?? ''}`).toString('base64');
    lines.push(`Proxy-Authorization: Basic ${login}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}
