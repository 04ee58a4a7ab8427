import { Refusal } from '../../../wiotp/refusal.ts';

interface Fault {
  readonly what: string;
  readonly advice: string;
}

/** What the operating system says most often about files, in words. */
const faults: Readonly<Record<string, Fault>> = {
  ENOSPC: { what: 'the disk is full', advice: 'Make room, or choose a file on another disk.' },
  EDQUOT: { what: 'your quota on that disk is used up', advice: 'Make room, or choose a file on another disk.' },
  EFBIG: { what: 'it would become larger than files may be there', advice: 'Choose a file on another disk, or write less with a filter.' },
  EACCES: { what: 'it may not be accessed', advice: 'Choose another file, or change the permissions.' },
  EPERM: { what: 'it may not be accessed', advice: 'Choose another file, or change the permissions.' },
  EROFS: { what: 'it is on a disk that can only be read', advice: 'Choose a file on another disk.' },
  ENOENT: { what: 'it, or its folder, is not there', advice: 'Choose another file.' },
  EISDIR: { what: 'it is a folder', advice: 'Choose a file.' },
  ENOTDIR: { what: 'a part of its path is no folder', advice: 'Choose another file.' },
};

const other: Fault = { what: 'it failed', advice: 'Choose another file, or try again.' };

/** A failure of reading or writing a file as a refusal. `doing` begins the sentence: `Writing`. Refusals stay what they are. */
export function fileFault(doing: string, file: string, cause: unknown): Refusal {
  if (cause instanceof Refusal) return cause;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  const { what, advice } = Object.hasOwn(faults, code) ? (faults[code] ?? other) : other;
  const detail = code === '' && cause instanceof Error ? cause.message : code;
  return new Refusal(
    `${doing} ${file} was not possible: ${what}${detail === '' ? '' : ` (${detail})`}.`,
    { rule: 'file access', advice },
    { cause },
  );
}
