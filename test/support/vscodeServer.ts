import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { OwnedProcess } from './ownedProcess.ts';
import { until } from './until.ts';
import { installedServer } from './vscodeInstall.ts';

export interface ServerOptions {
  /** Where the server keeps everything it writes, user settings included. Created when missing. */
  readonly userDataDir: string;
  /** Where installed extensions are looked for; without it, below `userDataDir`. */
  readonly extensionsDir?: string;
  /** User settings; written before the server starts. Without them, those that are there stay. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Lets a page run an extension from its sources; a built VS Code ignores that otherwise. */
  readonly smokeTestDriver?: boolean;
  /** A packed extension that is installed before the server starts. */
  readonly installVsix?: string;
  /** A port, or a range such as `8230-8239` of which the first free one is taken. Any free port without it. */
  readonly port?: string;
  /** Added to the environment, which extensions inherit. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface PageOptions {
  /** The folder that is opened, absolute; none without it. */
  readonly folder?: string;
  /** Instead, a `.code-workspace` file with several folders. */
  readonly workspace?: string;
  /** An extension that is run from its folder. Needs `smokeTestDriver`. */
  readonly development?: string;
  /** A CommonJS module with `run(): Promise<void>`, called in the extension host. Needs `smokeTestDriver`. */
  readonly tests?: string;
}

export interface VSCodeServer {
  readonly port: number;
  /** The address of a workbench page. It holds the server's secret token. */
  url(page: PageOptions): string;
  /** Resolves when the server has ended, by itself or because it was stopped: its exit code, or `null` after a signal. */
  readonly exited: Promise<number | null>;
  /** Resolves when the server and all extension hosts are gone. */
  dispose(): Promise<void>;
}

const silent = ['--accept-server-license-terms', '--telemetry-level', 'off'];

/** Starts VS Code's server on the loopback address, behind a random token. Resolves when it answers. */
export async function startVSCodeServer(options: ServerOptions): Promise<VSCodeServer> {
  const program = await installedServer();
  const { userDataDir } = options;
  await mkdir(userDataDir, { recursive: true });
  if (options.settings) await writeSettings(userDataDir, options.settings);
  if (options.installVsix !== undefined) await installExtension(program, options.installVsix, options);

  const token = randomBytes(16).toString('hex');
  const tokenFile = path.join(userDataDir, 'connection-token');
  await writeFile(tokenFile, token, { mode: 0o600 });
  const where = ['--host', '127.0.0.1', '--port', options.port ?? '0', '--connection-token-file', tokenFile];
  const driver = options.smokeTestDriver === true ? ['--enable-smoke-test-driver'] : [];
  const server = new OwnedProcess(process.execPath, [program, ...where, ...driver, ...silent, ...folders(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(options),
  });
  try {
    const port = await listening(server, options.port);
    return { port, exited: server.exited, url: (page) => address(port, token, page), dispose: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function writeSettings(userDataDir: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const file = path.join(userDataDir, 'data', 'User', 'settings.json');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(settings, undefined, 2));
}

async function installExtension(program: string, vsix: string, options: ServerOptions): Promise<void> {
  const installer = new OwnedProcess(process.execPath, [program, '--install-extension', vsix, '--force', ...folders(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(options),
  });
  const said = installer.output();
  const code = await installer.exited;
  await installer.stop();
  if (code !== 0) throw new Error(`VS Code does not take ${vsix} (${code}).\n${said()}`);
}

function folders(options: ServerOptions): string[] {
  const extensions = options.extensionsDir === undefined ? [] : ['--extensions-dir', options.extensionsDir];
  return ['--server-data-dir', options.userDataDir, ...extensions];
}

/** Inspector and compile flags meant for our own process must not reach VS Code's. */
function environment({ env, userDataDir }: ServerOptions): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...inherited } = process.env;
  // The platform that a user's windows share is shared by the windows of one server only.
  return { ...inherited, WIOTP_HOME: path.join(userDataDir, 'wiotp'), ...env };
}

/** Waits for the port in the server's own words, then for an answer on it. */
async function listening(server: OwnedProcess, wanted?: string): Promise<number> {
  const said = server.output();
  let ended = false;
  void server.exited.finally(() => (ended = true)).catch(() => undefined);
  return until('VS Code’s server', async () => {
    if (ended) throw new Error(`VS Code’s server ended at once.\n${said()}`);
    if (said().includes('EADDRINUSE')) throw new Error(`Port ${wanted} is taken.`);
    const port = /listening on (\d+)/.exec(said())?.[1];
    if (port === undefined) return undefined;
    const answer = await fetch(`http://127.0.0.1:${port}/version`).catch(() => undefined);
    return answer?.ok === true ? Number(port) : undefined;
  });
}

function address(port: number, token: string, { folder, workspace, development, tests }: PageOptions): string {
  const remote = (target: string) => `vscode-remote://127.0.0.1:${port}${pathToFileURL(target).pathname}`;
  const payload = [
    ...(development === undefined ? [] : [['extensionDevelopmentPath', remote(development)]]),
    ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
  ];
  const query = new URLSearchParams({ tkn: token });
  if (folder !== undefined) query.set('folder', pathToFileURL(folder).pathname);
  if (workspace !== undefined) query.set('workspace', pathToFileURL(workspace).pathname);
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://127.0.0.1:${port}/?${query}`;
}
