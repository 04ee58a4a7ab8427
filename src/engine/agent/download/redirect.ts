import { imageUrl, type UrlFault } from './imageUrl.ts';

/** Statuses that send a GET elsewhere. */
const redirecting: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Where an answer sends the download on to; `undefined` for one that does not. The target is checked as the first address was, must
 * not leave TLS, and gets no credentials.
 */
export function redirectTarget(status: number, location: string | undefined, from: URL): URL | UrlFault | undefined {
  if (!redirecting.has(status)) return undefined;
  if (location === undefined || !URL.canParse(location, from.href)) return { fault: 'The server redirected to no address.' };
  const target = imageUrl(new URL(location, from.href).href);
  if (!(target instanceof URL)) return target;
  if (from.protocol === 'https:' && target.protocol === 'http:') return { fault: 'The server redirected from https to http.' };
  target.username = '';
  target.password = '';
  return target;
}
