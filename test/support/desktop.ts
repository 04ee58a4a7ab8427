import { download, SilentReporter } from '@vscode/test-electron';
import { accessSync, constants, realpathSync } from 'node:fs';
import path from 'node:path';
import { cachePath } from './projectPaths.ts';

/** How long the update server may be silent before a download is given up, in milliseconds. */
const patience = 5000;

/**
 * The program of a desktop VS Code: the one whose `code` command is on PATH, or else one that is fetched once.
 * @throws Error that says why there is none; where there is no display at once, where a download fails after seconds.
 */
export async function desktopVSCode(): Promise<string> {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    throw new Error('there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)');
  const installed = installedVSCode();
  if (installed !== undefined) return installed;
  try {
    return await download({ cachePath: cachePath(), reporter: new SilentReporter(), timeout: patience });
  } catch (error) {
    throw new Error(`it is not installed and cannot be fetched (${(error as Error).message})`, { cause: error });
  }
}

/** The environment for a desktop VS Code that is not the one in whose terminal we may be running. */
export function desktopEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON)_|^NODE_OPTIONS$/.test(name)));
}

/** From the `code` command, a script, to the program that it starts. */
function installedVSCode(): string | undefined {
  const script = onPath(process.platform === 'win32' ? 'code.cmd' : 'code');
  if (script === undefined) return undefined;
  const bin = path.dirname(realpathSync(script));
  const programs = {
    darwin: ['../../../MacOS/Code', '../../../MacOS/Electron'],
    win32: ['../Code.exe'],
  };
  const candidates = programs[process.platform as keyof typeof programs] ?? ['../code'];
  return candidates.map((candidate) => path.join(bin, candidate)).find(canRun);
}

function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, name))
    .find(canRun);
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
