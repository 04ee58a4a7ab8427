import path from 'node:path';
import { absoluteFile } from '../../../profiles/absoluteFile.ts';
import type { ConnectionProfile, TlsChoice } from '../../../profiles/profile.ts';
import type { Surroundings } from '../../../profiles/surroundings.ts';

const names = ['caFile', 'certificateFile', 'keyFile'] as const satisfies readonly (keyof TlsChoice)[];

/** A profile whose files are named from its folder, where they lie below that: others have the folder elsewhere. */
export function filesFromFolder(profile: ConnectionProfile, where: Required<Pick<Surroundings, 'folder' | 'home'>>): ConnectionProfile {
  return withFiles(profile, (file) => {
    const relative = path.relative(where.folder, absoluteFile(file, where));
    const isBelow = relative !== '' && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
    return isBelow ? relative.replaceAll(path.sep, '/') : file;
  });
}

/** A profile whose files are named whole, as they are from anywhere. */
export function filesFromAnywhere(profile: ConnectionProfile, where: Surroundings): ConnectionProfile {
  return withFiles(profile, (file) => absoluteFile(file, where));
}

function withFiles(profile: ConnectionProfile, change: (file: string) => string): ConnectionProfile {
  const files = names.flatMap((name) => {
    const given = profile.tls[name];
    return given === undefined ? [] : [[name, change(given)] as const];
  });
  return { ...profile, tls: { ...profile.tls, ...Object.fromEntries(files) } };
}
