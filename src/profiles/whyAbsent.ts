import type { ConnectionProfile } from './profile.ts';

/** Why a Quickstart profile has only a device type and a device ID, in one line [D-qs]; `undefined` for other targets. */
export function whyAbsent({ target }: Pick<ConnectionProfile, 'target'>): string | undefined {
  if (target.kind !== 'quickstart') return undefined;
  return 'Quickstart registers nobody and confirms nothing: there is no token, no TLS, no kept session, nothing to subscribe to for a device, and only QoS 0.';
}
