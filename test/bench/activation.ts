/** What it costs to activate the extension in a real extension host. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { openUntilExit } from '../support/host/hostRun.ts';
import { projectPath, projectRoot } from '../support/projectPaths.ts';
import { quietSettings } from '../support/quietSettings.ts';
import { startVSCodeServer } from '../support/vscodeServer.ts';
import type { ActivationFigures } from './host/measureActivation.ts';
import { median, report } from './support/report.ts';

const runs = 5;

const folder = await mkdtemp(path.join(tmpdir(), 'activation-'));
try {
  const workspace = path.join(folder, 'workspace');
  await mkdir(workspace);
  const entry = path.join(folder, 'measure.js');
  const source = projectPath('test', 'bench', 'host', 'measureActivation.ts');
  await build({ entryPoints: [source], outfile: entry, bundle: true, platform: 'node', format: 'cjs', external: ['vscode'] });

  const all: ActivationFigures[] = [];
  const server = await startVSCodeServer({ userDataDir: path.join(folder, 'data'), settings: quietSettings, smokeTestDriver: true });
  try {
    for (let tries = 0; all.length < runs && tries < 3 * runs; tries++) {
      await openUntilExit(server.url({ folder: workspace, development: projectRoot, tests: entry }));
      const figures = await takeFigures();
      if (figures !== undefined) all.push(figures);
    }
  } finally {
    await server.dispose();
  }

  const bench = 'activation';
  report({ bench, metric: 'time in activate, median', value: round(median(all.map(({ activateMs }) => activateMs))), unit: 'ms' });
  report({ bench, metric: 'time to load its code, median', value: round(median(all.map(({ loadMs }) => loadMs))), unit: 'ms' });
  report({ bench, metric: 'code loaded for it', value: round(median(all.map(({ bytes }) => bytes)) / 1024), unit: 'kB' });
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** What the last run measured, if it could. */
async function takeFigures(): Promise<ActivationFigures | undefined> {
  const file = path.join(folder, 'activation.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  await rm(file, { force: true });
  return text === undefined ? undefined : (JSON.parse(text) as ActivationFigures);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
