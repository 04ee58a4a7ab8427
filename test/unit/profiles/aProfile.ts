import { newProfile } from '../../../src/profiles/newProfile.ts';
import type { ConnectionProfile, ProfileClient, Target } from '../../../src/profiles/profile.ts';

type Board = Extract<ProfileClient, { readonly typeId: string }>;
type Application = Extract<ProfileClient, { readonly appId: string }>;

export const device: Board = { sender: 'device', typeId: 'thermostat', deviceId: 't-1' };
export const gateway: Board = { sender: 'gateway', typeId: 'hub', deviceId: 'h-1' };
export const application: Application = { sender: 'application', apiKey: 'a-abc123-k1', appId: 'watcher', shared: false };
export const sharedApplication: Application = { ...application, shared: true };

export const embedded: Target = { kind: 'embedded' };
export const classic: Target = { kind: 'classic' };
export const mas: Target = { kind: 'mas', domain: 'mas.example.com' };
export const host: Target = { kind: 'host', host: 'broker.example.com' };
export const quickstart: Target = { kind: 'quickstart' };

/** A profile that nothing is wrong with, but for what is given: the device `thermostat:t-1` of `abc123` on a host with TLS. */
export function aProfile(members: Partial<ConnectionProfile> = {}): ConnectionProfile {
  const { client = device, target = host } = members;
  const org = target.kind === 'embedded' || target.kind === 'quickstart' ? '' : 'abc123';
  const profile = newProfile({ id: 'one', name: 'One', client, target, org, ...members });
  return { ...profile, ...(target.kind === 'host' ? { transport: 'tls' } : {}), ...members };
}
