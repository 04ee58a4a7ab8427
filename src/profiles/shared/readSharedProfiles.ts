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

/**
 * Reads the text of a profiles file: JSON in which comments are accepted. Never throws. A profile keeps its ID as long as the
 * folder, any text that names it such as its URI, and its name stay the same.
 */
export function readSharedProfiles(text: string, folder: string): SharedProfiles {
  if (text.length > longest) return broken(`The file has more than ${longest} characters and is not read.`);
  try {
    return readProfilesDocument(JSON.parse(plainJson(text)), folder);
  } catch (error) {
    return broken(`The file cannot be read: ${jsonFault(error)}`);
  }
}

/** Reads a profiles file that is parsed already. */
export function readProfilesDocument(document: unknown, folder: string): SharedProfiles {
  const faults: FileFault[] = secretPaths(document).map((path) => ({ kind: 'secret', path, severity: 'error', message: secretFault }));
  const entries = member(document, 'profiles');
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
  for (const [at, entry] of entries.entries()) {
    const path = ['profiles', at];
    const read = readEntry(entry, folder);
    faults.push(...read.faults.map((fault) => ({ ...fault, path: [...path, ...fault.path] })));
    if (read.profile === undefined) continue;
    const { name } = read.profile;
    if (names.has(name)) faults.push({ kind: 'duplicate', path: [...path, 'name'], severity: 'error', message: duplicateFault });
    else profiles.push(read.profile);
    names.add(name);
  }
  return { profiles, faults };
}

const secretFault =
  'This looks like a secret. A profiles file is for everybody who has the folder, so nothing secret stands in it: take it out, and give ' +
  'the token when it is asked for. If the file was shared already, the secret is known; replace it.';

const duplicateFault = 'Another profile has this name; this one is left out. Give it a name of its own.';

function broken(message: string): SharedProfiles {
  return { profiles: [], faults: [{ kind: 'syntax', path: [], severity: 'error', message }] };
}
