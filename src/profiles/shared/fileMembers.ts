import { profileFields } from '../fields/profileFields.ts';
import type { ConnectionProfile } from '../profile.ts';

/** One member of an entry that says who connects or where to. */
export interface IdentityMember {
  readonly name: string;
  /** Where it stands in a profile. */
  readonly path: readonly string[];
  /** Which profiles have it; all unless told. */
  readonly of?: (profile: Pick<ConnectionProfile, 'client' | 'target'>) => boolean;
  /** Whether a profile that has it must name it. */
  readonly needed: boolean;
  readonly isFlag?: true;
}

/** Members of an entry beside `class` and `target`, which decide over these. */
export const identityMembers: readonly IdentityMember[] = [
  { name: 'name', path: ['name'], needed: true },
  { name: 'host', path: ['target', 'host'], of: ({ target }) => target.kind === 'host', needed: true },
  { name: 'host', path: ['target', 'host'], of: ({ target }) => target.kind === 'quickstart', needed: false },
  { name: 'domain', path: ['target', 'domain'], of: ({ target }) => target.kind === 'mas', needed: true },
  { name: 'org', path: ['org'], of: ({ target }) => hasOrg(target.kind), needed: true },
  { name: 'org', path: ['org'], of: ({ target }) => !hasOrg(target.kind), needed: false },
  { name: 'typeId', path: ['client', 'typeId'], of: ({ client }) => client.sender !== 'application', needed: true },
  { name: 'deviceId', path: ['client', 'deviceId'], of: ({ client }) => client.sender !== 'application', needed: true },
  { name: 'apiKey', path: ['client', 'apiKey'], of: ({ client }) => client.sender === 'application', needed: false },
  { name: 'appId', path: ['client', 'appId'], of: ({ client }) => client.sender === 'application', needed: true },
  { name: 'shared', path: ['client', 'shared'], of: ({ client }) => client.sender === 'application', needed: false, isFlag: true },
  { name: 'instanceId', path: ['client', 'instanceId'], of: ({ client }) => client.sender === 'application', needed: false },
];

/** The names of all members that an object in an entry may have; the entry itself is the empty way. */
export function knownMembers(way: readonly string[]): readonly string[] | undefined {
  const below = profileFields.filter(({ member }) => member.length > way.length && way.every((step, at) => step === member[at]));
  const names = below.map(({ member }) => member[way.length] ?? '');
  if (way.length > 0) return names.length === 0 ? undefined : [...new Set(names)];
  return [...new Set(['name', 'class', 'target', ...identityMembers.map(({ name }) => name), ...names])];
}

/** The place in an entry of what stands at a place in a profile. */
export function memberOfPath(path: readonly (string | number)[]): readonly (string | number)[] {
  const places = [
    { from: ['client', 'sender'], to: ['class'] },
    ...identityMembers.map(({ name, path: from }) => ({ from, to: [name] })),
    { from: ['target'], to: ['target'] },
    // In the file it is a text.
    { from: ['proxy', 'url'], to: ['proxy'] },
    ...profileFields.map(({ path: from, member: to }) => ({ from, to })),
  ];
  const place = places.find(({ from }) => from.every((step, at) => step === path[at]));
  return place === undefined ? path : [...place.to, ...path.slice(place.from.length)];
}

function hasOrg(kind: ConnectionProfile['target']['kind']): boolean {
  return kind === 'classic' || kind === 'mas' || kind === 'host';
}
