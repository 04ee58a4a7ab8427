/**
 * Runs inside the extension host: the module at `extensionTestsPath`. Writes `activation.json` next to itself, or nothing
 * when the extension was active already.
 */
import { statSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';

/** What one activation took. */
export interface ActivationFigures {
  /** Milliseconds in `activate`. */
  readonly activateMs: number;
  /** Milliseconds to read, compile and run the code that is loaded for it. */
  readonly loadMs: number;
  /** Bytes of that code. */
  readonly bytes: number;
  readonly files: readonly string[];
}

interface ExtensionModule {
  activate(context: vscode.ExtensionContext): unknown;
}

type Loader = (module: NodeModule, file: string) => void;

export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('device-workbench.wiotp-workbench');
  if (extension === undefined) throw new Error('VS Code does not know the extension');
  // VS Code itself sometimes makes a JSON document while it starts, which activates the extension: nothing to measure then.
  if (extension.isActive) return;
  const dist = path.join(extension.extensionPath, 'dist');
  const figures = { activateMs: 0, loadMs: 0, bytes: 0, files: [] as string[] };

  // oxlint-disable-next-line no-underscore-dangle -- Node's name for it
  const loaders = (Module as unknown as { _extensions: Record<'.js', Loader> })._extensions;
  const load = loaders['.js'];
  loaders['.js'] = (module, file) => {
    const begin = performance.now();
    load(module, file);
    if (!file.startsWith(dist)) return;
    figures.loadMs += performance.now() - begin;
    figures.bytes += statSync(file).size;
    figures.files.push(path.basename(file));
    if (path.basename(file) === 'extension.js')
      module.exports = timed(module.exports as ExtensionModule, (ms) => (figures.activateMs = ms));
  };
  try {
    await extension.activate();
  } finally {
    loaders['.js'] = load;
  }
  writeFileSync(path.join(__dirname, 'activation.json'), JSON.stringify(figures satisfies ActivationFigures));
}

/** The same module with a stop-watch around `activate`. */
function timed(module: ExtensionModule, took: (ms: number) => void): ExtensionModule {
  const activate = (context: vscode.ExtensionContext): unknown => {
    const begin = performance.now();
    const result = module.activate(context);
    took(performance.now() - begin);
    return result;
  };
  return { ...module, activate };
}
