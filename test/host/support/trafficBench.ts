import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import * as vscode from 'vscode';
import { Bin } from '../../../src/workbench/bin.ts';
import { logFileCommands } from '../../../src/workbench/commands/logFileCommands.ts';
import { runGuarded } from '../../../src/workbench/commands/runGuarded.ts';
import { Engine } from '../../../src/workbench/engine.ts';
import type { CommandId } from '../../../src/workbench/ids.ts';
import { Notices } from '../../../src/workbench/notices.ts';
import type { Parts } from '../../../src/workbench/parts.ts';
import { LogHost } from '../../../src/workbench/traffic/logHost.ts';
import { readRetention } from '../../../src/workbench/traffic/readRetention.ts';
import { noLint } from './noLint.ts';
import { noReplies } from './noReplies.ts';
import { ourExtension } from './sample.ts';
import { ScriptedWindow, type ScriptedAnswer } from './scriptedWindow.ts';

/** The engine, which dies as soon as there is a file `die` in this folder. */
const mortalEngine = (program: string, folder: string): string => `
const { existsSync, rmSync } = require('node:fs');
const die = ${JSON.stringify(path.join(folder, 'die'))};
setInterval(() => {
  if (!existsSync(die)) return;
  rmSync(die);
  throw new Error('out of order');
}, 20).unref();
require(${JSON.stringify(program)});
`;

/** The engine in its thread, with a log of its own, and the commands about logs and files. */
export class TrafficBench {
  readonly folder: string;
  readonly engine: Engine;
  readonly host: LogHost;
  readonly #bin: Bin;
  readonly #parts: Parts;

  private constructor(folder: string, engine: Engine, bin: Bin) {
    this.folder = folder;
    this.engine = engine;
    this.#bin = bin;
    const log = bin.add(vscode.window.createOutputChannel(`Bench ${crypto.randomUUID()}`, { log: true }));
    const connections = { all: () => [], onChange: bin.add(new vscode.EventEmitter<void>()).event };
    const notices = new Notices(log);
    const shared = { engine, connections, notices, bin, extensionUri: ourExtension().extensionUri };
    this.host = new LogHost(shared as unknown as Parts);
    this.host.start();
    this.#parts = { ...shared, traffic: { load: () => Promise.resolve(this.host) } } as unknown as Parts;
  }

  static async start(): Promise<TrafficBench> {
    const folder = await mkdtemp(path.join(tmpdir(), 'traffic-files-'));
    const bin = new Bin();
    const log = bin.add(vscode.window.createOutputChannel(`Engine ${crypto.randomUUID()}`, { log: true }));
    const program = path.join(folder, 'engine.cjs');
    await writeFile(program, mortalEngine(path.join(ourExtension().extensionPath, 'dist', 'engine.js'), folder));
    const storeFolder = path.join(folder, 'store');
    const engine = new Engine({ program, storeFolder, log, lint: noLint, retention: readRetention, replies: noReplies });
    return new TrafficBench(folder, engine, bin);
  }

  /** Ends everything. */
  async end(): Promise<void> {
    this.#bin.dispose();
    await this.engine.shutdown();
    this.engine.dispose();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  file(name: string): vscode.Uri {
    return vscode.Uri.file(path.join(this.folder, name));
  }

  /** Has the engine crash, and waits until the window knows. */
  async crash(): Promise<void> {
    const crashed = Promise.withResolvers<void>();
    const following = this.engine.onCrash(() => crashed.resolve());
    await writeFile(path.join(this.folder, 'die'), '');
    await crashed.promise;
    following.dispose();
  }

  /** Cuts the log. */
  async mark(...texts: readonly string[]): Promise<void> {
    const calls = await this.engine.calls();
    for (const text of texts) await calls.ask('addMarker', text);
  }

  /** Runs a command with a user who answers like this. */
  async run(t: TestContext, command: CommandId, answers: readonly ScriptedAnswer[] = [], given?: unknown): Promise<ScriptedWindow> {
    const window = new ScriptedWindow(t, answers);
    const found = logFileCommands(this.#parts).find(({ id }) => id === command);
    if (found === undefined) throw new Error(`there is no ${command}`);
    await runGuarded(found, given, this.#parts.notices);
    t.mock.restoreAll();
    return window;
  }
}
