import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folderWith, runInProcess } from '../../../support/cli/runInProcess.ts';

const withError = '{"d": {"lifetime": 60}, "reqId": "1"}';
const settingsPath = '.vscode/settings.json';
const ruleOff = '{"wiotp.lint.rules": {"dm/lifetime": "off"}}';

interface Problem {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Report {
  readonly files: { path: string; kind: string; problems: Problem[] }[];
  readonly unreadable: string[];
}

async function lint(folder: string): Promise<Report & { code: number; err: string }> {
  const { code, out, err } = await runInProcess(['lint', '--json', 'x.dm.manage.json', 'y.dm.manage.json'], { folder });
  return { code, err, ...(JSON.parse(out) as Report) };
}

/** Settings with a fault: its severity, rule and place, what is said, and whether `dm/lifetime` is off all the same. */
const faulty: readonly (readonly [settings: string, found: string, said: RegExp, isOff: boolean])[] = [
  [
    '{"wiotp.lint.rules": {\n"dm/lifetim": "off"}}',
    'warning file/settings 2:1-2:20',
    /no rule "dm\/lifetim"; .* Is dm\/lifetime meant\?/,
    false,
  ],
  ['{"wiotp.lint.rules": {"dm/lifetime": "loud"}}', 'warning file/settings 1:23-1:44', /severity of dm\/lifetime must be/, false],
  ['{"wiotp.lint.rules": "loud"}', 'warning file/settings 1:2-1:28', /wiotp\.lint\.rules must be/, false],
  [`${ruleOff.slice(0, -1)},\n"wiotp.lint.limits": "gold"}`, 'warning file/settings 2:1-2:28', /wiotp\.lint\.limits must be/, true],
  ['{"wiotp.lint.clientBuffer": -1}', 'warning file/settings 1:2-1:31', /wiotp\.lint\.clientBuffer must be/, false],
  ['{"wiotp.files": ["*.json"]}', 'warning file/settings 1:2-1:27', /wiotp\.files must be an object/, false],
  ['{"wiotp.files": {"*.json": "dm.manages"}}', 'warning file/settings 1:18-1:40', /"dm\.manages" for "\*\.json" is neither/, false],
  [
    `{"wiotp.files": {"${'['.repeat(70_000)}": "dm.manage"}}`,
    'warning file/settings 1:18-1:70033',
    /The glob "\[+…" cannot be used/,
    false,
  ],
  ['{"wiotp.schemas": {"#": "x.json",\n"#/a": "s.json"}}', 'error own/filter 2:1-2:16', /wiotp\.schemas: In the topic filter/, false],
  ['{"wiotp.schemas": {"#": "https://example.com/s.json"}}', 'warning file/settings 1:20-1:53', /is an address/, false],
  ['{"wiotp.lint.rules": {"__proto__": "off"}}', 'warning file/settings 1:23-1:41', /no rule "__proto__"/, false],
];

describe('a faulty setting is a problem of the settings file, said once, and the rest of them counts', () => {
  for (const [settings, found, said, isOff] of faulty) {
    test(settings.slice(0, 80), async (t) => {
      const folder = folderWith(t, {
        [settingsPath]: settings,
        'x.json': '{}',
        'x.dm.manage.json': withError,
        'y.dm.manage.json': withError,
      });
      const { code, err, files, unreadable } = await lint(folder);
      const { path, kind, problems } = files[2]!;
      assert.deepEqual([path, kind, err, unreadable, files.length], [join(settingsPath), 'settings', '', [], 3]);
      const places = problems.map(
        ({ rule, severity, line, column, endLine, endColumn }) => `${severity} ${rule} ${line}:${column}-${endLine}:${endColumn}`,
      );
      assert.deepEqual(places, [found]);
      assert.match(problems[0]!.message, said);
      assert.equal(code, isOff && !found.startsWith('error') ? 0 : 1);
    });
  }

  test('a filter that is none fails', async (t) => {
    const folder = folderWith(t, { [settingsPath]: '{"wiotp.schemas": {"#/a": "s.json"}}', 'a.dm.manage.json': '{"reqId": "1"}' });
    const { code, out } = await runInProcess(['lint', 'a.dm.manage.json'], { folder });
    assert.equal(code, 1);
    assert.match(out.replaceAll('\\', '/'), /^\.vscode\/settings\.json:1:20 error own\/filter wiotp\.schemas: /);
  });
});

describe('settings that cannot be read are exit 2, and what can be read counts', () => {
  for (const [settings, said, isOff] of [
    [`${ruleOff.slice(0, -1)}, "a" 5}`, /This is not JSON at line 1, column \d+ \(ColonExpected\); what can be read counts\./, true],
    ['[]', /must hold an object/, false],
    [`{"x": ${'['.repeat(100_000)}`, /nested too deep/, false],
    [Uint8Array.from([0x7b, 0xe4, 0x7d]), /not UTF-8/, false],
  ] as const) {
    test(String(settings).slice(0, 80), async (t) => {
      const folder = folderWith(t, { [settingsPath]: settings, 'x.dm.manage.json': withError, 'y.dm.manage.json': withError });
      const { code, err, files, unreadable } = await lint(folder);
      assert.deepEqual([code, unreadable, files.length], [2, [join(settingsPath)], 2]);
      assert.equal(files[0]!.problems.length, isOff ? 0 : 1);
      assert.match(err, said);
      assert.ok(err.startsWith(`${join(settingsPath)}: `));
      assert.equal(err.split('\n').length, 2);
    });
  }

  test('a folder in their place', async (t) => {
    const folder = folderWith(t, { 'x.dm.manage.json': withError, 'y.dm.manage.json': withError });
    mkdirSync(join(folder, settingsPath), { recursive: true });
    const { code, err } = await lint(folder);
    assert.equal(code, 2);
    assert.match(err, /settings\.json: The file cannot be read: it is a folder\./);
  });

  test('a pipe in their place', { skip: process.platform === 'win32' }, async (t) => {
    const folder = folderWith(t, { '.vscode/x': '', 'x.dm.manage.json': withError, 'y.dm.manage.json': withError });
    execFileSync('mkfifo', [join(folder, settingsPath)]);
    const { code, err } = await lint(folder);
    assert.equal(code, 2);
    assert.match(err, /it is no regular file/);
  });
});
