import { execFile } from 'node:child_process';
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cachePath, projectPath, projectRoot } from './projectPaths.ts';

const usual = cachePath('extension.vsix');

/** Packs what is in `dist/` now, as `npm run package` does. Returns the path of the `.vsix`. */
export async function packExtension(file = usual): Promise<string> {
  const vsce = projectPath('node_modules', '@vscode', 'vsce', 'vsce');
  const args = [vsce, 'package', '--no-dependencies', '--no-rewrite-relative-links', '--out', file];
  await mkdir(path.dirname(file), { recursive: true });
  await promisify(execFile)(process.execPath, args, { cwd: projectRoot });
  return file;
}

/** The `.vsix` that the run of the tests has packed. */
export async function packedExtension(): Promise<string> {
  await stat(usual).catch(() => {
    throw new Error('There is no packed extension; "npm run test:e2e" makes one.');
  });
  return usual;
}
