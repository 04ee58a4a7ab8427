import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folderWith, runInProcess } from '../../../support/cli/runInProcess.ts';

const withError = '{"d": {"lifetime": 60}, "reqId": "1"}';
const settingsPath = '.vscode/settings.json';
const ruleOff = '{"wiotp.lint.rules": {"dm/lifetime": "off"}}';

describe('which settings count', () => {
  test('those of the nearest folder upwards, each for its own files', async (t) => {
    const folder = folderWith(t, {
      [settingsPath]: ruleOff,
      'a/b/x.dm.manage.json': withError,
      'c/y.dm.manage.json': withError,
      [`c/${settingsPath}`]: '{"wiotp.lint.rules": {"dm/lifetime": "hint"}}',
    });
    const { out } = await runInProcess(['lint', 'a', 'c'], { folder });
    assert.match(out, /^c\/y\.dm\.manage\.json:1:20 hint dm\/lifetime .*\n0 errors and 0 warnings in 2 files; 1 other file skipped\.\n$/);
  });

  test('none with --no-settings', async (t) => {
    const folder = folderWith(t, { [settingsPath]: ruleOff, 'x.dm.manage.json': withError });
    assert.equal((await runInProcess(['lint', 'x.dm.manage.json'], { folder })).code, 0);
    assert.equal((await runInProcess(['lint', '--no-settings', 'x.dm.manage.json'], { folder })).code, 1);
  });

  test('for standard input those of the folder where the command runs', async (t) => {
    const folder = folderWith(t, { [settingsPath]: ruleOff, 'sub/x': '' });
    const args = ['lint', '--kind', 'dm.manage', '-'];
    assert.equal((await runInProcess(args, { folder: join(folder, 'sub'), input: withError })).code, 0);
  });

  test('wiotp.lint.enabled is about typing only', async (t) => {
    const folder = folderWith(t, { [settingsPath]: '{"wiotp.lint.enabled": false}', 'x.dm.manage.json': withError });
    assert.equal((await runInProcess(['lint', 'x.dm.manage.json'], { folder })).code, 1);
  });
});

describe('what they say', () => {
  test('comments and commas too many are fine, as in VS Code', async (t) => {
    const folder = folderWith(t, {
      [settingsPath]: `\uFEFF// ours\n${ruleOff.replace('}}', ',},}')} /* end */`,
      'x.dm.manage.json': withError,
    });
    const { code, err } = await runInProcess(['lint', 'x.dm.manage.json'], { folder });
    assert.deepEqual([code, err], [0, '']);
  });

  test('wiotp.files: globs are relative to the folder of the settings, and the first that matches counts', async (t) => {
    const files = {
      '**/status.json': 'iot-2/evt/status/fmt/json',
      'b/*.json': 'dm.manage',
      '.x/{c,d}.json': 'dm.reboot',
      '**/b/z.json': 'dm.cancel',
    };
    const folder = folderWith(t, {
      [settingsPath]: JSON.stringify({ 'wiotp.files': files }),
      'status.json': '{}',
      'deep/down/status.json': '{}',
      'b/z.json': '{"reqId": "1"}',
      'b/deeper/z2.json': '{}',
      '.x/d.json': '{"reqId": "1"}',
      'a.dm.manage.json': '{"reqId": "1"}',
    });
    const { out } = await runInProcess(['lint', '--json', '.'], { folder });
    const { files: found } = JSON.parse(out) as { files: { path: string; kind: string }[] };
    assert.deepEqual(Object.fromEntries(found.map(({ path, kind }) => [path.replaceAll('\\', '/'), kind])), {
      '.x/d.json': 'dm.reboot',
      'a.dm.manage.json': 'dm.manage',
      'b/z.json': 'dm.manage',
      'deep/down/status.json': 'device.event',
      'status.json': 'device.event',
    });
  });

  test('clientBuffer and limits reach the linter', async (t) => {
    const folder = folderWith(t, { [settingsPath]: '{"wiotp.lint.clientBuffer": 16}', 'x.dm.manage.json': '{"reqId": "1"}' });
    const rulesOf = async (args: readonly string[]) => {
      const { out } = await runInProcess(['lint', '--json', 'x.dm.manage.json', ...args], { folder });
      return (JSON.parse(out) as { files: { problems: { rule: string }[] }[] }).files[0]!.problems.map(({ rule }) => rule);
    };
    assert.deepEqual(await rulesOf([]), ['message/client-buffer']);
    assert.deepEqual(await rulesOf(['--no-settings']), []);
  });
});
