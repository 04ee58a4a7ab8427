import { readdir, readFile, readlink } from 'node:fs/promises';

const listening = '0A';

/** What a program calls itself is shown to people. */
const longestName = 40;

/** A program that listens on a port. */
export interface ProgramOfPort {
  /** Such as `mosquitto`. */
  readonly name: string;
  readonly pid: number;
}

/** The program that listens on a port, on Linux and where this user may know it. */
export async function processOfPort(port: number): Promise<ProgramOfPort | undefined> {
  const sockets = (await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map(readOrNothing))).flatMap((table) => inodes(table, port));
  if (sockets.length === 0) return undefined;
  const links = new Set(sockets.map((inode) => `socket:[${inode}]`));
  for (const pid of (await listOrNothing('/proc')).filter((name) => /^\d+$/.test(name))) {
    for (const file of await listOrNothing(`/proc/${pid}/fd`)) {
      const link = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
      if (links.has(link)) return { name: programName(await readOrNothing(`/proc/${pid}/cmdline`)), pid: Number(pid) };
    }
  }
  return undefined;
}

/** The arguments end in a zero byte each, and the first is the program, unless it put a sentence there: `nginx: master process`. */
function programName(commandLine: string): string {
  const [first = ''] = commandLine.split('\0', 1);
  const [program = ''] = first.replace(/^.*\//, '').split(/[\s:]/, 1);
  const name = program.replaceAll(/[^\w.+-]/g, '').slice(0, longestName);
  return name === '' ? 'a program without a name' : name;
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
