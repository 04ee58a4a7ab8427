import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { customActionFault, firmwareParameters, readParameter } from '../../../../src/workbench/restActions/parameters.ts';

describe('a parameter of an action', () => {
  const read = [
    ['interval=30', 'interval', 30],
    [' on = true ', 'on', true],
    ['text=hello world', 'text', 'hello world'],
    ['text="30"', 'text', '30'],
    ['list=[1,2]', 'list', [1, 2]],
    ['empty=', 'empty', ''],
    ['formula=a=b', 'formula', 'a=b'],
    ['broken={', 'broken', '{'],
  ] as const;
  for (const [text, name, value] of read) it(text, () => assert.deepEqual(readParameter(text), { name, value }));

  for (const text of ['interval', '=30', 'a b=1', `${'x'.repeat(256)}=1`])
    it(`"${text.slice(0, 20)}" is refused`, () => assert.equal(typeof readParameter(text), 'string'));
});

describe('a custom action', () => {
  it('is bundle and action', () => assert.equal(customActionFault('example-actions-v1/setInterval'), undefined));
  for (const text of ['', 'reboot', 'a/b/c', '/b', 'a/', 'a b/c', 'a/+'])
    it(`is not "${text}"`, () => assert.match(customActionFault(text) ?? '', /\.$/));
});

describe('a firmware download', () => {
  const none = { uri: '', name: '', verifier: '', version: '' };
  it('has no parameters when nothing is given', () => assert.deepEqual(firmwareParameters(none), []));
  it('has all four when one is', () => {
    assert.deepEqual(
      firmwareParameters({ ...none, uri: 'http://h/i' }).map(({ name, value }) => [name, value]),
      [
        ['uri', 'http://h/i'],
        ['name', ''],
        ['verifier', ''],
        ['version', ''],
      ],
    );
  });
});
