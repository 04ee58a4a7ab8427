import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answeredKinds } from '../../../../src/replies/answerMode.ts';
import { answerPresets, sameModes, withMode } from '../../../../src/workbench/device/answerPresets.ts';

test('every preset says how every kind is answered', () => {
  for (const modes of Object.values(answerPresets)) assert.deepEqual(Object.keys(modes).toSorted(), answeredKinds.toSorted());
});

test('no two presets are the same', () => {
  const presets = Object.values(answerPresets);
  for (const [at, one] of presets.entries()) for (const other of presets.slice(at + 1)) assert.ok(!sameModes(one, other));
});

test('one kind gets a mode of its own, and the others keep theirs', () => {
  const modes = withMode(answerPresets.automatic, 'dm.reboot', 'ask');
  assert.ok(!sameModes(modes, answerPresets.automatic));
  assert.deepEqual({ ...modes, 'dm.reboot': 'automatic' }, answerPresets.automatic);
});
