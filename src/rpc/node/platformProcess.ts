import { spawn } from 'node:child_process';
import { Refusal } from '../../wiotp/refusal.ts';
import type { QuotaPlan } from '../platformContract.ts';

/** How the extension starts the embedded platform. */
export interface PlatformStart {
  /** The bundled `wiotp` program. */
  readonly program: string;
  readonly dataFolder: string;
  /** Where it says how it is reached: `announcementFile()`, so that this user's windows and commands share it. */
  readonly controlFile: string;
  /** Taken when it is free; any free port otherwise. */
  readonly preferredPort: number;
  /** The same for the port with TLS. */
  readonly preferredTlsPort: number;
  /** Opens Quickstart on this port; 0 for any. */
  readonly quickstartPort?: number;
  readonly quota: QuotaPlan;
  readonly tolerant: boolean;
  /** Names and addresses that the server's certificate carries besides the usual ones. */
  readonly certificateNames: readonly string[];
  /** Whether it runs on without windows. */
  readonly keepRunning: boolean;
  /** How long the platform lives on after its last window, in seconds. */
  readonly lingerSeconds: number;
}

/** How long the process may take to say that it is ready, in milliseconds. */
const readyMs = 20_000;

/**
 * Starts the embedded platform as a process of its own, which outlives this one, and resolves when it is ready.
 * @throws Refusal with what the process said when it ended instead.
 */
export function startPlatformProcess(start: PlatformStart): Promise<void> {
  const child = spawn(process.execPath, [start.program, ...platformArguments(start)], {
    detached: true,
    env: programEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => {
      failed(`it was not ready within ${readyMs / 1000} s`);
      child.kill('SIGKILL');
    }, readyMs);
    child.stderr.on('data', (bytes: Buffer) => (said = (said + bytes.toString()).slice(-4000)));
    child.stdout.once('data', () => {
      // The first line is `ready`. From here on the control socket says everything, and the pipes would
      // tie the process to this one.
      clearTimeout(late);
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
      resolve();
    });
    const failed = (why: string, cause?: Error): void => {
      clearTimeout(late);
      reject(
        new Refusal(
          `The embedded platform did not start: ${why}`,
          { rule: 'platform process', advice: 'See the log of Device Workbench for what it said.' },
          { cause: cause ?? new Error(said) },
        ),
      );
    };
    child.once('error', (error) => failed(error.message, error));
    child.once('exit', (code, signal) => failed(said.trim() === '' ? `it ended with ${code ?? signal}` : said.trim()));
  });
}

/** The command line of `wiotp` for a platform that the extension starts. A value goes with its option, because it could begin with a dash. */
export function platformArguments(start: PlatformStart): string[] {
  const { dataFolder, controlFile, preferredPort, preferredTlsPort, quickstartPort, certificateNames, lingerSeconds } = start;
  return [
    'platform',
    '--json',
    `--data=${dataFolder}`,
    `--control=${controlFile}`,
    `--prefer-port=${preferredPort}`,
    `--prefer-tls-port=${preferredTlsPort}`,
    ...(quickstartPort === undefined ? [] : [`--quickstart-port=${quickstartPort}`]),
    `--quota=${start.quota}`,
    ...(start.tolerant ? ['--tolerant'] : []),
    ...certificateNames.map((name) => `--certificate-name=${name}`),
    `--linger=${lingerSeconds}`,
    ...(start.keepRunning ? ['--keep-running'] : []),
  ];
}

/** On desktop VS Code `process.execPath` is Electron, which runs plain Node only when told so, and must not inherit a debugger. */
function programEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  delete env['NODE_OPTIONS'];
  return env;
}
