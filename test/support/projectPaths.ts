import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, absolute. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** A path below the root of the repository. */
export function projectPath(...parts: readonly string[]): string {
  return path.join(projectRoot, ...parts);
}

/** A path below `.vscode-test`, where everything fetched or made for running VS Code lives; git ignores it. */
export function cachePath(...parts: readonly string[]): string {
  return path.join(projectRoot, '.vscode-test', ...parts);
}
