import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { fetchedChromium, fetchable } from './chromiumFetch.ts';

/** A Chromium and the environment it needs. */
export interface ChromiumProgram {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless Chromium with an empty profile. The caller closes it. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  return chromium.launch({
    executablePath,
    ...options,
    args: [...quiet, ...(options.args ?? [])],
    env: { ...(process.env as Record<string, string>), ...env, ...options.env },
  });
}

/**
 * The Chromium to test with: the one that WIOTP_CHROMIUM names, an installed one, one that Playwright's installer
 * brought, or one from the npm registry. Never installs a system package.
 * @throws Error that says what to do where there is none.
 */
export async function findChromium(): Promise<ChromiumProgram> {
  const named = process.env['WIOTP_CHROMIUM'];
  if (named !== undefined) {
    if (await canRun(named)) return { executablePath: named, env: {} };
    throw new Error(`WIOTP_CHROMIUM names ${named}, which is not a program.`);
  }
  for (const candidate of [...onPath(), ...usualPlaces(), chromium.executablePath()])
    if (await canRun(candidate)) return { executablePath: candidate, env: {} };
  if (fetchable) return fetchedChromium();
  throw new Error(
    'No Chromium found. Install Chromium, Chrome or Edge, or run "npx playwright-core install chromium", or set WIOTP_CHROMIUM to the path of one.',
  );
}

function onPath(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
  const extension = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name + extension)));
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin')
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  if (process.platform !== 'win32') return [];
  const roots = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']].filter(
    (root) => root !== undefined,
  );
  const programs = [
    'Chromium\\Application\\chrome.exe',
    'Google\\Chrome\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
  ];
  return roots.flatMap((root) => programs.map((program) => path.join(root, program)));
}

async function canRun(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
