import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folderWith, runInProcess } from '../../../support/cli/runInProcess.ts';

interface Found {
  readonly path: string;
  readonly kind: string | null;
  readonly problems: { rule: string; severity: string; line: number; column: number }[];
}

const schema = '{"type": "object", "properties": {"temperature": {"type": "number"}}, "required": ["temperature"]}';
const files = {
  '.vscode/settings.json': JSON.stringify({
    'wiotp.files': { 'events/*.json': 'iot-2/evt/status/fmt/json' },
    'wiotp.schemas': { 'iot-2/evt/+/fmt/json': './schemas/event.json' },
  }),
  'schemas/event.json': schema,
};

async function lint(folder: string, args: readonly string[]): Promise<{ code: number; err: string; files: Found[]; unreadable: string[] }> {
  const { code, out, err } = await runInProcess(['lint', '--json', ...args], { folder });
  return { code, err, ...(JSON.parse(out) as { files: Found[]; unreadable: string[] }) };
}

function places({ problems }: Found): readonly string[] {
  return problems.map(({ rule, severity, line, column }) => `${severity} ${rule} ${line}:${column}`);
}

test('payloads with a topic are checked against the schemas of the settings', async (t) => {
  const folder = folderWith(t, {
    ...files,
    'events/a.json': '{"temperature": 21}',
    'events/b.json': '{\n"temperature": "21"}',
    'c.json': '{}',
  });
  const { code, files: found } = await lint(folder, ['events', '--no-settings']);
  assert.deepEqual([code, found], [0, []]);
  const checked = await lint(folder, ['events']);
  assert.deepEqual(checked.files.map(places), [[], ['error own/payload 2:16']]);
  assert.equal(checked.code, 1);
  const named = await lint(folder, ['--topic', 'iot-2/evt/x/fmt/json', 'c.json']);
  assert.deepEqual(named.files.map(places), [['error own/payload 1:1']]);
});

test('the messages of transcripts are checked where they stand', async (t) => {
  const steps = '{"steps": [\n{"topic": "iot-2/evt/status/fmt/json", "payload":\n  {"temperature": "21"}}]}';
  const folder = folderWith(t, { ...files, 'x.wiotp.json': steps });
  const [found] = (await lint(folder, ['x.wiotp.json'])).files;
  assert.ok(places(found!).includes('error own/payload 3:19'), JSON.stringify(found));
});

test('severities of the settings count for them, too', async (t) => {
  const settings = { ...(JSON.parse(files['.vscode/settings.json']) as object), 'wiotp.lint.rules': { 'own/payload': 'warning' } };
  const folder = folderWith(t, { ...files, '.vscode/settings.json': JSON.stringify(settings), 'events/b.json': '{}' });
  const { code, files: found } = await lint(folder, ['events']);
  assert.deepEqual([code, places(found[0]!)], [0, ['warning own/payload 1:1']]);
});

test('a broken schema is a problem of its own file', async (t) => {
  const folder = folderWith(t, { ...files, 'schemas/event.json': '{"type": \n"objekt"}', 'events/a.json': '{}' });
  const { code, files: found } = await lint(folder, ['events']);
  const [event, broken] = found;
  assert.deepEqual([event!.problems, broken!.path.replaceAll('\\', '/'), broken!.kind], [[], 'schemas/event.json', 'schema']);
  assert.deepEqual([broken!.problems[0]!.rule, broken!.problems[0]!.line, code], ['own/schema-broken', 2, 1]);
});

test('a schema that cannot be read is said, and exit 2', async (t) => {
  const settings = JSON.stringify({ 'wiotp.schemas': { '#': 'gone.json' } });
  const folder = folderWith(t, { '.vscode/settings.json': settings, 'a.dm.reboot.json': '{"reqId":"1"}' });
  const { code, err, files: found, unreadable } = await lint(folder, ['.']);
  assert.deepEqual([code, found.length, unreadable], [2, 1, ['gone.json']]);
  assert.match(err, /^gone\.json: ENOENT/);
});

test('a schema with a catastrophic pattern costs itself, and the run ends', async (t) => {
  const slow = '{"properties": {"temperature": {"pattern": "^(a+)+$"}}}';
  const folder = folderWith(t, { ...files, 'schemas/event.json': slow, 'events/a.json': `{"temperature": "${'a'.repeat(60)}!"}` });
  const { code, files: found } = await lint(folder, ['events']);
  assert.deepEqual(
    found.map(({ problems }) => problems.map(({ rule }) => rule)),
    [[], ['own/schema-slow']],
  );
  assert.equal(code, 1);
});

