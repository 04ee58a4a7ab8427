import { homedir } from 'node:os';
import { join } from 'node:path';

/** This user's folder for what all windows and commands share: `WIOTP_HOME`, or `.wiotp` in the home folder. It may not exist yet. */
export function userFolder(): string {
  const chosen = process.env['WIOTP_HOME'];
  return chosen === undefined || chosen === '' ? join(homedir(), '.wiotp') : chosen;
}

/** Where the one platform that this user's windows and commands share says how it is reached. */
export function announcementFile(): string {
  return join(userFolder(), 'platform.json');
}
