import { quickstartOrg, type OrganisationHome } from './organisation.ts';
import { plainHost } from './plainHost.ts';
import { shownText } from './shownText.ts';

/** A host name taken apart. */
export type HostReading =
  /** `{org}.messaging.…`: where clients connect [D-conn, MAS, D-cert]. */
  | { readonly use: 'messaging'; readonly home: OrganisationHome | 'custom'; readonly org: string; readonly domain: string }
  /** `us.messaging.…`: the organisation comes from the client ID alone [GH iot-embeddedc#20]. */
  | { readonly use: 'regional'; readonly region: string }
  /** `{org}.internetofthings.…`: the REST interface and the dashboard, no MQTT. */
  | { readonly use: 'rest'; readonly org: string }
  /** `messaging.internetofthings.…`, `messaging.iot.…`: the organisation before it is missing. */
  | { readonly use: 'incomplete' }
  /** Any other name, address or text, such as that of a machine of one's own. */
  | { readonly use: 'other' };

/** The domain of IBM's classic service, which ended in December 2023: none of its names resolves any more. */
export const classicDomain = 'internetofthings.ibmcloud.com';

/** `{org}.messaging.internetofthings.ibmcloud.com` [D-conn]. */
export function classicHost(org: string): string {
  return `${org}.messaging.${classicDomain}`;
}

/** `quickstart.messaging.internetofthings.ibmcloud.com` [D-qs]. */
export const quickstartHost = classicHost(quickstartOrg);

/** `{org}.messaging.iot.{domain}`, with the domain of the Maximo Application Suite [MAS]. */
export function masHost(org: string, domain: string): string {
  return `${org}.messaging.iot.${domain}`;
}

/** `{org}.messaging.{domain}`, with a domain and a certificate of the customer's own [D-cert]. */
export function customHost(org: string, domain: string): string {
  return `${org}.messaging.${domain}`;
}

/** A host as it stands before a port, in a URL or a CONNECT. */
export function bracketed(host: string): string {
  const plain = plainHost(host);
  return plain.includes(':') ? `[${plain}]` : plain;
}

/** Takes a host name apart. Any text will do; upper and lower case are alike, and a final dot does not count. */
export function parseHost(host: string): HostReading {
  if (!hostName.test(host)) return { use: 'other' };
  const name = host.toLowerCase().replace(/\.$/, '');
  const labels = name.split('.');
  const [org = '', second] = labels;
  if (second === 'messaging' && labels.length > 2) return messagingHost(org, labels.slice(2));
  if (name === `messaging.${classicDomain}` || (org === 'messaging' && second === 'iot')) return { use: 'incomplete' };
  return labels.length === 4 && name === `${org}.${classicDomain}` ? { use: 'rest', org } : { use: 'other' };
}

/** What is wrong with a host to connect to by MQTT, as full sentences; `undefined` when nothing is. */
export function checkHost(host: string): string | undefined {
  if (host === '') return 'The host is empty.';
  const written = checkWriting(host);
  if (written !== undefined) return written;
  const reading = parseHost(host);
  if (reading.use === 'rest') {
    return (
      `${reading.org}.${classicDomain} is for REST and the dashboard; MQTT went to ${classicHost(reading.org)}. ` +
      'The classic service ended in December 2023, so neither resolves any more.'
    );
  }
  if (reading.use === 'incomplete') return `The organisation is missing before "messaging": org.${shownText(host)}.`;
  const isClassic =
    reading.use === 'regional' || (reading.use === 'messaging' && (reading.home === 'classic' || reading.home === 'quickstart'));
  if (!isClassic) return undefined;
  return (
    `${shownText(host)} belonged to IBM’s classic service, which ended in December 2023; the name no longer resolves. ` +
    'Use the host of your Maximo Application Suite, org.messaging.iot.domain, or the embedded platform.'
  );
}

/** Whether the host belongs to another organisation than the client ID; the platform refuses that with CONNACK 5 [PX-auth, PX-tenant]. */
export function checkHostOrg(host: string, org: string): string | undefined {
  const reading = parseHost(host);
  if (reading.use !== 'messaging' || reading.org === org.toLowerCase()) return undefined;
  return `The host belongs to the organisation ${shownText(reading.org)} and the client ID to ${shownText(org)}; the platform refuses that with CONNACK 5.`;
}

function messagingHost(org: string, domain: readonly string[]): HostReading {
  const name = domain.join('.');
  if (name === classicDomain) {
    // No organisation has fewer than five characters.
    if (/^[a-z]{2}$/.test(org)) return { use: 'regional', region: org };
    return { use: 'messaging', home: org === quickstartOrg ? 'quickstart' : 'classic', org, domain: name };
  }
  return { use: 'messaging', home: domain[0] === 'iot' && domain.length > 1 ? 'mas' : 'custom', org, domain: name };
}

/** A host is a name or an address and nothing around it. */
function checkWriting(host: string): string | undefined {
  if (hostName.test(host) || ipv6Address.test(host)) return host.length > 253 ? 'A host has at most 253 characters.' : undefined;
  return around.find(([sign]) => sign.test(host))?.[1] ?? 'A host consists of letters, digits, "-", "_" and ".", or is an address.';
}

/** Names of 1 to 63 characters with dots between them, which fits the addresses of IP version 4 as well. */
const hostName = /^[A-Za-z0-9_-]{1,63}(?:[.][A-Za-z0-9_-]{1,63})*[.]?$/;

/** Of IP version 6, with or without brackets. */
const ipv6Address = /^(?:[[][0-9A-Fa-f.:]{2,45}[\]]|(?=[^:]*:[^:]*:)[0-9A-Fa-f.:]{2,45}(?:%[A-Za-z0-9._-]+)?)$/;

/** What stands around a host, or in it, by mistake. The first that fits counts. */
const around: readonly (readonly [sign: RegExp, reason: string])[] = [
  [/^\s|\s$/, 'The host begins or ends with a space; leave it out.'],
  [/\p{Cc}/u, 'A host contains no control characters.'],
  [/\s/, 'A host contains no spaces.'],
  [/^[a-z]+:\/\//i, 'A host has no protocol before it; leave out everything up to "://".'],
  [/[/]/, 'A host has no path; leave out everything from the "/" on.'],
  [/@/, 'A host has no user name before it; leave out everything up to the "@".'],
  [/^(?:[^:]*|[[].*[\]]):[0-9]*$/, 'The port is no part of the host; write it in its own place.'],
  [/^[.]|[.]{2}/, 'A name before or between dots is empty.'],
  [/[^.]{64}/, 'A name between dots has at most 63 characters.'],
];
