/** Result codes of SQLite that we tell apart, without their extensions (sqlite.org/rescode.html). */
const busy = 5;
const ioError = 10;
const corrupt = 11;
const notADatabase = 26;

/** Whether the database, and not our code, failed. */
export function isSqliteError(error: unknown): error is Error & { readonly errcode: number } {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
}

export function isBusy(error: unknown): boolean {
  return primaryCode(error) === busy;
}

/** Whether the file is damaged or no database at all. */
export function isDamaged(error: unknown): boolean {
  const code = primaryCode(error);
  return code === corrupt || code === notADatabase;
}

/** Whether a part of the file cannot be read: there may be others that can. */
export function isUnreadable(error: unknown): error is Error {
  const code = primaryCode(error);
  return code === corrupt || code === ioError;
}

/** What SQLite would throw if it knew what a table of ours must hold. */
export function damaged(what: string): Error {
  return Object.assign(new Error(what), { errcode: corrupt });
}

function primaryCode(error: unknown): number | undefined {
  return isSqliteError(error) ? error.errcode & 0xff : undefined;
}
