import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folderWith, runInProcess, type Place } from '../../../support/cli/runInProcess.ts';

const good = '{"reqId": "1"}';
const withError = '{"d": {"lifetime": 60}, "reqId": "1"}';
const withWarning = '{"d": {"fields": ["mgmt.firmware"]}, "reqId": "1"}';
const withHint = '{"d": {"lifeTime": 3600}, "reqId": "1"}';

interface Report {
  readonly files: { path: string; kind: string | null; problems: { rule: string; severity: string; line: number; column: number }[] }[];
  readonly errors: number;
  readonly warnings: number;
  readonly unreadable: string[];
}

async function lintJson(args: readonly string[], place: Place): Promise<Report & { code: number; err: string }> {
  const { code, out, err } = await runInProcess(['lint', '--json', ...args], place);
  assert.equal(out.indexOf('\n'), out.length - 1, 'one line');
  return { ...(JSON.parse(out) as Report), code, err };
}

describe('exit codes', () => {
  const files = {
    'good.dm.manage.json': good,
    'error.dm.manage.json': withError,
    'warning.dm.observe.json': withWarning,
    'hint.dm.manage.json': withHint,
    'other.json': '{}',
  };
  for (const [args, code] of [
    ['good.dm.manage.json', 0],
    ['hint.dm.manage.json', 0],
    ['hint.dm.manage.json --strict', 0],
    ['warning.dm.observe.json', 0],
    ['warning.dm.observe.json --strict', 1],
    ['error.dm.manage.json', 1],
    ['other.json', 2],
    ['missing.dm.manage.json', 2],
    ['error.dm.manage.json other.json', 2],
    ['other.json error.dm.manage.json', 2],
    ['. --strict', 1],
    ['.', 1],
  ] as const) {
    test(`"wiotp lint ${args}" is exit ${code}`, async (t) => {
      assert.equal((await runInProcess(['lint', ...args.split(' ')], { folder: folderWith(t, files) })).code, code);
    });
  }
});

test('text is one line for each problem, and a summary', async (t) => {
  const folder = folderWith(t, { 'a.dm.manage.json': '{\r\n  "d": {"lifetime": 60},\r\n  "reqId": "1"\r\n}' });
  const { out, err } = await runInProcess(['lint', 'a.dm.manage.json'], { folder });
  const [problem, ...rest] = out.split('\n');
  assert.match(problem!, /^a\.dm\.manage\.json:2:21 error dm\/lifetime \S.*\.$/);
  assert.deepEqual(rest, ['1 error and 0 warnings in 1 file.', '']);
  assert.equal(err, '');
});

test('JSON has the promised shape', async (t) => {
  const folder = folderWith(t, {
    'a.dm.manage.json': '{"d":\r{"x": "😀", "lifetime": 60}, "reqId": "1"}',
    'b.dm.observe.json': withWarning,
  });
  const { code, err, ...report } = await lintJson(['a.dm.manage.json', 'b.dm.observe.json', 'gone.dm.manage.json'], { folder });
  const [first] = report.files;
  const lifetime = first!.problems.find(({ rule }) => rule === 'dm/lifetime')!;
  assert.deepEqual(
    { ...lifetime, message: '' },
    { rule: 'dm/lifetime', severity: 'error', message: '', line: 2, column: 25, endLine: 2, endColumn: 27 },
  );
  assert.deepEqual(Object.keys(lifetime), ['rule', 'severity', 'message', 'line', 'column', 'endLine', 'endColumn']);
  assert.deepEqual(
    report.files.map(({ path, kind }) => [path, kind]),
    [
      ['a.dm.manage.json', 'dm.manage'],
      ['b.dm.observe.json', 'dm.observe'],
    ],
  );
  assert.deepEqual(Object.keys(report), ['files', 'errors', 'warnings', 'unreadable']);
  assert.deepEqual([report.errors, report.warnings, report.unreadable, code], [1, 1, ['gone.dm.manage.json'], 2]);
  assert.match(err, /gone\.dm\.manage\.json: ENOENT/);
});

test('hints are listed, not counted', async (t) => {
  const { files, errors, warnings } = await lintJson(['a.dm.manage.json'], { folder: folderWith(t, { 'a.dm.manage.json': withHint }) });
  assert.deepEqual([files[0]!.problems.map(({ severity }) => severity), errors, warnings], [['hint'], 0, 0]);
});

