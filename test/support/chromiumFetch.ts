import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { ChromiumProgram } from './chromium.ts';
import { fetchOnce } from './fetchOnce.ts';
import { installedVersion, npmInstall } from './npm.ts';

const carrier = '@sparticuz/chromium';
const version = '153.0.0';

/** Whether the registry has a Chromium for this machine. */
export const fetchable = process.platform === 'linux' && process.arch === 'x64';

/** A Chromium that brings the libraries it needs, from the npm registry, fetched once. Only where {@link fetchable}. */
export async function fetchedChromium(): Promise<ChromiumProgram> {
  const home = await fetchOnce({
    name: 'chromium',
    what: 'Chromium from the npm registry (about 250 MB on disk)',
    isWanted: async (folder) => (await installedVersion(folder, carrier)) === version,
    fill: async (folder) => {
      await npmInstall(folder, '--save-exact', `${carrier}@${version}`);
      await unpack(folder);
    },
  });
  return { executablePath: path.join(home, 'chromium'), env: { LD_LIBRARY_PATH: path.join(home, 'al2023', 'lib') } };
}

/** The package unpacks itself into the temporary folder, and its libraries only where it believes to be on AWS. */
async function unpack(folder: string): Promise<void> {
  const code = `import(${JSON.stringify(carrier)}).then(({ default: chromium }) => chromium.executablePath())`;
  const child = spawn(process.execPath, ['--eval', code], {
    cwd: folder,
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error(`${carrier} did not unpack itself (${status}).`);
  await rm(path.join(folder, 'node_modules', carrier, 'bin'), { recursive: true });
}
