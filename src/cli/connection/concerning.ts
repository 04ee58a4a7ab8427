import type { ImportNote } from '../../profiles/import/imported.ts';
import type { ProfileFault } from '../../profiles/rules/profileFaults.ts';
import type { ConnectionValues } from './connectionOptions.ts';
import type { ConnectionPlace } from './connectionPlace.ts';

/** Options that say anew what notes of an import are about. */
const overriding: Readonly<Partial<Record<ImportNote['about'], readonly (keyof ConnectionValues)[]>>> = {
  ca: ['ca', 'insecure-chain', 'transport', 'platform'],
  port: ['port', 'host', 'platform'],
  target: ['host', 'platform'],
  secrets: ['token-file'],
};

/** Parts of a profile that a command makes no use of. */
const unused: Readonly<Record<ConnectionPlace['command'], readonly string[]>> = {
  publish: ['subscriptions', 'management', 'qos'],
  doctor: ['management', 'qos'],
};

/** What an import says about the connection as the options leave it, and about the SDK whose reading counts. */
export function concerningNotes(notes: readonly ImportNote[], values: ConnectionValues): readonly string[] {
  const isGiven = (option: keyof ConnectionValues): boolean => values[option] !== undefined && values[option] !== false;
  return notes.filter(({ about, sdk }) => sdk !== 'Node.js SDK' && !(overriding[about] ?? []).some(isGiven)).map(({ text }) => text);
}

/** What is wrong with the parts of a profile that a command uses. */
export function concerningFaults(faults: readonly ProfileFault[], command: ConnectionPlace['command']): readonly string[] {
  return faults.filter(({ path }) => !unused[command].includes(String(path[0]))).map(({ message }) => message);
}
