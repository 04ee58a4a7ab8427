import { checkHost } from '../wiotp/hosts.ts';
import { portFault } from './portFault.ts';

/** What stands between the protocol and the host, a password with an `@` or a `/` in it included. */
const login = /^([a-z][a-z0-9+.-]*:\/\/)([^:@]*)(:.*)?@(?=[^@]*$)/i;

const parts = /^https?:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:@]*)(?::(\d*))?\/?$/i;

/** What is wrong with a proxy's URL, as full sentences that do not repeat it; `undefined` when nothing is. */
export function checkProxyUrl(url: string): string | undefined {
  if (url === '') return 'The URL of the proxy is empty.';
  if (!/^https?:\/\//i.test(url))
    return 'The URL of a proxy begins with http:// or https://; other proxies, such as SOCKS, are not supported.';
  if (withoutPassword(url) !== url)
    return 'The password is no part of the URL: leave it out. It is asked for when the connection opens, and kept in the secret store only.';
  const [, host, port] = parts.exec(url) ?? [];
  if (host === undefined) return 'The URL of a proxy is http://host:port or http://user@host:port, with nothing after it.';
  if (port === '') return 'The port of the proxy is missing after the colon.';
  const wrongHost = checkHost(host);
  if (wrongHost !== undefined) return `The host of the proxy is wrong: ${wrongHost}`;
  return port === undefined ? undefined : portFault(Number(port));
}

/** The URL without the password that stands in it, if one does. */
export function withoutPassword(url: string): string {
  const [whole, protocol = '', user = '', password] = login.exec(url) ?? [];
  return whole === undefined || password === undefined ? url : `${protocol}${user}@${url.slice(whole.length)}`;
}

/** Whether the URL of a proxy names a user, who has a password. */
export function hasProxyUser(url: string): boolean {
  return login.test(url);
}

/** The password that stands in a URL, decoded; `undefined` when none does. */
export function passwordIn(url: string): string | undefined {
  const password = login.exec(url)?.[3]?.slice(1);
  if (password === undefined) return undefined;
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
