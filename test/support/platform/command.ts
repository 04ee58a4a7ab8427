import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { TestContext } from 'node:test';
import { soon } from './soon.ts';

const main = join(import.meta.dirname, '../../../src/cli/main.ts');

/**
 * The user's folder of every command of this test file, so that none finds a platform of the person who runs the tests. What a
 * killed platform leaves in its temporary folder goes with it.
 */
const home = mkdtempSync(join(tmpdir(), 'wiotp-home-'));
process.once('exit', () => rmSync(home, { recursive: true, force: true }));

/** `wiotp` as a process of its own, with what it printed. */
export class Command {
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  stderr = '';
  readonly #lines: Interface;
  readonly #waiting: string[] = [];

  /** `userFolder` is shared with the other commands of the file unless told. */
  constructor(t: TestContext, args: readonly string[], userFolder = join(home, 'user')) {
    const env = { ...process.env, WIOTP_HOME: userFolder, TMPDIR: home, TEMP: home, TMP: home };
    this.child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.exited = once(this.child, 'exit').then(([code]) => code as number | null);
    t.after(() => this.child.kill('SIGKILL'));
    this.child.stderr?.on('data', (text) => (this.stderr += String(text)));
    this.#lines = createInterface({ input: this.child.stdout! });
    this.#lines.on('line', (line) => this.#waiting.push(line));
  }

  async line(): Promise<string> {
    while (this.#waiting.length === 0) await soon('a line', once(this.#lines, 'line'));
    return this.#waiting.shift()!;
  }

  async json(): Promise<Record<string, unknown>> {
    return JSON.parse(await this.line()) as Record<string, unknown>;
  }

  /** The first JSON line with this event. */
  async happened(event: string): Promise<Record<string, unknown>> {
    for (;;) {
      const line = await this.json();
      if (line['event'] === event) return line;
    }
  }

  async exitCode(): Promise<number | null> {
    return soon('the exit', this.exited);
  }
}

/** The first line of `wiotp platform --json`. */
export interface Ready {
  readonly org: string;
  readonly mqtt: string;
  readonly mqtts: string | null;
  readonly https: string | null;
  readonly caFile: string | null;
  readonly attach: { readonly url: string; readonly key: string } | null;
  readonly attached: boolean;
  readonly devices: { typeId: string; deviceId: string; authToken?: string }[];
  readonly apiKeys: { key: string; token?: string }[];
}

/** Reads the first line, with the port taken out of its URL. */
export async function ready(command: Command): Promise<Ready & { port: number }> {
  const line = (await command.json()) as unknown as Ready;
  return { ...line, port: Number(new URL(line.mqtt).port) };
}

/** A folder that goes with the test. */
export function temporaryFolder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'wiotp-test-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
