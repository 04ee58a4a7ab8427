import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';

const root = join(import.meta.dirname, '../..');

/** What files of a layer may import, and what they must not. Paths are relative to a file right in the layer's folder. */
const imports: readonly { layer: string; allowed: readonly string[]; forbidden: readonly string[] }[] = [
  {
    layer: 'wiotp',
    allowed: ['./topic.ts', './kinds/messaging.ts'],
    forbidden: [
      'node:fs',
      'vscode',
      'ajv',
      'jsonc-parser',
      '../filter/filter.ts',
      '../lint/problem.ts',
      '../rpc/wire.ts',
      '../engine/main.ts',
    ],
  },
  {
    layer: 'filter',
    allowed: ['./filter.ts', '../wiotp/kind.ts'],
    forbidden: ['node:fs', 'vscode', 'jsonc-parser', '../lint/problem.ts', '../rpc/wire.ts', '../engine/main.ts', '../webview/state.ts'],
  },
  {
    layer: 'lint',
    allowed: ['./problem.ts', '../wiotp/kind.ts', 'jsonc-parser'],
    forbidden: [
      'node:fs',
      'vscode',
      'ajv',
      'json5',
      'mqtt',
      '../filter/filter.ts',
      '../rpc/wire.ts',
      '../transcript/step.ts',
      '../editor/convert.ts',
      '../workbench/bin.ts',
    ],
  },
  {
    layer: 'transcript',
    allowed: ['./step.ts', '../lint/problem.ts', '../wiotp/kind.ts', 'jsonc-parser'],
    forbidden: ['node:fs', 'vscode', 'mqtt', '../rpc/wire.ts', '../engine/main.ts', '../platform/platform.ts', '../cli/main.ts'],
  },
  {
    layer: 'replies',
    allowed: ['./replyRule.ts', '../lint/problem.ts', '../wiotp/kind.ts', 'jsonc-parser'],
    forbidden: ['node:fs', 'vscode', 'js-yaml', '../profiles/profile.ts', '../rpc/wire.ts', '../engine/main.ts', '../editor/convert.ts'],
  },
  {
    layer: 'profiles',
    allowed: ['./profile.ts', '../replies/replyRule.ts', '../lint/problem.ts', 'jsonc-parser', 'js-yaml'],
    forbidden: ['node:fs', 'vscode', 'mqtt', '../rpc/wire.ts', '../transcript/step.ts', '../engine/main.ts', '../workbench/bin.ts'],
  },
  {
    layer: 'rpc',
    allowed: ['./wire.ts', '../wiotp/kind.ts', '../filter/filter.ts', '../lint/problem.ts', '../profiles/profile.ts'],
    forbidden: ['node:net', 'vscode', './node/socketWire.ts', '../transcript/variables.ts', '../engine/main.ts', '../webview/state.ts'],
  },
  {
    layer: 'rpc/node',
    allowed: ['node:net', '../wire.ts', '../../wiotp/kind.ts'],
    forbidden: ['node:sqlite', 'vscode', 'mqtt', '../../engine/main.ts', '../../platform/platform.ts', '../../lint/problem.ts'],
  },
  {
    layer: 'ownSchemas',
    allowed: ['ajv', 'ajv/dist/2020.js', 'ajv-formats', 'node:worker_threads', '../lint/problem.ts', '../rpc/node/schemaThread.ts'],
    forbidden: ['vscode', 'mqtt', 'node:sqlite', 'ajvx', 'jsonc-parser', '../engine/main.ts', '../editor/convert.ts', '../cli/main.ts'],
  },
  {
    layer: 'engine',
    allowed: [
      'node:sqlite',
      'mqtt',
      '../lint/lintPayload.ts',
      '../ownSchemas/ownSchemaThread.ts',
      '../rpc/node/portWire.ts',
      '../transcript/step.ts',
    ],
    forbidden: [
      'vscode',
      'aedes',
      '../ownSchemas/schemaServer.ts',
      '../platform/platform.ts',
      '../workbench/bin.ts',
      '../editor/convert.ts',
      '../webview/state.ts',
      '../cli/main.ts',
    ],
  },
  {
    layer: 'engine/store',
    allowed: ['node:sqlite', '../../rpc/node/clock.ts', '../../wiotp/kind.ts'],
    forbidden: ['vscode', '../../platform/platform.ts'],
  },
  {
    layer: 'platform',
    allowed: ['node:net', 'node:sqlite', '../lint/lintPayload.ts', '../rpc/node/socketWire.ts'],
    forbidden: [
      'vscode',
      'mqtt',
      'mqtt-packet',
      '../ownSchemas/ownSchemaThread.ts',
      '../engine/main.ts',
      '../workbench/bin.ts',
      '../webview/state.ts',
      '../cli/main.ts',
    ],
  },
  {
    layer: 'webview',
    allowed: ['preact', '../rpc/wire.ts', '../filter/filter.ts', '../wiotp/kind.ts'],
    forbidden: [
      'vscode',
      'node:fs',
      '../ownSchemas/ownSchemaThread.ts',
      '../rpc/node/portWire.ts',
      '../engine/main.ts',
      '../workbench/bin.ts',
    ],
  },
  {
    layer: 'editor',
    allowed: ['vscode', '../lint/lintPayload.ts', '../wiotp/kind.ts'],
    forbidden: [
      'node:fs',
      'mqtt',
      'jsonc-parser',
      '../ownSchemas/ownSchemaThread.ts',
      '../rpc/node/portWire.ts',
      '../workbench/bin.ts',
      '../engine/main.ts',
    ],
  },
  {
    layer: 'workbench',
    allowed: [
      'vscode',
      'node:path',
      '../rpc/node/portWire.ts',
      '../ownSchemas/ownSchemaThread.ts',
      '../editor/payloadFiles.ts',
      '../wiotp/kind.ts',
    ],
    forbidden: [
      'mqtt',
      'aedes',
      'jsonc-parser',
      'ajv',
      'node:sqlite',
      'node:net',
      '../engine/main.ts',
      '../platform/platform.ts',
      '../webview/state.ts',
      '../ownSchemas/compileSchemas.ts',
    ],
  },
  {
    layer: 'cli',
    allowed: ['node:fs', '../platform/platform.ts', '../engine/main.ts', '../lint/lintPayload.ts', '../ownSchemas/ownSchemaThread.ts'],
    forbidden: ['vscode', '../ownSchemas/main.ts', '../editor/convert.ts', '../workbench/bin.ts', '../webview/state.ts'],
  },
];

