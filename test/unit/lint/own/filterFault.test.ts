import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterFault } from '../../../../src/lint/own/filterFault.ts';

for (const filter of ['#', '+', '/', 'a', 'a/b', 'a/#', '+/+/#', '/a//b', 'iot-2/evt/+/fmt/json', '$SYS/#', ' ', 'ä/😀']) {
  test(`${JSON.stringify(filter)} is a filter`, () => assert.equal(filterFault(filter), undefined));
}

for (const [filter, says] of [
  ['', /empty/],
  ['a/#/b', /something follows #/],
  ['#/a', /something follows #/],
  ['a/b#', /"b#" mixes/],
  ['a+/b', /"a\+" mixes/],
  ['a/##', /"##" mixes/],
  ['a\0b', /null character/],
] as const) {
  test(`${JSON.stringify(filter)} is none, and it is said why`, () => assert.match(filterFault(filter) ?? '', says));
}
