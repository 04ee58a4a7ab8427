import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { OwnedProcess } from './ownedProcess.ts';

/** Settings of the outer npm that say how to reach the registry; all others would change what is installed and where. */
const network =
  /^npm_config_(registry|proxy|https?_proxy|no_?proxy|cafile|ca|cert|key|strict_ssl|cache|userconfig|globalconfig|fetch_\w+|_auth\w*|\/\/.+|@.+)$/i;

/** Said again on the command line, because a user's npmrc may say otherwise. */
const own = '--ignore-scripts --omit=dev --no-engine-strict --location=project --no-dry-run --no-package-lock-only'.split(' ');
const quiet = '--no-audit --no-fund --no-progress --loglevel=error'.split(' ');

/**
 * `npm install` in a folder that has a package.json of its own, without install scripts, and as if no other
 * npm were running around us.
 * @throws Error with npm's own words when it fails.
 */
export async function npmInstall(folder: string, ...packages: readonly string[]): Promise<void> {
  const [command, first] = npmCommand();
  const run = new OwnedProcess(command, [...first, 'install', ...own, ...quiet, ...packages], {
    cwd: folder,
    env: cleanEnvironment(process.env),
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32' && first.length === 0,
  });
  const said = run.output();
  const code = await run.exited;
  if (code !== 0) throw new Error(`npm install ${packages.join(' ')} failed in ${folder} (${code}).\n${said().trim()}`);
}

/** The version of a package that is installed in a folder. */
export async function installedVersion(folder: string, name: string): Promise<string | undefined> {
  const manifest = await readFile(path.join(folder, 'node_modules', name, 'package.json'), 'utf8').catch(() => '{}');
  return (JSON.parse(manifest) as { version?: string }).version;
}

/** The environment without what an outer npm put there for its own project. */
function cleanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_/i.test(name) || network.test(name)));
}

function npmCommand(): [string, string[]] {
  const script = process.env['npm_execpath'];
  return script?.endsWith('npm-cli.js') ? [process.execPath, [script]] : ['npm', []];
}
