import { isLoopback } from '../wiotp/loopback.ts';
import type { ConnectionProfile } from './profile.ts';
import { isEmbedded } from './resolveProfile.ts';
import { isSecure } from './transportOf.ts';

/** Something that makes a connection insecure. */
export interface Insecurity {
  /** The member of the profile that makes it so. */
  readonly path: readonly string[];
  /** What it means, as full sentences. */
  readonly message: string;
}

/**
 * Everything that makes a connection insecure; nothing for one that is as secure as it can be. On the embedded platform a plain
 * connection counts only where the platform is known to be on another machine.
 */
export function insecurities(profile: ConnectionProfile, platformHost?: string): readonly Insecurity[] {
  const { transport, tls } = profile;
  const found: Insecurity[] = [];
  if (!isSecure(transport)) {
    const host = hostInClear(profile, platformHost);
    if (host !== undefined) found.push({ path: ['transport'], message: tokenInClear });
    return found;
  }
  if (!tls.verifyChain) found.push({ path: ['tls', 'verifyChain'], message: anybody });
  if (!tls.verifyHost) found.push({ path: ['tls', 'verifyHost'], message: anyTrusted });
  return found;
}

/**
 * Everything about a profile that came with a folder that whoever connects it for the first time has to know: what makes it insecure,
 * and that firmware images are really fetched from addresses that come over the wire.
 */
export function sharedRisks(profile: ConnectionProfile, platformHost?: string): readonly Insecurity[] {
  const { client, target, management } = profile;
  const isManaged = client.sender !== 'application' && target.kind !== 'quickstart';
  if (!isManaged || !management.download.real) return insecurities(profile, platformHost);
  const message = management.answers['dm.firmwareDownload'] === 'ask' ? fetchedWhenAsked : fetchedUnasked;
  return [...insecurities(profile, platformHost), { path: ['management', 'download', 'real'], message }];
}

/** Whether a connection is insecure, for the mark that says so. */
export function isInsecure(profile: ConnectionProfile, platformHost?: string): boolean {
  return insecurities(profile, platformHost).length > 0;
}

/** The other machine to which a secret goes that everybody on the way can read. */
function hostInClear(profile: ConnectionProfile, platformHost: string | undefined): string | undefined {
  const { target } = profile;
  // Nothing is secret there.
  if (target.kind === 'quickstart') return undefined;
  const host = isEmbedded(profile) ? platformHost : target.kind === 'host' ? target.host : target.kind;
  return host === undefined || isLoopback(host) ? undefined : host;
}

const tokenInClear =
  'The token and every message cross the network without encryption: everybody on the way can read and change them. Use TLS.';

const fetchedUnasked =
  'Firmware images are really fetched, from wherever a request says and without a question: whoever may send requests reaches what this ' +
  'computer reaches.';

const fetchedWhenAsked =
  'Firmware images are really fetched when a request is accepted, from wherever it says: whoever may send requests reaches what this ' +
  'computer reaches.';

const anybody =
  'The certificate of the server is not verified: anybody on the way can pose as the server and read the token. ' +
  'Name the file of the authority that signed it instead.';

const anyTrusted =
  'The name in the certificate is not compared: anybody with a certificate of a trusted authority can pose as the server and read the token. ' +
  'Give the name that stands in the certificate as the server name instead.';
