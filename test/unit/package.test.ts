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
  'imports.js',
  'profiles.js',
  'rows.js',
  'traffic.js',
  'engine.js',
  'schemas.js',
  'cli.js',
];
const pages = ['board', 'conversation', 'plot', 'trafficLog'];
const webview = [...pages.flatMap((page) => [`${page}.js`, `${page}.css`]), 'codicon.css', 'codicon.ttf'];

/** The most that a bundle may have, in kB. */
const budgets: readonly (readonly [name: string, kB: number, what: string])[] = [
  ['extension.js', 60, 'every activation loads it'],
  ['commands.js', 360, 'the first command loads it, and the linter comes from the editor’s'],
  ['engine.js', 860, 'it starts with the first use of a connection'],
  ['cli.js', 1560, 'wiotp loads it each time'],
];

describe('the packed extension', () => {
  it('holds what it needs and nothing else', async () => {
    const files = await listFiles({ cwd: projectRoot, packageManager: PackageManager.None });
    const schemas = manifest.contributes.jsonValidation.map(({ url }) => path.posix.normalize(url));
    const built = [...bundles.map((name) => `dist/${name}`), ...webview.map((name) => `dist/webview/${name}`)];
    const expected = ['package.json', 'package.nls.json', ...texts, ...built, ...schemas, ...media];
    assert.deepEqual(files.map((file) => file.replaceAll('\\', '/')).toSorted(), expected.toSorted());
  });

  it('has at most 1450 kB', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'wiotp-package-'));
    try {
      const { size } = await stat(await packExtension(path.join(folder, 'extension.vsix')));
      assert.ok(size <= 1450 * kB, `${size} bytes`);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  for (const [name, most, what] of budgets) {
    it(`has at most ${most} kB in ${name}: ${what}`, async () => {
      const { size } = await stat(projectPath('dist', name));
      assert.ok(size <= most * kB, `${size} bytes`);
    });
  }
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
