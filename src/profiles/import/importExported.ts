import { readSharedProfiles } from '../shared/readSharedProfiles.ts';
import type { ImportNote, ImportOptions, ImportedConnection } from './imported.ts';
import { importRefusal } from './importRefusal.ts';

/** What a file of exported connections comes to. */
export interface ImportedFile {
  readonly connections: readonly ImportedConnection[];
  /** About the file, or about entries that could not be read. */
  readonly notes: readonly ImportNote[];
}

/**
 * Reads exported connections, or the shared profiles of a folder; both are the same document.
 * @throws Refusal when there is nothing in it that can be read.
 */
export function importExported(text: string, { newId }: Pick<ImportOptions, 'newId'>): ImportedFile {
  const { profiles, faults } = readSharedProfiles(text, '');
  const [first] = faults.filter(({ severity }) => severity === 'error');
  if (profiles.length === 0 && first !== undefined)
    throw importRefusal(first.message, 'Choose a file that Export Connections… has written.');
  return {
    connections: profiles.map((profile) => ({ profile: { ...profile, id: newId() }, secrets: {}, notes: [] })),
    notes: faults.map(({ path, message, kind }) => ({
      about: kind === 'secret' ? 'secrets' : 'other',
      text: `${placeOf(path)}${message}`,
    })),
  };
}

function placeOf(path: readonly (string | number)[]): string {
  return path.length === 0
    ? ''
    : `${path.map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${step}`)).join('')}: `;
}
