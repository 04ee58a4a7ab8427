import { basename } from 'node:path';

/** What failed: in a file that can be read but not written, the rows of before stay readable. */
export type Doing = 'reading' | 'writing';

/** The log is no longer kept in its file, and why. */
export function inMemoryOnly(why: string): string {
  return `The log goes on in memory only and ends with this window: ${why}.`;
}

/** The log was closed, and what still waited could not be written. */
export function notWritten(file: string, count: number, why: string): string {
  return `The last ${count} rows of the log are lost: writing ${file} failed when the log was closed (${why}).`;
}

/** The log was cleared, but for a file that belonged to its database. */
export function notDeleted(companion: string, why: string): string {
  return `The traffic log was cleared, but ${companion} could not be deleted (${why}) and may still hold what was cleared: delete it yourself.`;
}

/** The file was damaged where something was to be written. */
export function begunAnew(file: string, aside: string, why: string): string {
  return `${file} is damaged (${why}). It is now called ${basename(aside)}, and a new log was begun; what can be read of the earlier rows stays here until this window closes.`;
}

/** A part of the file cannot be read; the rest can, and what comes is written there. */
export function partlyBlank(file: string, why: string): string {
  return `Some rows of the log are blank: reading ${file} failed there (${why}). New traffic is kept in the file all the same.`;
}
