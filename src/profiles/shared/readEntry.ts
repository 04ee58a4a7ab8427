import { isObject, member } from '../../lint/json.ts';
import { answeredKinds } from '../../replies/answerMode.ts';
import { clientClasses, readClient, readTarget, targetKinds } from '../fields/identity.ts';
import { profileFields, valueIn, withValue } from '../fields/profileFields.ts';
import { newProfile } from '../newProfile.ts';
import type { ConnectionProfile, ProfileClient, Target } from '../profile.ts';
import { profileFaults } from '../rules/profileFaults.ts';
import { passwordIn } from '../proxyUrl.ts';
import type { FileFault } from './fileFault.ts';
import { identityMembers, knownMembers, memberOfPath } from './fileMembers.ts';
import { unknownMembers } from './unknownMembers.ts';

/** What an entry of a profiles file comes to; paths begin in the entry. */
export interface ReadEntry {
  /** Absent when it cannot be told what the entry is. */
  readonly profile?: ConnectionProfile;
  readonly faults: readonly FileFault[];
}

/** What people write stays far below, with all the subscriptions that the platform allows. */
const mostValues = 2000;

/**
 * Reads one entry; where it need not be `thorough`, unknown members and broken rules are not told. Secrets in it are not looked for
 * here, but none gets into the profile.
 */
export function readEntry(entry: unknown, folder: string, thorough = true): ReadEntry {
  if (!isObject(entry)) return { faults: [wrong([], 'A profile is an object with at least "name", "class" and "target".')] };
  if (hasMoreValues(entry, mostValues))
    return { faults: [wrong([], `A profile has at most ${mostValues} values in all; this one has more and is not read.`)] };
  const unknown = thorough ? unknownInEntry(entry) : [];
  const identity = readIdentity(entry);
  if (!('profile' in identity)) return { faults: [...unknown, ...identity.faults] };
  const { name, ...identified } = identity.profile;
  const faults: FileFault[] = [...identity.faults];
  let profile: unknown = newProfile({ id: `shared:${folder}#${name}`, name, ...identified });
  for (const { path, member: place, shape, inFile } of profileFields) {
    const value = valueIn(entry, place);
    if (value === undefined) continue;
    const { read, expected } = inFile?.shape ?? shape;
    const found = read(value);
    if (found === undefined) faults.push(wrong(place, `"${place.join('.')}" must be ${expected}.`));
    else profile = withValue(profile, path, found);
  }
  const proxy = member(entry, 'proxy');
  if (typeof proxy === 'string' && passwordIn(proxy) !== undefined)
    faults.push({ kind: 'secret', path: ['proxy'], severity: 'error', message: passwordFault });
  // A wrong value must not be taken for a usual one: it may decide where a token goes.
  if (faults.length > 0) return { faults: [...unknown, ...faults] };
  // The table has a shape for every member.
  const read = profile as ConnectionProfile;
  const broken = (thorough ? profileFaults(read) : []).map((fault) => ({
    ...fault,
    kind: 'profile' as const,
    path: pathIn(entry, memberOfPath(fault.path)),
  }));
  return { profile: read, faults: [...unknown, ...broken] };
}

type Identified = Pick<ConnectionProfile, 'name' | 'client' | 'target' | 'org'>;

function readIdentity(
  entry: Readonly<Record<string, unknown>>,
): { readonly profile: Identified; readonly faults: readonly FileFault[] } | ReadEntry {
  const faults = [choiceFault(entry, 'class', clientClasses), choiceFault(entry, 'target', targetKinds)].filter(
    (fault) => fault !== undefined,
  );
  if (faults.length > 0) return { faults };
  const given = { ...entry, sender: entry['class'] };
  const target = { ...entry, kind: entry['target'] };
  // Members that are missing or wrong are told one by one below; until then, nothing stands in for them.
  const guess = { client: { sender: given.sender } as ProfileClient, target: { kind: target.kind } as Target };
  for (const { name, of = () => true, needed, isFlag } of identityMembers) {
    const value = entry[name];
    const expected = isFlag === true ? 'true or false' : 'text';
    if (!of(guess)) continue;
    if (value === undefined && needed) faults.push(wrong([], `"${name}" is missing.`));
    else if (value !== undefined && typeof value !== (isFlag === true ? 'boolean' : 'string'))
      faults.push(wrong([name], `"${name}" must be ${expected}.`));
  }
  const [client, place] = [readClient(given), readTarget(target)];
  if (faults.length > 0 || typeof client === 'string' || typeof place === 'string') return { faults };
  const [name = '', org = ''] = [entry['name'], entry['org']].map((value) => (typeof value === 'string' ? value : undefined));
  return { profile: { name, client, target: place, org }, faults };
}

function choiceFault(entry: Readonly<Record<string, unknown>>, name: string, choices: readonly string[]): FileFault | undefined {
  const value = entry[name];
  const listed = choices.map((choice) => `"${choice}"`).join(', ');
  if (value === undefined) return wrong([], `"${name}" is missing: one of ${listed}.`);
  return choices.some((choice) => choice === value) ? undefined : wrong([name], `"${name}" must be one of ${listed}.`);
}

/** Members that nobody knows, in the entry and in the objects in it whose members are fixed. */
function unknownInEntry(entry: Readonly<Record<string, unknown>>): readonly FileFault[] {
  const objects = [[], ['tls'], ['manage'], ['manage', 'download']];
  const subscriptions = Array.isArray(entry['subscriptions']) ? entry['subscriptions'] : [];
  return [
    ...objects.flatMap((way) => unknownMembers(valueIn(entry, way), knownMembers(way) ?? [], way)),
    ...unknownMembers(entry['will'], ['topic', 'payload', 'qos'], ['will']),
    ...unknownMembers(valueIn(entry, ['manage', 'answers']), answeredKinds, ['manage', 'answers']),
    ...subscriptions.flatMap((subscription, at) => unknownMembers(subscription, ['filter', 'qos'], ['subscriptions', at])),
  ];
}

/** Whether there are more values than so many in a value, itself not counted, at any depth. */
function hasMoreValues(value: unknown, most: number): boolean {
  const open: unknown[] = [value];
  let count = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const inside = typeof next === 'object' && next !== null ? Object.values(next) : [];
    count += inside.length;
    if (count > most) return true;
    open.push(...inside);
  }
  return false;
}

/** The way to a member as far as it is there. */
function pathIn(entry: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let value = entry;
  for (const [at, step] of path.entries()) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return path.slice(0, at);
    value = Reflect.get(value, step);
  }
  return path;
}

function wrong(path: FileFault['path'], message: string): FileFault {
  return { kind: 'shape', path, severity: 'error', message };
}

const passwordFault =
  'A password stands in the URL of the proxy. A profiles file is for everybody who has the folder: take the password out. It is asked for ' +
  'when the connection opens.';
