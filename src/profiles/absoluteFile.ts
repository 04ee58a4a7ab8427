import type { Surroundings } from './surroundings.ts';

const absolute = /^(?:[/\\]|[A-Za-z]:[/\\])/;

/** The path of a file that a profile names: `~/` is the user's home, and what is relative begins in the profile's folder. */
export function absoluteFile(file: string, { folder, home }: Surroundings): string {
  const inHome = /^~[/\\](.*)$/s.exec(file)?.[1];
  if (inHome !== undefined) return home === undefined ? file : `${withoutSlash(home)}/${inHome}`;
  return absolute.test(file) || folder === undefined ? file : `${withoutSlash(folder)}/${file.replace(/^\.[/\\]/, '')}`;
}

function withoutSlash(folder: string): string {
  return folder.replace(/[/\\]$/, '');
}
