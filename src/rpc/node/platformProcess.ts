import { spawn } from 'node:child_process';
import { Refusal } from '../../wiotp/refusal.ts';

/** How the extension starts the embedded platform. */
export interface PlatformStart {
  /** The bundled `wiotp` program. */
  readonly program: string;
  readonly dataFolder: string;
  readonly controlFile: string;
  /** Taken when it is free; any free port otherwise. */
  readonly preferredPort: number;
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
  const { program, dataFolder, controlFile, preferredPort, lingerSeconds } = start;
  const places = ['--data', dataFolder, '--control', controlFile];
  const behaviour = ['--prefer-port', String(preferredPort), '--linger', String(lingerSeconds)];
  const args = [program, 'platform', '--json', ...places, ...behaviour];
  const child = spawn(process.execPath, args, {
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

/** On desktop VS Code `process.execPath` is Electron, which runs plain Node only when told so, and must not inherit a debugger. */
function programEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  delete env['NODE_OPTIONS'];
  return env;
}
