import { globSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { cachePath, projectPath } from '../projectPaths.ts';

/** Everything that a run inside the extension host needs, made anew for each run. */
export interface HostTests {
  /** The CommonJS module with `run(): Promise<void>`. */
  readonly entry: string;
  /** A copy of `sample/`, which tests may change. */
  readonly workspace: string;
  /** Where VS Code keeps its data. */
  readonly userDataDir: string;
  /** What the run writes: see hostRunner.ts. */
  readonly reportFile: string;
  readonly countsFile: string;
}

/** Bundles `test/host/**`, which is TypeScript and imports sources, into CommonJS that the extension host loads. */
export async function prepareHostTests(): Promise<HostTests> {
  const folder = cachePath('host');
  await rm(folder, { recursive: true, force: true });
  const workspace = path.join(folder, 'workspace');
  await cp(projectPath('sample'), workspace, { recursive: true });
  const tests = globSync('**/*.test.ts', { cwd: projectPath('test', 'host') });
  if (tests.length === 0) throw new Error('There are no tests in test/host.');
  await build({
    entryPoints: tests.map((name) => projectPath('test', 'host', name)),
    outbase: projectPath('test', 'host'),
    outdir: path.join(folder, 'tests'),
    ...hostBundle,
  });
  const programs = { index: 'hostRunner.ts', last: 'last.ts' };
  for (const [name, source] of Object.entries(programs))
    await build({ entryPoints: [projectPath('test', 'support', 'host', source)], outfile: path.join(folder, `${name}.js`), ...hostBundle });
  await mkdir(path.join(folder, 'data'));
  await writeFile(path.join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  return {
    entry: path.join(folder, 'index.js'),
    workspace,
    userDataDir: path.join(folder, 'data'),
    reportFile: path.join(folder, 'report.txt'),
    countsFile: path.join(folder, 'counts.json'),
  };
}

const hostBundle: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  mainFields: ['module', 'main'],
  external: ['vscode'],
  sourcemap: 'inline',
  logLevel: 'warning',
};
