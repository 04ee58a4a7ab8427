import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { until } from './until.ts';

const onWindows = process.platform === 'win32';
const living = new Set<OwnedProcess>();
const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

/**
 * A child process that never outlives us: `stop` ends it with everything it started, and so does the end of
 * this process, by Ctrl+C as well.
 */
export class OwnedProcess {
  readonly child: ChildProcess;
  /** The exit code, or `null` after a signal; everything it said has been read then. A command that cannot be started rejects. */
  readonly exited: Promise<number | null>;

  constructor(command: string, args: readonly string[], options: SpawnOptions = {}) {
    stopAllAtExit();
    this.child = spawn(command, args, { ...options, detached: !onWindows });
    living.add(this);
    this.exited = once(this.child, 'close').then(([code]) => code as number | null);
    // Whoever awaits `exited` still sees the error; nobody has to. An id that nobody has any more may get a new owner.
    void this.exited.catch(() => null).then(() => this.#family().some(isAlive) || living.delete(this));
  }

  /** Collects the end of what the process says on its pipes from now on; the function returns it. */
  output(): () => string {
    let text = '';
    const streams = [this.child.stdout, this.child.stderr];
    for (const stream of streams) stream?.setEncoding('utf8').on('data', (more: string) => (text = (text + more).slice(-20_000)));
    return () => text;
  }

  /** Resolves when the process and everything it started are gone. */
  async stop(): Promise<void> {
    const family = this.#family();
    for (const pid of family) signal(pid, 'SIGTERM');
    const gone = () => (family.some(isAlive) ? undefined : true);
    await until('a process to end', gone, 3000).catch(() => this.#kill(family));
    living.delete(this);
  }

  /** Ends everything at once, without waiting; for the end of our own process. */
  kill(): void {
    this.#kill(this.#family());
  }

  #kill(family: readonly number[]): void {
    for (const pid of family) signal(pid, 'SIGKILL');
  }

  /** The group, as a negative number, and descendants that left it for a group of their own. */
  #family(): number[] {
    const { pid } = this.child;
    if (pid === undefined) return [];
    return onWindows ? [pid] : [-pid, ...descendants(pid)];
  }
}

let armed = false;

function stopAllAtExit(): void {
  if (armed) return;
  armed = true;
  process.once('exit', () => {
    for (const owned of living) owned.kill();
  });
  for (const [name, code] of signals)
    process.once(name, () => {
      // Whoever listens as well stops things in an order of his own.
      if (process.listenerCount(name) === 0) process.exit(code);
    });
}

function signal(pid: number, name: NodeJS.Signals): void {
  if (onWindows) {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Whether a process runs, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function descendants(root: number): number[] {
  const table = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).stdout ?? '';
  const pairs = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const found = [root];
  for (const parent of found) for (const [pid, ppid] of pairs) if (ppid === parent && pid !== undefined) found.push(pid);
  return found.slice(1);
}
