import type { Path } from '../../lint/finding.ts';
import type { ConnectionProfile } from '../profile.ts';

/** `error`: it cannot be connected like this; `warning`: it can, but that is insecure, pointless, or not what is meant. */
export type FaultSeverity = 'error' | 'warning';

/** What a rule has found at its member, as full sentences. */
export interface FaultFound {
  readonly message: string;
  /** Where it is inside the member. */
  readonly below?: Path;
  /** What was most likely meant in its place. */
  readonly nearest?: string;
}

/** One rule about one member of a profile. */
export interface ProfileRule {
  readonly path: readonly string[];
  readonly severity: FaultSeverity;
  readonly check: (profile: ConnectionProfile) => string | FaultFound | readonly FaultFound[] | undefined;
}

/** A rule without which a profile cannot be connected; `path` with dots. */
export function error(path: string, check: ProfileRule['check']): ProfileRule {
  return { path: path.split('.'), severity: 'error', check };
}

/** A rule whose breach is said and nothing more; `path` with dots. */
export function warning(path: string, check: ProfileRule['check']): ProfileRule {
  return { path: path.split('.'), severity: 'warning', check };
}
