import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Faults } from '../../../../src/editor/settings/faults.ts';

it('tells a fault once, and again when it comes back', () => {
  const told: string[] = [];
  const faults = new Faults((fault) => told.push(fault));
  faults.report(['a', 'b', 'a']);
  assert.deepEqual(told.splice(0), ['a', 'b']);
  faults.report(['b', 'c']);
  assert.deepEqual(told.splice(0), ['c']);
  faults.report(['a', 'b', 'c']);
  assert.deepEqual(told.splice(0), ['a']);
});
