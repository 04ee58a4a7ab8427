// Builds everything that ships: node esbuild.mjs [--watch] [--production] [--no-generate]
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, context } from 'esbuild';
import { thirdPartyLicences } from './scripts/thirdPartyLicences.ts';
import { webviewSources } from './scripts/webviewSources.ts';

process.chdir(import.meta.dirname);
const watch = process.argv.includes('--watch');
const codicons = 'node_modules/@vscode/codicons/dist/';
const production = process.argv.includes('--production');

/** Own sources that the extension only loads when they are needed. Each is a bundle, and a dynamic import of it loads that. */
const late = {
  'src/workbench/languageFeatures.ts': 'editor',
  'src/workbench/commands/allCommands.ts': 'commands',
  'src/workbench/connections/connectionDetails.ts': 'connections',
  'src/workbench/connections/transfer/importConnections.ts': 'imports',
  'src/profiles/shared/sharedFiles.ts': 'profiles',
  'src/workbench/embeddedPlatform/tree/rows.ts': 'rows',
  'src/workbench/traffic/logHost.ts': 'traffic',
};

/** @type {import('esbuild').Plugin} */
const loadLate = {
  name: 'load-late',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path: name, resolveDir }) => {
      const source = path.relative(import.meta.dirname, path.resolve(resolveDir, name)).replaceAll(path.sep, '/');
      const bundle = kind === 'dynamic-import' ? new Map(Object.entries(late)).get(source) : undefined;
      return bundle === undefined ? undefined : { path: `./${bundle}.js`, external: true };
    });
  },
};

/**
 * Leaves out what nothing of ours reaches: mqtt's own ways through SOCKS proxies, because connections bring their own stream, and the
 * manifest but for its version.
 * @type {import('esbuild').Plugin}
 */
const leaveOut = {
  name: 'leave-out',
  setup(build) {
    build.onResolve({ filter: /^socks$/ }, ({ path: name }) => ({ path: name, namespace: 'left-out' }));
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: '' }));
    build.onLoad({ filter: /[\\/]package\.json$/ }, ({ path: file }) => {
      if (path.dirname(file) !== import.meta.dirname) return undefined;
      const { version } = JSON.parse(readFileSync(file, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/** @type {import('esbuild').Plugin} */
const saySizes = {
  name: 'say-sizes',
  setup: (build) => build.onEnd(({ metafile }) => printSizes(metafile)),
};

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  // Sources run as they ship, in tests as well: only the source maps are left out of a production build.
  minify: true,
  sourcemap: !production,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [saySizes],
};

/** @type {import('esbuild').BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  // jsonc-parser's "main" is a UMD file that no bundler can follow.
  mainFields: ['module', 'main'],
  // mqtt brings a copy of Node's streams for browsers; here Node's own are at hand.
  alias: { 'readable-stream': 'node:stream' },
  plugins: [leaveOut, saySizes],
};

/** @type {import('esbuild').BuildOptions} */
const inExtensionHost = {
  ...node,
  external: ['vscode'],
  // A real import() would look for VS Code's API among the files.
  supported: { 'dynamic-import': false },
  plugins: [loadLate, saySizes],
};

/** Stands before what the program loads: an older Node fails there already, with a stack trace instead of a reason. */
const programHead = `#!/usr/bin/env node
if (!process.getBuiltinModule?.('node:sqlite')) {
  console.error('wiotp needs Node 22.13 or later; this is ' + process.version + '.');
  process.exit(2);
}`;

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  { ...inExtensionHost, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js' },
  ...Object.entries(late).map(([source, name]) => ({ ...inExtensionHost, entryPoints: [source], outfile: `dist/${name}.js` })),
  { ...node, entryPoints: ['src/engine/main.ts'], outfile: 'dist/engine.js' },
  { ...node, entryPoints: ['src/ownSchemas/main.ts'], outfile: 'dist/schemas.js' },
  { ...node, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js', banner: { js: programHead } },
  {
    ...common,
    entryPoints: [...webviewSources],
    outdir: 'dist/webview',
    platform: 'browser',
    format: 'iife',
    target: 'chrome130',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  },
];

if (!process.argv.includes('--no-generate')) generate();
if (production) rmSync('dist', { recursive: true, force: true });
copyCodicons();
if (watch) {
  for (const options of bundles) await (await context(options)).watch();
  console.log('Watching for changes; Ctrl+C ends it.');
} else {
  const results = await Promise.allSettled(bundles.map((options) => build(options)));
  // esbuild has said what is wrong, so no stack trace of its own.
  if (results.some(({ status }) => status === 'rejected')) process.exit(1);
  chmodSync('dist/cli.js', 0o755);
  // Fonts and generated validators come from packages without being imported.
  const copied = [codicons, 'node_modules/ajv/', 'node_modules/ajv-formats/'];
  const inputs = results.flatMap((result) => (result.status === 'fulfilled' ? Object.keys(result.value.metafile?.inputs ?? {}) : []));
  writeFileSync('dist/THIRD-PARTY-LICENSES.txt', thirdPartyLicences([...inputs, ...copied]));
}

/** What is generated and checked in is made first, so that a bundle never holds an old table. */
function generate() {
  execFileSync(process.execPath, ['scripts/generate.ts'], { stdio: 'inherit' });
}

function copyCodicons() {
  mkdirSync('dist/webview', { recursive: true });
  for (const name of ['codicon.css', 'codicon.ttf']) copyFileSync(codicons + name, `dist/webview/${name}`);
}

/** @param {import('esbuild').Metafile | undefined} metafile */
function printSizes(metafile) {
  for (const [file, { bytes }] of Object.entries(metafile?.outputs ?? {}))
    if (!file.endsWith('.map')) console.log(`${file.padEnd(28)}${(bytes / 1024).toFixed(1).padStart(8)} kB`);
}
