import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { folderWith, runInProcess, type Place } from '../../../support/cli/runInProcess.ts';

interface Report {
  readonly files: readonly {
    path: string;
    kind: string;
    problems: readonly { rule: string; severity: string; line: number; column: number }[];
  }[];
  readonly errors: number;
  readonly warnings: number;
}

const pump = '{"name": "Pump", "class": "device", "target": "embedded", "typeId": "pump", "deviceId": "p-1"}';

describe('the files of the workbench', () => {
  test('are found in a folder, hidden as they are, and named by what they hold', async (t) => {
    const folder = folderWith(t, {
      'a/.wiotp/replies.json': '// tried out\n{"replies": [\n  {"on": "dm.reboot", "rc": 200},\n]}',
      'a/.wiotp/profiles.json': `{"profiles": [${pump}]}`,
      'a/.wiotp/other.json': '{}',
      'replies.json': '{}',
    });
    const { code, report } = await lint(['.'], { folder });
    assert.equal(code, 0);
    assert.deepEqual(
      report.files.map(({ path, kind, problems }) => [path, kind, problems.map(({ rule, line, column }) => `${rule} ${line}:${column}`)]),
      [
        ['a/.wiotp/profiles.json', 'profiles', []],
        ['a/.wiotp/replies.json', 'replies', ['replies/answer 3:29']],
      ],
    );
    assert.deepEqual([report.errors, report.warnings], [0, 1]);
  });

  test('with a secret make the run fail, and the secret is not repeated', async (t) => {
    const text = `{"profiles": [${pump.replace('}', ', "authToken": "MP$08VKz!8rXwnR-Q*"}')}]}`;
    const folder = folderWith(t, { '.wiotp/profiles.json': text });
    for (const format of ['text', 'json', 'github']) {
      const { code, out, err } = await runInProcess(['lint', '--format', format, '.'], { folder });
      assert.equal(code, 1);
      assert.match(out, /profiles\/secret/);
      assert.doesNotMatch(out + err, /08VKz/);
    }
  });

  test('can be named, and come on standard input', async () => {
    for (const kind of ['profiles', 'replies']) {
      const { code, report } = await lint(['--kind', kind, '-'], { input: '[]' });
      assert.equal(code, 1);
      assert.deepEqual([report.files[0]?.kind, report.files[0]?.problems[0]?.rule], [kind, `${kind}/value`]);
    }
  });

  test('are those that the settings say, with the severities of the settings', async (t) => {
    const settings = { 'wiotp.files': { 'answers.json': 'replies' }, 'wiotp.lint.rules': { 'replies/answer': 'error' } };
    const folder = folderWith(t, {
      '.vscode/settings.json': JSON.stringify(settings),
      'answers.json': '{"replies": [{"on": "dm.reboot", "rc": 200}]}',
    });
    const { code, report } = await lint(['.'], { folder });
    assert.deepEqual([code, report.files[0]?.problems[0]?.severity], [1, 'error']);
  });

  test('that are no UTF-8 say so; a byte order mark is nobody’s business', async (t) => {
    const folder = folderWith(t, {
      'a/.wiotp/replies.json': Buffer.concat([Buffer.from('{"replies": []}'), Buffer.from([0xe4])]),
      'b/.wiotp/replies.json': '\uFEFF{"replies": []}',
    });
    const { report } = await lint(['.'], { folder });
    assert.deepEqual(
      report.files.map(({ problems }) => problems.map(({ rule, line, column }) => `${rule} ${line}:${column}`)),
      [['json/encoding 1:16'], []],
    );
  });

  for (const [name, content] of [
    ['10,000 levels', `{"replies": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['10,000 levels that do not end', '['.repeat(10_000)],
    ['10,000 levels in a payload', `{"replies": [{"on": "dm.reboot", "d": ${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}]}`],
    ['an own __proto__', '{"__proto__": {"replies": 1}, "profiles": [{"__proto__": 1}], "replies": [{"__proto__": {"on": 1}}]}'],
    ['lone surrogates', '{"replies": [{"on": "\\ud800"}], "profiles": [{"name": "\ud800"}]}'],
    ['megabytes', `{"replies": [{"on": "${'x'.repeat(3_000_000)}"}], "profiles": ["${'x'.repeat(3_000_000)}"]}`],
    ['very many entries', `{"replies": [${'{},'.repeat(100_000)}{}], "profiles": [${'{},'.repeat(20_000)}{}]}`],
    ['nothing', ''],
    ['zeroes', '\0\0\0\0'],
  ] as const) {
    for (const type of ['profiles', 'replies']) {
      test(`${name} in ${type}`, async () => {
        const { report } = await lint(['--kind', type, '-'], { input: content });
        const problems = report.files[0]?.problems ?? [];
        assert.ok(problems.length > 0 && problems.length <= 1001, String(problems.length));
      });
    }
  }
});

async function lint(args: readonly string[], place: Place): Promise<{ readonly code: number; readonly report: Report }> {
  const { code, out } = await runInProcess(['lint', '--json', ...args], place);
  return { code, report: JSON.parse(out) as Report };
}
