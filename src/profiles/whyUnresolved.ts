import type { ConnectionProfile } from './profile.ts';
import { isEmbedded, listenerOf } from './resolveProfile.ts';
import type { Surroundings } from './surroundings.ts';
import { isSecure } from './transportOf.ts';

/** Why `resolveProfile` gives nothing. */
export interface Unresolved {
  readonly cause: 'stopped' | 'noQuickstart' | 'noTls' | 'noPlain';
  /** What is missing, and what to do about it, as full sentences. */
  readonly message: string;
}

/** Says why a profile leads nowhere now; `undefined` when it leads somewhere. */
export function whyUnresolved(profile: ConnectionProfile, where: Surroundings): Unresolved | undefined {
  if (!isEmbedded(profile) || listenerOf(profile, where) !== undefined) return undefined;
  const { target, transport } = profile;
  if (where.platform === undefined) return { cause: 'stopped', message: 'The embedded platform does not run. Start it first.' };
  if (target.kind === 'quickstart' && isSecure(transport))
    return { cause: 'noTls', message: 'Quickstart has no TLS. Choose a transport without it.' };
  if (target.kind === 'quickstart')
    return { cause: 'noQuickstart', message: 'The embedded platform has not opened Quickstart. Open it first.' };
  return isSecure(transport)
    ? {
        cause: 'noTls',
        message: 'The embedded platform listens without TLS only. Choose a transport without TLS, or start the platform with it.',
      }
    : { cause: 'noPlain', message: 'The embedded platform listens with TLS only. Choose TLS as the transport.' };
}
