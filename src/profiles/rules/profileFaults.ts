import type { Path } from '../../lint/finding.ts';
import type { ConnectionProfile } from '../profile.ts';
import { identityRules } from './identityRules.ts';
import { managementRules } from './managementRules.ts';
import type { FaultFound, FaultSeverity, ProfileRule } from './profileRule.ts';
import { sessionRules } from './sessionRules.ts';
import { subscriptionRules } from './subscriptionRules.ts';
import { targetRules } from './targetRules.ts';
import { tlsRules } from './tlsRules.ts';

/** Something that is wrong with a profile. */
export interface ProfileFault {
  /** The way to the member that is wrong, in a {@link ConnectionProfile}. */
  readonly path: Path;
  readonly severity: FaultSeverity;
  /** What is wrong, what comes of it, and how to put it right, as full sentences. */
  readonly message: string;
  /** What was most likely meant in place of the member's value, or of its name in `deviceInfo`. */
  readonly nearest?: string;
}

/** Every rule about profiles. */
const profileRules: readonly ProfileRule[] = [
  ...identityRules,
  ...targetRules,
  ...tlsRules,
  ...sessionRules,
  ...subscriptionRules,
  ...managementRules,
];

/** Everything that is wrong with a profile, member by member; errors keep it from being connected. */
export function profileFaults(profile: ConnectionProfile): readonly ProfileFault[] {
  return profileRules.flatMap((rule) => faultsOf(rule, profile));
}

/**
 * What is wrong with one member of a profile, or with something in it: the first error, as full sentences. For an input that is
 * checked as one types: `faultAt({ ...draft, org: text }, 'org')`.
 */
export function faultAt(profile: ConnectionProfile, ...path: readonly string[]): string | undefined {
  for (const rule of profileRules) {
    if (rule.severity !== 'error' || !path.every((step, at) => rule.path[at] === step)) continue;
    const [fault] = faultsOf(rule, profile);
    if (fault !== undefined) return fault.message;
  }
  return undefined;
}

function faultsOf({ path, severity, check }: ProfileRule, profile: ConnectionProfile): readonly ProfileFault[] {
  const found = check(profile);
  if (found === undefined) return [];
  const all: readonly FaultFound[] = typeof found === 'string' ? [{ message: found }] : 'message' in found ? [found] : found;
  return all.map(({ below = [], ...fault }) => ({ path: [...path, ...below], severity, ...fault }));
}
