import { isObject, member } from '../lint/json.ts';
import { profileFields, valueIn, withValue } from './fields/profileFields.ts';
import { readClient, readTarget } from './fields/identity.ts';
import { newProfile } from './newProfile.ts';
import type { ConnectionProfile } from './profile.ts';

/**
 * Reads a profile as it was kept, by this version or by an earlier one, or as anybody may have changed it. What is missing, or
 * cannot be used and decides neither where the connection goes nor whom it trusts, gets its usual value; members that nobody
 * knows are left out, and so is everything that looks like a secret. Otherwise the reason why it is no profile, as full sentences.
 */
export function readProfile(kept: unknown): ConnectionProfile | string {
  const current = ofFirstVersion(kept) ?? kept;
  const [id, name, org, demo] = ['id', 'name', 'org', 'demo'].map((name) => member(current, name));
  if (typeof id !== 'string' || id === '') return 'It is no connection: it has no ID.';
  const client = readClient(member(current, 'client'));
  if (typeof client === 'string') return client;
  const target = readTarget(member(current, 'target'));
  if (typeof target === 'string') return target;
  if (org !== undefined && typeof org !== 'string') return 'Its organisation is no text.';
  const usual = newProfile({ id, name: typeof name === 'string' ? name : id, client, target, org: org ?? '' });
  let profile: unknown = { ...usual, demo: demo === true };
  for (const { path, shape, decisive } of profileFields) {
    const value = valueIn(current, path);
    if (value === undefined) continue;
    const read = shape.read(value);
    if (read === undefined && decisive) return `Its ${path.join('.')} cannot be used: it must be ${shape.expected}.`;
    if (read !== undefined) profile = withValue(profile, path, read);
  }
  // The table has a shape for every member.
  return profile as ConnectionProfile;
}

/** A profile of the first version, which knew devices and plain TCP only, in the words of this one. */
function ofFirstVersion(kept: unknown): unknown {
  if (!isObject(kept) || member(kept, 'client') !== undefined || member(kept, 'typeId') === undefined) return undefined;
  const { id, name, target, org, typeId, deviceId, cleanSession, keepAliveSeconds, managed, lifetimeSeconds, demo } = kept;
  return {
    id,
    name,
    client: { sender: 'device', typeId, deviceId },
    target,
    org,
    transport: 'tcp',
    proxy: { kind: 'none' },
    port: member(target, 'port'),
    cleanSession,
    keepAliveSeconds,
    management: { automatic: managed, lifetimeSeconds },
    demo,
  };
}
