/** Checks the types of every environment, each with what it may use: config/tsconfig.*.json. */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { projectPath, projectRoot } from '../test/support/projectPaths.ts';

for (const config of globSync('config/tsconfig.*.json', { cwd: projectRoot }).toSorted()) {
  const compiler = projectPath('node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', config], { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] });
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${config}`);
  if (status !== 0) process.exitCode = 1;
}
