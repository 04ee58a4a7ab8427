import { isLoopback } from '../../wiotp/loopback.ts';

/**
 * The address of a platform elsewhere, in the one form in which it is kept: `https://bench.local:8883`. For a text that is
 * none, the reason as a sentence.
 */
export function readRemoteUrl(text: string): { readonly url: string } | { readonly refused: string } {
  const given = text.trim();
  const parsed = URL.parse(given.includes('://') ? given : `https://${given}`);
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.hostname === '')
    return { refused: 'Give the address that the platform printed, such as https://192.168.1.10:8883.' };
  if (parsed.username !== '' || parsed.password !== '') return { refused: 'The key is asked for next; it is no part of the address.' };
  if (parsed.pathname !== '/' || parsed.search !== '' || parsed.hash !== '')
    return { refused: 'Leave out what stands behind the port: the address is a host and a port.' };
  if (parsed.protocol === 'http:' && !isLoopback(parsed.hostname))
    return { refused: 'Over http:// the key would cross the network in plain text; use https:// and the port with TLS.' };
  return { url: parsed.origin };
}
