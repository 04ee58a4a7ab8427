import { isObject, member } from '../../lint/json.ts';
import { plainJson } from '../../lint/plainJson.ts';
import { jsonFault } from '../jsonFault.ts';
import type { ConnectionProfile } from '../profile.ts';
import { secretPaths } from '../secretMembers.ts';
import type { FileFault } from './fileFault.ts';
import { readEntry } from './readEntry.ts';
import { unknownMembers } from './unknownMembers.ts';

/** The file of a folder's shared profiles, within the folder. */
export const sharedProfilesFile = '.wiotp/profiles.json';

/** What a profiles file comes to. */
export interface SharedProfiles {
  /** Those that could be read; rules may be broken nevertheless, as `profileFaults` says. */
  readonly profiles: readonly ConnectionProfile[];
  readonly faults: readonly FileFault[];
}

/** What people write stays far below; in characters. */
const longest = 1024 * 1024;
const mostEntries = 500;

/** Whoever has more faults puts these right first. */
const mostFaults = 100;

/**
 * Reads the text of a profiles file: JSON in which comments are accepted. Never throws. A profile keeps its ID as long as the
 * folder, any text that names it such as its URI, and its name stay the same.
 */
export function readSharedProfiles(text: string, folder: string): SharedProfiles {
  const tooLong = lengthFault(text);
  if (tooLong !== undefined) return broken(tooLong);
  try {
    return readProfilesDocument(JSON.parse(plainJson(text)), folder);
  } catch (error) {
    return broken(`The file cannot be read: ${jsonFault(error)}`);
  }
}

/** Why the text of a profiles file is too long to be read, as a full sentence. */
export function lengthFault(text: string): string | undefined {
  return text.length > longest ? `The file has more than ${longest} characters and is not read.` : undefined;
}

/** Reads a profiles file that is parsed already. Of very many faults the first ones are told. */
export function readProfilesDocument(document: unknown, folder: string): SharedProfiles {
  const entries = member(document, 'profiles');
  const searched = isObject(document) && Array.isArray(entries) ? { ...document, profiles: entries.slice(0, mostEntries) } : document;
  const faults: FileFault[] = secretPaths(searched, mostFaults).map((path) => ({
    kind: 'secret',
    path,
    severity: 'error',
    message: secretFault,
  }));
  if (!isObject(document) || !Array.isArray(entries)) {
    const message = 'A profiles file is an object with the list "profiles"; none is read.';
    return {
      profiles: [],
      faults: [...faults, { kind: 'shape', path: Array.isArray(entries) ? ['profiles'] : [], severity: 'error', message }],
    };
  }
  faults.push(...unknownMembers(document, ['$schema', 'profiles'], []));
  const profiles: ConnectionProfile[] = [];
  const names = new Set<string>();
  if (entries.length > mostEntries)
    faults.push({ kind: 'shape', path: ['profiles', mostEntries], severity: 'error', message: tooManyFault(entries.length) });
  for (const [at, entry] of entries.slice(0, mostEntries).entries()) {
    const path = ['profiles', at];
    const read = readEntry(entry, folder, faults.length < mostFaults);
    faults.push(...read.faults.map((fault) => ({ ...fault, path: [...path, ...fault.path] })));
    if (read.profile === undefined) continue;
    const { name } = read.profile;
    if (names.has(name)) faults.push({ kind: 'duplicate', path: [...path, 'name'], severity: 'error', message: duplicateFault });
    else profiles.push(read.profile);
    names.add(name);
  }
  return { profiles, faults: firstOf(faults) };
}

const secretFault =
  'This looks like a secret. A profiles file is for everybody who has the folder, so nothing secret stands in it: take it out, and give ' +
  'the token when it is asked for. If the file was shared already, the secret is known; replace it.';

const duplicateFault = 'Another profile has this name; this one is left out. Give it a name of its own.';

function tooManyFault(count: number): string {
  return `The file has ${count} profiles; the first ${mostEntries} are read, and neither this one nor those after it. Share those that are needed.`;
}

function firstOf(faults: readonly FileFault[]): readonly FileFault[] {
  if (faults.length <= mostFaults) return faults;
  const message = 'There are more faults than are told. Put these right first.';
  return [...faults.slice(0, mostFaults), { kind: 'shape', path: ['profiles'], severity: 'error', message }];
}

function broken(message: string): SharedProfiles {
  return { profiles: [], faults: [{ kind: 'syntax', path: [], severity: 'error', message }] };
}
