import { classicDomain, checkHost, masHost, parseHost } from '../../wiotp/hosts.ts';
import { shownText } from '../../wiotp/shownText.ts';

/**
 * Rules for texts of a profile that stand for themselves. Every check returns what is wrong as full sentences, or `undefined` when
 * nothing is.
 */

const longestName = 100;

/** The name of a profile, which is for people. */
export function checkProfileName(name: string): string | undefined {
  if (name.trim() === '') return 'The name is empty.';
  if (name !== name.trim()) return 'The name begins or ends with a space; leave it out.';
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)) return 'A name contains no control characters and no line breaks.';
  return name.length > longestName ? `The name has ${name.length} characters; ${longestName} are allowed.` : undefined;
}

/** The domain of a Maximo Application Suite: what stands after `{workspace}.messaging.iot.` [MAS]. */
export function checkMasDomain(domain: string): string | undefined {
  if (domain === '') return 'The domain is empty. It is what stands in the address of the suite after its name, such as mas.example.com.';
  const reading = parseHost(domain);
  if (reading.use === 'messaging' && reading.home === 'mas') {
    const bare = reading.domain.replace(/^iot\./, '');
    return `This is the whole host name of the workspace ${shownText(reading.org)}; the domain is "${shownText(bare)}".`;
  }
  if (domain.toLowerCase().startsWith('iot.'))
    return `Leave "iot." out: the host name becomes workspace.messaging.iot.domain, so the domain is "${shownText(domain.slice(4))}".`;
  if (domain.toLowerCase() === classicDomain)
    return 'This is the domain of IBM’s classic service, which ended in December 2023. Choose the classic organisation as the target instead.';
  if (!domain.includes('.')) return 'A domain consists of several names with dots between them, such as mas.example.com.';
  return checkHost(masHost('org', domain));
}

/** The path of a WebSocket. */
export function checkPath(path: string): string | undefined {
  if (!path.startsWith('/')) return 'The path of a WebSocket begins with "/"; usual is /mqtt.';
  return /[^\x21-\x7e]|#/.test(path)
    ? 'A path contains no spaces, no "#" and no letters beyond ASCII; write those as %20 and so on.'
    : undefined;
}

/** The name that TLS asks a server for, which TLS has for names only. */
export function checkServerName(name: string): string | undefined {
  if (/^[\d.]+$/.test(name) || name.includes(':'))
    return 'A server name is no address: TLS asks for names only. Leave it out, and the certificate is compared with the address.';
  const reading = parseHost(name);
  // Names of the classic service are no mistake here: certificates of private copies have them.
  return reading.use === 'other' || name === '' ? checkHost(name)?.replace(/^The host/, 'The server name') : undefined;
}

/** The path of a file. */
export function checkFile(file: string): string | undefined {
  if (file.trim() === '') return 'The path of the file is empty.';
  return /\p{Cc}/u.test(file) ? 'The path of a file contains no control characters.' : undefined;
}
