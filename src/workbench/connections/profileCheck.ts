import type { ConnectionProfile } from '../../profiles/profile.ts';
import { faultAt, profileFaults } from '../../profiles/rules/profileFaults.ts';

/** Why members of a profile cannot be as they are, as full sentences; `undefined` when they can. Paths with dots. */
export function errorAt(profile: ConnectionProfile, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const fault = faultAt(profile, ...path.split('.'));
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** What should be said about a profile although it can be connected. */
export function warningsOf(profile: ConnectionProfile): readonly string[] {
  return profileFaults(profile).flatMap(({ severity, message }) => (severity === 'warning' ? [message] : []));
}

/** Why a profile cannot be connected before it is changed. An application without an API key is not wrong: it is asked for. */
export function whyUnfit(profile: ConnectionProfile): string | undefined {
  const { client } = profile;
  const isIncomplete = client.sender === 'application' && client.apiKey === '';
  const errors = profileFaults(profile).filter(({ severity }) => severity === 'error');
  return errors.find(({ path }) => !isIncomplete || path.join('.') !== 'client.apiKey')?.message;
}

/** The first reason why a profile cannot be connected. */
export function firstError(profile: ConnectionProfile): string | undefined {
  return profileFaults(profile).find(({ severity }) => severity === 'error')?.message;
}
