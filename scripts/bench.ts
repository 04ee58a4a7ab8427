/**
 * Runs benchmarks on what ships: npm run bench [-- NAME [OPTION…]]
 * Standard output is one JSON object per line and nothing else. Without a name all of test/bench run.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import { projectPath, projectRoot } from '../test/support/projectPaths.ts';

const [chosen, ...options] = process.argv.slice(2);
const names = globSync('*.ts', { cwd: projectPath('test', 'bench') })
  .map((file) => path.basename(file, '.ts'))
  .toSorted();
if (chosen !== undefined && !names.includes(chosen)) {
  console.error(`There is no benchmark "${chosen}"; there are ${names.join(', ')}.`);
  process.exit(2);
}

run(['esbuild.mjs', '--production'], process.stderr.fd);
for (const name of chosen === undefined ? names : [chosen])
  run([projectPath('test', 'bench', `${name}.ts`), ...options], process.stdout.fd);

function run(args: readonly string[], output: number): void {
  const { status } = spawnSync(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', output, 'inherit'] });
  if (status !== 0) process.exitCode = 1;
}
