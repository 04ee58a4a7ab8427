// The traffic log with a million messages: taken in, opened again, searched, scrolled; and what a plain list makes of 50,000.
// How fast messages are taken in compared with bare mqtt.js: `npm run bench -- ingest`. `--messages N` for a smaller log.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { projectPath } from '../support/projectPaths.ts';
import { Stage } from '../webview/support/stage.ts';
import { compareWithAppending } from './log/appendToDom.ts';
import type { HostFigure } from './log/logHost.ts';
import type { AddedMemory } from './log/logMemory.ts';
import { measureScrolling } from './log/scroll.ts';
import { report } from './support/report.ts';

const { values } = parseArgs({ options: { messages: { type: 'string', default: '1000000' } } });
process.env['WIOTP_DIST'] ??= projectPath('dist');

const folder = mkdtempSync(join(tmpdir(), 'wiotp-log-'));
try {
  await inProcess('log/logHost.ts', [folder, values.messages], (figure) => {
    const { metric, value, unit } = figure as HostFigure;
    tell(metric, value, unit);
  });
  await measureMemory(folder);
} finally {
  rmSync(folder, { recursive: true });
}
const stage = await Stage.open();
try {
  await measureScrolling(stage, tell);
  for (const figure of await compareWithAppending(stage)) report({ bench: 'log', ...figure });
} finally {
  await stage.dispose();
}

/** What a log adds to the memory of a process: an empty one, and on top of that the messages of the one that was filled. */
async function measureMemory(full: string): Promise<void> {
  const added = async (log: string): Promise<AddedMemory> => {
    let told: AddedMemory = { heap: NaN, process: NaN };
    await inProcess('log/logMemory.ts', [log], (memory) => (told = memory as AddedMemory));
    return told;
  };
  const [none, all] = [await added(join(full, 'empty')), await added(full)];
  tell('memory added to the extension host, its own heap', all.heap, 'MB');
  tell('memory added to the process by a searched log that is empty, with both threads of the engine', none.process, 'MB');
  tell('memory added to that by the messages, those that came at a steady pace included', all.process - none.process, 'MB');
}

/** Runs a program in a process of its own, whose memory nobody else uses, and hears what it tells. */
async function inProcess(program: string, args: readonly string[], hear: (message: unknown) => void): Promise<void> {
  const child = fork(new URL(program, import.meta.url), args, { execArgv: ['--expose-gc'] });
  child.on('message', hear);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) process.exitCode = 1;
}

function tell(metric: string, value: number, unit: string): void {
  report({ bench: 'log', metric, value: Math.round(value * 10) / 10, unit });
}
