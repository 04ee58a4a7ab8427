import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { folderWith } from '../../../support/cli/runInProcess.ts';

const main = join(import.meta.dirname, '../../../../src/cli/main.ts');
const withError = '{"d": {"lifetime": 60}, "reqId": "1"}';

function start(folder: string, args: readonly string[], input = '') {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(input);
  return { child, exited: once(child, 'close').then(([code]) => code as number | null), err: text(child.stderr) };
}

test('exit codes, relative paths and settings are those of the folder where it runs', async (t) => {
  const folder = folderWith(t, {
    'x/a.dm.manage.json': withError,
    '.vscode/settings.json': '{"wiotp.lint.rules": {"dm/lifetime": "warning"}}',
  });
  for (const [args, code, out] of [
    [['lint', 'x'], 0, /^x.a\.dm\.manage\.json:1:20 warning dm\/lifetime .*\n0 errors and 1 warning in 1 file\.\n$/],
    [['lint', 'x', '--strict'], 1, /warning/],
    [
      ['lint', 'x', '--no-settings', '--format', 'github'],
      1,
      /^::error file=x\/a\.dm\.manage\.json,line=1,endLine=1,col=20,endColumn=22,title=dm\/lifetime::/,
    ],
    [['lint', 'gone'], 2, /^0 errors and 0 warnings in 0 files; 1 could not be checked\.\n$/],
    [['kinds', 'dm.manage'], 0, /^dm\.manage: /],
    [['explain', '276'], 0, /^close code 276/],
  ] as const) {
    const { child, exited } = start(folder, args);
    assert.match(await text(child.stdout), out);
    assert.equal(await exited, code, args.join(' '));
  }
});

test('standard input is read to its end', async (t) => {
  const { child, exited } = start(folderWith(t, {}), ['lint', '--json', '--kind', 'dm.manage', '-'], `${' '.repeat(200_000)}${withError}`);
  const report = JSON.parse(await text(child.stdout)) as { files: { path: string; problems: { rule: string; column: number }[] }[] };
  assert.ok(report.files[0]!.problems.some(({ rule, column }) => rule === 'dm/lifetime' && column === 200_020));
  assert.equal(await exited, 1);
});

test('a report of megabytes reaches a reader that is in no hurry', async (t) => {
  const many = `{"d": {"fields": [${'{"field": ""}, '.repeat(900)}{"field": ""}]}, "reqId": "1"}`;
  const files = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${at}.dm.observe.json`, many]));
  const { child, exited } = start(folderWith(t, files), ['lint', '--json', '.']);
  child.stdout.setEncoding('utf8');
  let out = '';
  for await (const chunk of child.stdout) {
    out += String(chunk);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.ok(out.length > 2_000_000);
  const report = JSON.parse(out) as { files: unknown[]; errors: number };
  assert.deepEqual([report.files.length, report.errors], [20, 20 * 901]);
  assert.equal(await exited, 1);
});

test('a reader that goes away ends nothing but the output', async (t) => {
  const { child, exited, err } = start(folderWith(t, { 'a.dm.manage.json': withError }), ['lint', 'a.dm.manage.json']);
  child.stdout.destroy();
  assert.equal(await exited, 1);
  assert.equal(await err, '');
});

test('a report that does not fit on the disk is exit 2', { skip: !existsSync('/dev/full') }, async (t) => {
  const folder = folderWith(t, { 'a.dm.manage.json': '{"reqId": "1"}' });
  const full = openSync('/dev/full', 'w');
  t.after(() => closeSync(full));
  const child = spawn(process.execPath, [main, 'lint', 'a.dm.manage.json'], { cwd: folder, stdio: ['ignore', full, 'pipe'] });
  const [err, [code]] = await Promise.all([text(child.stderr!), once(child, 'close')]);
  assert.equal(code, 2);
  assert.match(err, /^Standard output cannot be written: ENOSPC/);
});

test('each command loads only what it needs', async (t) => {
  const loaded = async (...args: readonly string[]): Promise<string> => {
    const child = spawn(process.execPath, ['--import', recorder, main, ...args], {
      cwd: folderWith(t, {}),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return text(child.stderr);
  };
  const kinds = await loaded('kinds');
  assert.match(kinds, /src\/wiotp\/catalog\.ts/);
  assert.doesNotMatch(kinds, /src\/platform\/|node:net|node:sqlite|validators|jsonc-parser|src\/ownSchemas/);
  assert.doesNotMatch(await loaded('explain', '276'), /src\/platform\/|node:net|node:sqlite|validators/);
  assert.doesNotMatch(await loaded('lint', 'gone'), /src\/platform\//);
});

/** Says on standard error which modules are loaded. */
const recorder = `data:text/javascript,${encodeURIComponent(`
import { registerHooks } from 'node:module';
import { writeSync } from 'node:fs';
registerHooks({ load: (url, context, next) => (writeSync(2, url + '\\n'), next(url, context)) });
`)}`;
