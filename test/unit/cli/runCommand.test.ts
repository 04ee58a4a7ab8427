import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commands } from '../../../src/cli/commands.ts';
import { runInProcess } from '../../support/cli/runInProcess.ts';

describe('help', () => {
  test('lists every command with its one line', async () => {
    for (const option of ['--help', '-h']) {
      const { code, out, err } = await runInProcess([option]);
      assert.deepEqual([code, err], [0, '']);
      for (const { name, summary } of commands) assert.match(out, new RegExp(`\\n {2}${name} +${summary}\\n`));
    }
  });

  for (const { name, usage } of commands) {
    test(`of ${name} is its usage, wherever it is asked for`, async () => {
      assert.ok(usage.startsWith(`Usage: wiotp ${name} `));
      for (const args of [['--help'], ['-h'], ['a', '--nonsense', '--help']]) {
        assert.deepEqual(await runInProcess([name, ...args]), { code: 0, out: `${usage}\n`, err: '' });
      }
    });

    test(`of ${name} fits into 100 columns`, () => {
      for (const line of usage.split('\n')) assert.ok(line.length <= 100, line);
    });
  }

  test('is not asked for behind --', async () => {
    const { code, err } = await runInProcess(['lint', '--', '--help']);
    assert.equal(code, 2);
    assert.match(err, /^--help: ENOENT/);
  });
});

describe('wrong usage', () => {
  for (const [args, said] of [
    [[], /^A command is missing\.\n\nUsage: /],
    [['lnit'], /^There is no command "lnit"\. Is "lint" meant\?\n\nUsage: /],
    [['nonsense'], /^There is no command "nonsense"\.\n\nUsage: /],
    [['platform', '--prot', '1'], /^There is no option --prot\. Is --port meant\? See wiotp platform --help\.\n$/],
    [['platform', 'word'], /^wiotp platform takes options only; "word" is none\./],
  ] as const) {
    test(`"wiotp ${args.join(' ')}" is exit 2`, async () => {
      const { code, out, err } = await runInProcess(args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, said);
    });
  }
});

test('--version shows the version', async () => {
  assert.match((await runInProcess(['--version'])).out, /^\d+\.\d+\.\d+\n$/);
});
