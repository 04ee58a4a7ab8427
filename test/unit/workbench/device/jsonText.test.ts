import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJson, readJsonObject } from '../../../../src/workbench/device/jsonText.ts';

test('an object is read as it stands, and nothing is no object and no fault', () => {
  assert.deepEqual(readJsonObject(' { "a": 1 } '), { value: { a: 1 } });
  assert.deepEqual(readJsonObject('  '), { value: undefined });
});

test('a member named __proto__ is a member like any other', () => {
  const read = readJsonObject('{"__proto__":{"polluted":true}}');
  assert.ok('value' in read && read.value !== undefined && Object.hasOwn(read.value, '__proto__'));
  assert.equal(({} as { polluted?: true }).polluted, undefined);
});

test('what is no object, or no JSON, is refused with the reason', () => {
  for (const text of ['7', 'null', '[]', '"a"'])
    assert.deepEqual(readJsonObject(text), { refused: 'This is JSON, but no object: it has to stand in { }.' });
  for (const text of ['{', '{a:1}', "{'a':1}", '{"a":1,}']) {
    const read = readJson(text);
    assert.match('refused' in read ? read.refused : '', /^This is not JSON\. /);
  }
});
