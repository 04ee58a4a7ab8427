import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachOnce } from '../../../../src/workbench/publish/eachOnce.ts';

test('a device stands once in a list, where it came first', () => {
  const [a, b] = [
    { typeId: 't', deviceId: 'a' },
    { typeId: 't', deviceId: 'b' },
  ];
  assert.deepEqual(eachOnce([a, b, { ...a }]), [a, b]);
});
