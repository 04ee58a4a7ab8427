/**
 * Opens a real VS Code with the extension and the sample workspace: npm start [-- --port N]
 * Desktop VS Code where there is one, otherwise VS Code's server for a browser, which --port asks for.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { desktopEnvironment, desktopVSCode } from '../test/support/desktop.ts';
import { OwnedProcess } from '../test/support/ownedProcess.ts';
import { packExtension } from '../test/support/packedExtension.ts';
import { cachePath, projectPath, projectRoot } from '../test/support/projectPaths.ts';
import { quietSettings } from '../test/support/quietSettings.ts';
import { installedServer } from '../test/support/vscodeInstall.ts';
import { startVSCodeServer } from '../test/support/vscodeServer.ts';

/** Always the same where possible, because a browser keeps what the workbench remembers by address. */
const usualPorts = '8230-8239';

/**
 * What a newcomer sees: the sample's own page instead of a welcome to VS Code, and no question whether to trust the
 * folder: it belongs to this repository, whose code has just been run to get here. The profile is for this alone.
 */
const settings = { ...quietSettings, 'workbench.startupEditor': 'readme', 'workbench.reduceMotion': 'auto' };

const { values } = parseArgs({ options: { port: { type: 'string' } } });
const sample = projectPath('sample');
build();
const program = values.port === undefined ? await desktopVSCode().catch(tellAndUseServer) : undefined;
await (program === undefined ? serve(values.port) : openDesktop(program)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

async function serve(port = usualPorts): Promise<void> {
  const home = cachePath('start');
  await installedServer(console.log);
  await writeSettingsOnce(path.join(home, 'data', 'data', 'User'));
  const server = await startVSCodeServer({
    userDataDir: path.join(home, 'data'),
    extensionsDir: path.join(home, 'extensions'),
    installVsix: await packExtension(path.join(home, 'extension.vsix')),
    port,
  });
  console.log(`
VS Code with Device Workbench is ready. Open this address in a browser on this machine:

    ${server.url({ folder: sample })}

Whoever has the address can use this VS Code. Ctrl+C ends it.
`);
  const code = await Promise.race([interrupted(), server.exited]);
  await server.dispose();
  if (code === undefined) return;
  console.error(`VS Code’s server ended by itself (${code}).`);
  process.exitCode = 1;
}

async function openDesktop(program: string): Promise<void> {
  const home = cachePath('start-desktop');
  await writeSettingsOnce(path.join(home, 'data', 'User'));
  const profile = ['--user-data-dir', path.join(home, 'data'), '--extensions-dir', path.join(home, 'extensions')];
  const behaviour = ['--new-window', '--skip-release-notes', '--skip-welcome', `--extensionDevelopmentPath=${projectRoot}`];
  // Chromium's sandbox refuses to run for root.
  if (process.getuid?.() === 0) behaviour.push('--no-sandbox');
  const vscode = new OwnedProcess(program, [sample, ...profile, ...behaviour], { stdio: 'ignore', env: desktopEnvironment() });
  console.log(`\nVS Code with Device Workbench opens (${program}). Closing its window or Ctrl+C ends it.\n`);
  await Promise.race([interrupted(), vscode.exited]);
  await vscode.stop();
}

/** Settings that somebody changed in an earlier session stay. */
async function writeSettingsOnce(folder: string): Promise<void> {
  const file = path.join(folder, 'settings.json');
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${JSON.stringify(settings, undefined, 2)}\n`);
}

function tellAndUseServer(why: Error): undefined {
  console.log(`Desktop VS Code is not used: ${why.message}.`);
}

async function interrupted(): Promise<undefined> {
  await Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));
}

function build(): void {
  const { status } = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(1);
}
