import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PublishGate } from '../../../../src/platform/mqtt/publishGate.ts';

test('a gate is open when everybody who shut it has opened it', () => {
  const gate = new PublishGate();
  const [one, other] = [gate.shut(), gate.shut()];
  one();
  one();
  assert.equal(gate.isShut, true, 'who opens twice opens for himself only');
  other();
  assert.equal(gate.isShut, false);
});

test('who waits is let in once, the first first, and who was forgotten is not', () => {
  const gate = new PublishGate();
  const open = gate.shut();
  const came: string[] = [];
  gate.whenOpen(() => came.push('first'));
  gate.whenOpen(() => came.push('forgotten'))();
  gate.whenOpen(() => came.push('last'));
  open();
  assert.deepEqual(came, ['first', 'last']);
  gate.shut()();
  assert.deepEqual(came, ['first', 'last']);
});

test('when the first is too much, the others wait on, and come before it the next time', () => {
  const gate = new PublishGate();
  const came: string[] = [];
  let open = gate.shut();
  const come = (name: string) => (): void => {
    came.push(name);
    open = gate.shut();
    gate.whenOpen(come(name));
  };
  for (const name of ['a', 'b', 'c']) gate.whenOpen(come(name));
  for (let times = 0; times < 6; times++) open();
  assert.equal(came.join(''), 'abcabc');
});

test('a caller waits until the gate is open, also when it is shut again before its turn', async () => {
  const gate = new PublishGate();
  let open = gate.shut();
  const passed = gate.passed(new AbortController().signal).then(() => gate.isShut);
  open();
  open = gate.shut();
  await new Promise(setImmediate);
  open();
  assert.equal(await passed, false);
});

test('a caller that has gone waits for nothing', async () => {
  const gate = new PublishGate();
  gate.shut();
  const gone = new AbortController();
  const passed = gate.passed(gone.signal);
  gone.abort();
  await passed;
  await gate.passed(gone.signal);
});
