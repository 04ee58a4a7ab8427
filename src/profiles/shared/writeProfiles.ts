import { profileFields, valueIn, withValue } from '../fields/profileFields.ts';
import { newProfile } from '../newProfile.ts';
import type { ConnectionProfile } from '../profile.ts';
import { identityMembers } from './fileMembers.ts';
import { isSame } from './isSame.ts';

/** An entry of a profiles file. */
export type ProfileEntry = Readonly<Record<string, unknown>>;

/** The name of the file in which connections are exported. */
export const exportedFileName = 'wiotp-connections.json';

/** A profile as an entry of a profiles file: what differs from the usual values, and never a secret. */
export function profileEntry(profile: ConnectionProfile): ProfileEntry {
  const usual = newProfile(profile);
  let entry: unknown = { name: profile.name, class: profile.client.sender, target: profile.target.kind };
  for (const { name, path, needed, of = () => true } of identityMembers) {
    const value = valueIn(profile, path);
    // What is not needed is empty or off when it is left out; an address that is empty says something.
    const says = needed || (path[0] === 'target' ? value !== undefined : value !== '' && value !== false && value !== undefined);
    if (of(profile) && says) entry = withValue(entry, [name], value);
  }
  for (const { path, member, shape, inFile } of profileFields) {
    const value = valueIn(profile, path);
    if (value === undefined || isSame(value, valueIn(usual, path))) continue;
    // Reading leaves secrets out.
    entry = withValue(entry, member, inFile === undefined ? shape.read(value) : inFile.write(value));
  }
  return entry as ProfileEntry;
}

/** The text of a profiles file with these profiles, in their order. */
export function writeProfiles(profiles: readonly ConnectionProfile[]): string {
  return `${JSON.stringify({ profiles: profiles.map(profileEntry) }, undefined, 2)}\n`;
}
