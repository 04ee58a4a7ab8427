import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { webviewSources } from '../../../scripts/webviewSources.ts';
import { projectPath } from '../../support/projectPaths.ts';

/** The files of our views, built. */
export interface Bundle {
  readonly folder: string;
  dispose(): Promise<void>;
}

const browser: BuildOptions = {
  bundle: true,
  platform: 'browser',
  format: 'iife',
  target: 'chrome130',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'silent',
};

/** Builds the views into a folder of its own, or takes the one that WIOTP_DIST holds in `webview`. */
export async function bundleViews(): Promise<Bundle> {
  const built = process.env['WIOTP_DIST'];
  if (built !== undefined) return { folder: path.resolve(built, 'webview'), dispose: () => Promise.resolve() };
  const folder = await mkdtemp(path.join(os.tmpdir(), 'wiotp-webview-'));
  const entryPoints = webviewSources.map((source) => projectPath(source));
  await build({ ...browser, entryPoints, outdir: folder });
  for (const name of ['codicon.css', 'codicon.ttf'])
    await copyFile(projectPath('node_modules', '@vscode', 'codicons', 'dist', name), path.join(folder, name));
  return { folder, dispose: () => rm(folder, { recursive: true }) };
}

/** Code for a page, from one of the modules in this folder. */
export async function bundleForPage(module: string): Promise<string> {
  const { outputFiles } = await build({ ...browser, entryPoints: [projectPath('test', 'webview', 'support', module)], write: false });
  return outputFiles?.[0]?.text ?? '';
}
