import { dirname, join, resolve } from 'node:path';
import { hasSdkVariables, importEnvironment } from '../../profiles/import/importEnvironment.ts';
import type { ImportNote } from '../../profiles/import/imported.ts';
import { importSdkYaml } from '../../profiles/import/importSdkYaml.ts';
import { readEnvFile } from '../../profiles/import/parseEnvFile.ts';
import type { ConnectionProfile } from '../../profiles/profile.ts';
import type { Secrets } from '../../profiles/secrets.ts';
import { readSharedProfiles, sharedProfilesFile } from '../../profiles/shared/readSharedProfiles.ts';
import { nearest } from '../../wiotp/nearest.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { wrongUsage } from '../wrongUsage.ts';
import type { ConnectionValues } from './connectionOptions.ts';
import { profileOfOptions } from './profileOfOptions.ts';
import type { ConnectionPlace } from './connectionPlace.ts';
import { readTextFile, textIfThere } from './readTextFile.ts';

/** What says who connects, before options change it. */
export interface ConnectionSource {
  readonly profile: ConnectionProfile;
  readonly secrets: Secrets;
  readonly notes: readonly ImportNote[];
  /** Where relative paths in the profile begin. */
  readonly folder: string;
}

const newId = (): string => 'cli';

/** Finds what says who connects: a file that is named, a shared profile, the options, or the environment. @throws Refusal */
export function findSource(values: ConnectionValues, place: ConnectionPlace): ConnectionSource {
  const { folder, environment, command } = place;
  const { config, profile: name, gateway } = values;
  const envFile = values['env-file'];
  if (config !== undefined) return { ...importSdkYaml(readTextFile(resolve(folder, config), config), { newId, gateway }), folder };
  if (envFile !== undefined) {
    const { variables, lines } = readEnvFile(readTextFile(resolve(folder, envFile), envFile));
    return { ...importEnvironment(variables, { newId, gateway }, lines), folder };
  }
  if (name !== undefined) return sharedProfile(name, folder);
  const profile = profileOfOptions(values, place);
  if (profile !== undefined) return { profile, secrets: {}, notes: [], folder };
  if (hasSdkVariables(environment)) return { ...importEnvironment(environment, { newId, gateway }), folder };
  throw wrongUsage(
    command,
    'Nothing says who connects: give --type and --id of a device, --app of an application, --config, --env-file or --profile.',
  );
}

/** A profile of the nearest `.wiotp/profiles.json` upwards. */
function sharedProfile(name: string, start: string): ConnectionSource {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const file = join(folder, sharedProfilesFile);
    const text = textIfThere(file);
    if (text !== undefined) return profileIn(name, text, file, folder);
    if (dirname(folder) === folder)
      throw noProfile(`There is no ${sharedProfilesFile} in ${start} or above it.`, 'Share a connection there first.');
  }
}

function profileIn(name: string, text: string, file: string, folder: string): ConnectionSource {
  const { profiles, faults } = readSharedProfiles(text, folder);
  const profile = profiles.find((candidate) => candidate.name === name);
  if (profile !== undefined) return { profile, secrets: {}, notes: [], folder };
  const fault = faults.find(({ severity }) => severity === 'error');
  if (profiles.length === 0 && fault !== undefined)
    throw noProfile(`${file} holds no profile that can be read. ${fault.message}`, `See wiotp lint ${file}.`);
  const names = profiles.map((candidate) => candidate.name);
  const meant = nearest(name, names);
  throw noProfile(
    `There is no profile "${name}" in ${file}.${meant === undefined ? '' : ` Is "${meant}" meant?`}`,
    names.length === 0 ? 'It holds none.' : `It holds ${names.map((one) => `"${one}"`).join(', ')}.`,
  );
}

function noProfile(message: string, advice: string): Refusal {
  return new Refusal(message, { rule: 'a profile is found by its name', advice });
}
