import { readdir, readFile, readlink } from 'node:fs/promises';

const listening = '0A';

/** The program that listens on a port, `mosquitto, process 4711`, on Linux and where this user may know it. */
export async function processOfPort(port: number): Promise<string | undefined> {
  const sockets = (await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map(readOrNothing))).flatMap((table) => inodes(table, port));
  if (sockets.length === 0) return undefined;
  const links = new Set(sockets.map((inode) => `socket:[${inode}]`));
  for (const pid of (await listOrNothing('/proc')).filter((name) => /^\d+$/.test(name))) {
    for (const file of await listOrNothing(`/proc/${pid}/fd`)) {
      const link = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
      if (links.has(link)) return `${(await readOrNothing(`/proc/${pid}/comm`)).trim()}, process ${pid}`;
    }
  }
  return undefined;
}

/** A line of the table is `sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode …`. */
function inodes(table: string, port: number): readonly string[] {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    return local.endsWith(end) && state === listening && inode !== undefined ? [inode] : [];
  });
}

/** Other systems have no such files, and other users' are closed. */
function readOrNothing(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

function listOrNothing(path: string): Promise<readonly string[]> {
  return readdir(path).catch(() => []);
}
