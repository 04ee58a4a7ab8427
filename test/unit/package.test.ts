import { listFiles, PackageManager } from '@vscode/vsce';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import manifest from '../../package.json' with { type: 'json' };
import { packExtension } from '../support/packedExtension.ts';
import { projectPath, projectRoot } from '../support/projectPaths.ts';

const kB = 1024;
const texts = ['README.md', 'CHANGELOG.md', 'LICENSE', 'dist/THIRD-PARTY-LICENSES.txt'];
const media = ['media/icon.png', 'media/device-workbench.svg'];
const bundles = [
  'extension.js',
  'editor.js',
  'commands.js',
  'connections.js',
  'profiles.js',
  'rows.js',
  'engine.js',
  'schemas.js',
  'cli.js',
];
const webview = ['board.js', 'board.css', 'trafficLog.js', 'trafficLog.css', 'codicon.css', 'codicon.ttf'];

describe('the packed extension', () => {
  it('holds what it needs and nothing else', async () => {
    const files = await listFiles({ cwd: projectRoot, packageManager: PackageManager.None });
    const schemas = manifest.contributes.jsonValidation.map(({ url }) => path.posix.normalize(url));
    const built = [...bundles.map((name) => `dist/${name}`), ...webview.map((name) => `dist/webview/${name}`)];
    const expected = ['package.json', 'package.nls.json', ...texts, ...built, ...schemas, ...media];
    assert.deepEqual(files.map((file) => file.replaceAll('\\', '/')).toSorted(), expected.toSorted());
  });

  it('has at most 1.5 MB', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'wiotp-package-'));
    try {
      const { size } = await stat(await packExtension(path.join(folder, 'extension.vsix')));
      assert.ok(size <= 1536 * kB, `${size} bytes`);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('loads at most 60 kB of code when it is activated', async () => {
    const { size } = await stat(projectPath('dist', 'extension.js'));
    assert.ok(size <= 60 * kB, `${size} bytes`);
  });
});

describe('the npm package', () => {
  it('holds the command line, what it starts, and nothing else', async () => {
    const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: projectRoot,
      shell: process.platform === 'win32',
    });
    const [{ files }] = JSON.parse(stdout) as [{ files: readonly { path: string }[] }];
    assert.deepEqual(files.map(({ path }) => path).toSorted(), [
      'LICENSE',
      'README.md',
      'dist/THIRD-PARTY-LICENSES.txt',
      'dist/cli.js',
      'dist/schemas.js',
      'package.json',
    ]);
  });
});
