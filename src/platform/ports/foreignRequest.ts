import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../../wiotp/loopback.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import { normalHostName } from '../certificates/hostNames.ts';
import { breach } from '../mqtt/breach.ts';

const namesAdvice = 'Use an address that the platform listens on, or add the name to wiotp.platform.certificateNames.';
const pageAdvice = 'Web pages may use the platform only when they come from this machine by one of its own names.';

/**
 * Why a request is not answered: it names another host, or a web page from elsewhere sent it. Somebody's page could
 * otherwise reach the platform through the browser, by giving its own name our address. `isOurs` knows the platform's
 * names and addresses besides those of loopback and the one that the request came to.
 */
export function foreignRequest({ headers, socket }: IncomingMessage, isOurs: (host: string) => boolean): Refusal | undefined {
  const own = (host: string): boolean => isLoopback(host) || host === normalHostName(socket.localAddress ?? '') || isOurs(host);
  const { host, origin } = headers;
  if (host !== undefined && !own(hostOf(host))) {
    return breach(180, `The HTTP request is for the host ${shown(host)}, which is none of the platform's names.`, namesAdvice);
  }
  if (origin !== undefined && !own(originHost(origin))) {
    return breach(180, `The HTTP request comes from a page of ${shown(origin)}.`, pageAdvice);
  }
  return undefined;
}

/** The host in a Host header; empty when there is none. */
function hostOf(header: string): string {
  return /[\s@/\\?#]/.test(header) ? '' : hostOfUrl(`http://${header}`);
}

function originHost(origin: string): string {
  return /^https?:\/\//.test(origin) ? hostOfUrl(origin) : '';
}

function hostOfUrl(url: string): string {
  return URL.canParse(url) ? normalHostName(new URL(url).hostname.replace(/^\[(.*)\]$/, '$1')) : '';
}

/** What a stranger sent, short enough for a message. */
function shown(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
