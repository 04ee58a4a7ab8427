import { plainHost } from '../../wiotp/plainHost.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { NetworkTarget } from './address.ts';

/** A proxy taken apart. */
export interface ProxyAddress extends NetworkTarget {
  /** Whether the proxy itself speaks TLS. */
  readonly secure: boolean;
  readonly user?: string;
  /** Only of a URL that has one in it, as VS Code's setting may. */
  readonly password?: string;
}

/**
 * Takes the URL of a proxy apart.
 * @throws Refusal for one that cannot be used; it does not repeat the URL, in which a password may stand.
 */
export function proxyAddress(url: string): ProxyAddress {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.hostname === '') throw unusable('The address of the proxy is no URL.');
  const { protocol, hostname, port, username, password } = parsed;
  if (protocol !== 'http:' && protocol !== 'https:') throw unusable(`A proxy of the kind ${protocol}// cannot be used.`);
  const secure = protocol === 'https:';
  return {
    host: plainHost(hostname),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    secure,
    ...(username === '' ? {} : { user: decoded(username) }),
    ...(password === '' ? {} : { password: decoded(password) }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function unusable(message: string): Refusal {
  return new Refusal(message, {
    rule: 'MQTT goes through a proxy by HTTP CONNECT',
    advice: 'Write it as http://host:port or https://host:port, with user@ before the host where the proxy asks for one.',
  });
}