/** What code of an environment may use, and what it must not, by the TypeScript project that checks it. */
const uses: readonly { project: string; allowed: readonly string[]; forbidden: readonly string[] }[] = [
  {
    project: 'pure',
    allowed: ['new TextDecoder().decode()', 'setTimeout(() => {}, 1)', 'crypto.randomUUID()', '[1].toSorted()'],
    forbidden: [
      'process.exit()',
      'document.title',
      'Buffer.from([])',
      "fetch('x')",
      "import('node:fs')",
      "import('vscode').then(({ window }) => window)",
    ],
  },
  {
    project: 'node',
    allowed: ['process.exit()', "import('node:fs')"],
    forbidden: ['document.title', 'window.innerWidth', "import('vscode').then(({ window }) => window)"],
  },
  {
    project: 'browser',
    allowed: ['document.title', 'requestAnimationFrame(() => {})'],
    forbidden: ['process.exit()', 'Buffer.from([])', "import('node:fs')"],
  },
  {
    project: 'editor',
    allowed: ["import('vscode')", 'setTimeout(() => {}, 1)'],
    forbidden: ['process.exit()', 'document.title', 'Buffer.from([])', "import('node:fs')"],
  },
  {
    project: 'workbench',
    allowed: ["import('vscode')", 'process.platform', "import('node:path')"],
    forbidden: ['document.title', 'window.innerWidth'],
  },
];

describe('a wrong import', () => {
  let folder = '';
  let refused: ReadonlySet<string> = new Set();
  const cases = imports.flatMap(({ layer, allowed, forbidden }) => [
    ...allowed.map((name) => ({ layer, name, allowed: true })),
    ...forbidden.map((name) => ({ layer, name, allowed: false })),
  ]);
  const fileOf = (index: number, layer: string): string => `src/${layer}/case${index}.ts`;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'layers-'));
    await copyFile(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    for (const [index, { layer, name }] of cases.entries())
      await write(join(folder, fileOf(index, layer)), `import * as it from '${name}';\nexport { it };\n`);
    refused = await refusedImports(folder);
  });

  after(() => rm(folder, { recursive: true }));

  for (const [index, { layer, name, allowed }] of cases.entries()) {
    it(`${layer} ${allowed ? 'may' : 'must not'} import ${name}`, () => assert.equal(refused.has(fileOf(index, layer)), !allowed));
  }
});

describe('a wrong use of the environment', () => {
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'environments-'));
  });

  after(() => rm(folder, { recursive: true }));

  for (const { project, allowed, forbidden } of uses) {
    it(`fails in the project ${project}, and a right one does not`, async () => {
      const snippets = [...allowed, ...forbidden];
      for (const [index, snippet] of snippets.entries())
        await write(join(folder, project, `case${index}.ts`), `export const it = ${snippet};\n`);
      const failed = await filesWithErrors(join(folder, project), project);
      assert.deepEqual(
        snippets.filter((_, index) => failed.has(`case${index}.ts`)),
        forbidden,
      );
    });
  }
});

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** The files below a folder with an import that our lint rules refuse. */
async function refusedImports(folder: string): Promise<ReadonlySet<string>> {
  const output = await run(folder, 'oxlint/bin/oxlint', '-c', '.oxlintrc.json', '--format', 'json', '.');
  const { diagnostics } = JSON.parse(output) as { diagnostics: readonly { code: string; filename: string }[] };
  return new Set(
    diagnostics.filter(({ code }) => code.includes('no-restricted-imports')).map(({ filename }) => filename.replaceAll('\\', '/')),
  );
}

/** The files of a folder that do not compile as part of one of our projects. */
async function filesWithErrors(folder: string, project: string): Promise<ReadonlySet<string>> {
  const globals = project === 'pure' || project === 'editor' ? [join(root, 'config/pure.d.ts')] : [];
  const config = {
    extends: join(root, 'config', `tsconfig.${project}.json`),
    compilerOptions: { typeRoots: [join(root, 'node_modules/@types')] },
    include: ['*.ts', ...globals],
  };
  await write(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const output = await run(folder, 'typescript/bin/tsc', '-p', 'tsconfig.json', '--pretty', 'false');
  return new Set([...output.matchAll(/^(case\d+\.ts)\(/gm)].map(([, file = '']) => file));
}

/** What a tool of ours prints, whether it is content or not. */
function run(cwd: string, tool: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'node_modules', tool), ...args], { cwd, maxBuffer: 1 << 24 }, (_, stdout) => resolve(stdout));
  });
}