describe('folders', () => {
  test('all that is ours below them is checked, in the order of names; the rest is counted', async (t) => {
    const folder = folderWith(t, {
      'x/b.dm.manage.json': good,
      'x/a/deep/er/c.dm.reboot.json': good,
      'x/node_modules/n.dm.manage.json': withError,
      'x/.git/g.dm.manage.json': withError,
      'x/.hidden/h.dm.manage.json': good,
      'x/package.json': '{}',
      'x/readme.md': '',
    });
    const { files, code } = await lintJson(['x'], { folder });
    assert.deepEqual(
      files.map(({ path }) => path),
      ['x/.hidden/h.dm.manage.json', 'x/a/deep/er/c.dm.reboot.json', 'x/b.dm.manage.json'].map((path) => join(path)),
    );
    assert.equal(code, 0);
    const { out } = await runInProcess(['lint', 'x'], { folder });
    assert.match(out, /^0 errors and 0 warnings in 3 files; 2 other files skipped\.\n$/);
  });

  test('a file that is met twice is checked once', async (t) => {
    const folder = folderWith(t, { 'x/a.dm.manage.json': good });
    assert.equal((await lintJson(['x/a.dm.manage.json', 'x', './x/../x'], { folder })).files.length, 1);
  });

  test('a folder is not the one file that a kind was chosen for', async (t) => {
    const folder = folderWith(t, { 'x/a.json': good });
    const { code, err, unreadable } = await lintJson(['--kind', 'dm.manage', 'x'], { folder });
    assert.deepEqual([code, unreadable], [2, ['x']]);
    assert.match(err, /x: It is a folder/);
  });

  test('links that lead nowhere, and folders that contain themselves', { skip: process.platform === 'win32' }, async (t) => {
    const folder = folderWith(t, { 'x/a.dm.manage.json': good });
    symlinkSync(folder, join(folder, 'x/loop'));
    symlinkSync(join(folder, 'gone'), join(folder, 'x/dangling.dm.manage.json'));
    symlinkSync(join(folder, 'gone'), join(folder, 'x/dangling.txt'));
    const { files, unreadable, code } = await lintJson(['x'], { folder });
    assert.deepEqual([files.length, unreadable, code], [1, ['x/dangling.dm.manage.json'], 2]);
  });

  test('a link to a pipe, which would never end', { skip: process.platform === 'win32' }, async (t) => {
    const folder = folderWith(t, { 'x/a.dm.manage.json': good });
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync('../pipe', join(folder, 'x/b.dm.manage.json'));
    const { files, unreadable, code, err } = await lintJson(['x'], { folder });
    assert.deepEqual([files.length, unreadable, code], [1, [join('x/b.dm.manage.json')], 2]);
    assert.match(err, /it is no regular file/);
  });

  test('a folder that is called like a file is one all the same', async (t) => {
    const folder = folderWith(t, { 'x.dm.manage.json/a.dm.manage.json': withError });
    assert.equal((await lintJson(['x.dm.manage.json'], { folder })).errors, 1);
    mkdirSync(join(folder, 'empty.dm.manage.json'));
    assert.equal((await lintJson(['empty.dm.manage.json'], { folder })).code, 0);
  });
});

describe('what a file holds', () => {
  test('a named file of which nobody says it gets advice', async (t) => {
    const folder = folderWith(t, { 'a.json': good });
    const { code, err, unreadable, files } = await lintJson(['a.json'], { folder });
    assert.deepEqual([code, unreadable, files], [2, ['a.json'], []]);
    assert.match(err, /^a\.json: Nobody says what it holds\. .*--kind or --topic.*wiotp\.files/);
  });

  test('a choice counts more than the name', async (t) => {
    const folder = folderWith(t, { 'a.dm.manage.json': '{"d": {"errorCode": "1"}, "reqId": "1"}' });
    const { files } = await lintJson(['--kind', 'dm.addErrorCode', 'a.dm.manage.json'], { folder });
    assert.deepEqual([files[0]!.kind, files[0]!.problems[0]!.rule], ['dm.addErrorCode', 'schema/type']);
  });

  test('the sender decides where one topic is two kinds', async (t) => {
    const folder = folderWith(t, { 'a.json': '{}' });
    const topic = 'iot-2/type/t/id/d/evt/e/fmt/json';
    assert.equal((await lintJson(['--topic', topic, 'a.json'], { folder })).files[0]!.kind, 'gateway.event');
    assert.equal((await lintJson(['--topic', topic, '--from', 'app', 'a.json'], { folder })).files[0]!.kind, 'app.event');
  });

  test('a topic of no kind is a problem of the message, not of the usage', async (t) => {
    const folder = folderWith(t, { 'a.json': '{}' });
    const { files, errors, code } = await lintJson(['--topic', 'iot-2/evt/status', '--from', 'device', 'a.json'], { folder });
    assert.deepEqual([files[0]!.kind, code], [null, 1]);
    assert.ok(errors > 0);
  });

  test('QoS and the retained flag are judged', async (t) => {
    const folder = folderWith(t, { 'a.dm.manage.json': good });
    const plain = await lintJson(['a.dm.manage.json'], { folder });
    const retained = await lintJson(['a.dm.manage.json', '--retain', '--qos', '2'], { folder });
    assert.equal(plain.files[0]!.problems.length, 0);
    assert.equal(retained.files[0]!.problems.length, 2);
  });
});

describe('standard input', () => {
  test('is checked like a file, as -', async () => {
    const { files, code } = await lintJson(['--kind', 'dm.manage', '-'], { input: withError });
    assert.deepEqual([files[0]!.path, files[0]!.kind, code], ['-', 'dm.manage', 1]);
    assert.match((await runInProcess(['lint', '--kind', 'dm.manage', '-'], { input: withError })).out, /^-:1:20 error dm\/lifetime /);
  });

  test('needs a kind or a topic', async () => {
    const { code, err } = await runInProcess(['lint', '-']);
    assert.equal(code, 2);
    assert.match(err, /^-: Nobody says what it holds\. Say it with --kind or --topic/);
  });

  test('a failure to read it is said', async () => {
    const { code, unreadable } = await lintJson(['--kind', 'dm.manage', '-'], {});
    assert.deepEqual([code, unreadable], [2, ['-']]);
  });
});
