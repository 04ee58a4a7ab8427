import path from 'node:path';
import { fetchOnce } from './fetchOnce.ts';
import { installedVersion, npmInstall } from './npm.ts';

/** The npm package that carries VS Code's own server: 4.139.1 holds VS Code 1.139.1. */
const carrier = 'code-server';
const version = '4.139.1';

/**
 * VS Code's server from the npm registry, fetched once: the file to run with Node 24.
 * @param say Told in one line when a fetch begins and when it has ended.
 */
export async function installedServer(say?: (line: string) => void): Promise<string> {
  const home = await fetchOnce({
    name: 'server',
    what: 'VS Code’s server from the npm registry (about 800 MB on disk)',
    isWanted: async (folder) => (await installedVersion(folder, carrier)) === version,
    fill: async (folder) => {
      await npmInstall(folder, '--save-exact', `${carrier}@${version}`);
      await npmInstall(vscodeFolder(folder));
      await npmInstall(path.join(vscodeFolder(folder), 'extensions'));
    },
    say,
  });
  return path.join(vscodeFolder(home), 'out', 'server-main.js');
}

function vscodeFolder(home: string): string {
  return path.join(home, 'node_modules', carrier, 'lib', 'vscode');
}
