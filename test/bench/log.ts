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
import { measureScrolling } from './log/scroll.ts';
import { report } from './support/report.ts';

const { values } = parseArgs({ options: { messages: { type: 'string', default: '1000000' } } });
process.env['WIOTP_DIST'] ??= projectPath('dist');

await measureHost();
const stage = await Stage.open();
try {
  await measureScrolling(stage, tell);
  for (const figure of await compareWithAppending(stage)) report({ bench: 'log', ...figure });
} finally {
  await stage.dispose();
}

/** In a process of its own, whose memory nobody else uses. */
async function measureHost(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wiotp-log-'));
  const host = fork(new URL('log/logHost.ts', import.meta.url), [folder, values.messages], { execArgv: ['--expose-gc'] });
  host.on('message', ({ metric, value, unit }: HostFigure) => tell(metric, value, unit));
  try {
    const [code] = (await once(host, 'exit')) as [number | null];
    if (code !== 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function tell(metric: string, value: number, unit: string): void {
  report({ bench: 'log', metric, value: Math.round(value * 10) / 10, unit });
}
