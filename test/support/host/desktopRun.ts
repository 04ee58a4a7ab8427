import { runTests } from '@vscode/test-electron';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { desktopEnvironment } from '../desktop.ts';
import { projectRoot } from '../projectPaths.ts';
import { quietSettings } from '../quietSettings.ts';
import { readReport, type HostReport } from './hostRun.ts';
import { prepareHostTests } from './hostTests.ts';

/** Runs `test/host/**` inside the extension host of a desktop VS Code, with the extension run from `dist/`. */
export async function runDesktopTests(program: string): Promise<HostReport> {
  const tests = await prepareHostTests();
  const settings = path.join(tests.userDataDir, 'User', 'settings.json');
  await mkdir(path.dirname(settings), { recursive: true });
  await writeFile(settings, JSON.stringify(quietSettings));
  for (const name of Object.keys(process.env)) if (!(name in desktopEnvironment())) delete process.env[name];
  process.env['WIOTP_HOME'] = path.join(tests.userDataDir, 'wiotp');
  let ended = '';
  await runTests({
    vscodeExecutablePath: program,
    extensionDevelopmentPath: projectRoot,
    extensionTestsPath: tests.entry,
    launchArgs: [tests.workspace, '--user-data-dir', tests.userDataDir, '--extensions-dir', path.join(tests.userDataDir, 'extensions')],
    // The report says more than this error, where there is one.
  }).catch((error: Error) => (ended = error.message));
  return readReport(tests, [ended]);
}
