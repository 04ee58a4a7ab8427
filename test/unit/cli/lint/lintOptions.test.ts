import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLintOptions } from '../../../../src/cli/lint/lintOptions.ts';
import { kindNamed } from '../../../../src/wiotp/catalog.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';

test('files alone are checked by their names, under the settings', () => {
  assert.deepEqual(readLintOptions(['a', '-', 'b']), {
    targets: ['a', '-', 'b'],
    message: {},
    strict: false,
    format: 'text',
    useSettings: true,
  });
});

test('every option is read, also behind the files', () => {
  const args = ['a', '--topic', 'x/y', '--from', 'app', '--qos', '2', '--retain', '--strict', '--format', 'github', '--no-settings'];
  assert.deepEqual(readLintOptions(args), {
    targets: ['a'],
    content: { type: 'topic', topic: 'x/y' },
    message: { sender: 'application', qos: 2, retain: true },
    strict: true,
    format: 'github',
    useSettings: false,
  });
  assert.deepEqual(readLintOptions(['--kind', 'dm.manage', 'a']).content, { type: 'kind', kind: kindNamed('dm.manage') });
  assert.deepEqual(readLintOptions(['--kind=transcript', 'a']).content, { type: 'transcript' });
  assert.deepEqual(readLintOptions(['--kind', 'replies', 'a']).content, { type: 'replies' });
  assert.equal(readLintOptions(['--json', '--format', 'json', 'a']).format, 'json');
  assert.deepEqual(readLintOptions(['--', '--json']).targets, ['--json']);
});

for (const [args, reason] of [
  [[], /nothing to check/],
  [['a', '--kinds', 'x'], /no option --kinds\. Is --kind meant\?/],
  [['a', '--sttrict'], /no option --sttrict\. Is --strict meant\?/],
  [['a', '-x'], /no option -x\./],
  [['a', '--kind', 'dm.manag'], /no kind "dm\.manag" of payload\. Is dm\.manage meant\? wiotp kinds/],
  [['a', '--kind', 'connection.open'], /no kind "connection\.open" of payload/],
  [['a', '--kind', 'constructor'], /no kind "constructor"/],
  [['a', '--kind'], /--kind/],
  [['a', '--kind', 'dm.manage', '--topic', 'x'], /exclude each other/],
  [['a', '--topic', ''], /must not be empty/],
  [['a', '--from', 'application'], /--from must be one of device, gateway, app, platform; it is "application"/],
  [['a', '--from', 'toString'], /it is "toString"/],
  [['a', '--qos', '3'], /--qos must be one of 0, 1, 2/],
  [['a', '--format', 'xml'], /--format must be one of text, json, github/],
  [['a', '--json', '--format', 'text'], /exclude each other/],
  [['a', '--strict=yes'], /--strict/],
] as const) {
  test(`"wiotp lint ${args.join(' ')}" is wrong usage`, () => {
    assert.throws(
      () => readLintOptions(args),
      (error) => isRefusal(error) && reason.test(`${error.message} ${error.advice}`) && error.advice !== '',
    );
  });
}