describe('only schemas that a message needed are reported', () => {
  const several = {
    '.vscode/settings.json': JSON.stringify({
      'wiotp.schemas': {
        'iot-2/evt/a/fmt/json': 'good.json',
        'iot-2/evt/b/fmt/json': 'broken.json',
        'iot-2/evt/c/fmt/json': 'gone.json',
        'iot-2/evt/d/fmt/json': 'refers.json',
      },
    }),
    'good.json': '{}',
    'broken.json': '{',
    'refers.json': '{"$ref": "gone.json"}',
    'x/a.json': '{}',
    'x/a.dm.manage.json': '{"reqId": "1"}',
  };
  const broken = ['broken.json', 'refers.json'];
  for (const [args, code, schemas, gone] of [
    ['--topic iot-2/evt/a/fmt/json x/a.json', 0, [], []],
    ['--topic iot-2/evt/b/fmt/json x/a.json', 1, ['broken.json'], []],
    ['--topic iot-2/evt/c/fmt/json x/a.json', 2, [], ['gone.json']],
    ['--topic iot-2/evt/d/fmt/json x/a.json', 2, ['refers.json'], ['gone.json']],
    ['--topic iot-2/evt/e/fmt/json x/a.json', 0, [], []],
    ['x', 0, [], []],
    ['.', 2, broken, ['gone.json']],
  ] as const) {
    test(`wiotp lint ${args}`, async (t) => {
      const { code: found, files: all, unreadable } = await lint(folderWith(t, several), args.split(' '));
      const reported = all.filter(({ kind }) => kind === 'schema').map(({ path }) => path);
      assert.deepEqual([found, reported, unreadable], [code, schemas, gone]);
    });
  }
});

describe('what is not read as a schema', () => {
  const lintWith = (folder: string) => lint(folder, ['x']);
  const withSchema = (path: string) => ({
    'x/.vscode/settings.json': JSON.stringify({ 'wiotp.schemas': { '#': path } }),
    'x/a.dm.reboot.json': '{"reqId":"1"}',
    'secret.json': '{secret',
  });

  test('a file outside the folder of the settings', async (t) => {
    const folder = folderWith(t, withSchema('../secret.json'));
    const { code, err, files: found, unreadable } = await lintWith(folder);
    assert.deepEqual([code, found.length, unreadable], [2, 1, ['secret.json']]);
    assert.match(err, /outside/);
  });

  test('a link that leads out', { skip: process.platform === 'win32' }, async (t) => {
    const folder = folderWith(t, withSchema('link.json'));
    symlinkSync('../secret.json', join(folder, 'x/link.json'));
    const { code, err, files: found } = await lintWith(folder);
    assert.deepEqual([code, found.length], [2, 1]);
    assert.match(err, /outside/);
  });

  test('a pipe, which would never end', { skip: process.platform === 'win32' }, async (t) => {
    const folder = folderWith(t, withSchema('pipe.json'));
    execFileSync('mkfifo', [join(folder, 'x/pipe.json')]);
    const { code, err } = await lintWith(folder);
    assert.equal(code, 2);
    assert.match(err, /no regular file/);
  });

  test('more than 64 MB', async (t) => {
    const folder = folderWith(t, { ...withSchema('large.json'), 'x/large.json': '' });
    truncateSync(join(folder, 'x/large.json'), 64 * 1024 * 1024 + 1);
    const { code, err } = await lintWith(folder);
    assert.equal(code, 2);
    assert.match(err, /67108865 bytes; at most 67108864 are read/);
  });

  test('a folder whose name begins with two dots is inside', async (t) => {
    const folder = folderWith(t, { ...withSchema('..s/s.json'), 'x/..s/s.json': '{}' });
    assert.equal((await lintWith(folder)).code, 0);
  });
});

test('schemas that nothing could be checked against are exit 2, whatever else was found', async (t) => {
  const folder = folderWith(t, { ...files, 'events/a.json': '{"temperature": 1}', 'a.dm.manage.json': '{"reqId": "1"}' });
  const place = { folder, schemasProgram: join(folder, 'gone.js') };
  const { code, out } = await runInProcess(['lint', 'events'], place);
  assert.equal(code, 2);
  assert.match(out, /^schemas.event\.json:1:1 warning own\/not-checked /m);
  assert.equal((await runInProcess(['lint', 'a.dm.manage.json'], place)).code, 0);
});
