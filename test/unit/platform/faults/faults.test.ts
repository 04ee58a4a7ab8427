import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClientDirectory } from '../../../../src/platform/clients/clientDirectory.ts';
import { Faults } from '../../../../src/platform/faults/faults.ts';
import type { DeviceName } from '../../../../src/rpc/device/deviceState.ts';
import type { AnswerFault, FaultCommand, FaultScope } from '../../../../src/rpc/device/faultState.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';

const one: DeviceName = { typeId: 'sensor', deviceId: 'one' };
const two: DeviceName = { typeId: 'sensor', deviceId: 'two' };

interface Bench {
  readonly faults: Faults;
  readonly clock: FakeClock;
  readonly changed: (DeviceName | undefined)[];
  /** Asks what becomes of an answer; what is sent is noted. */
  readonly answer: (device: DeviceName, name: string) => void;
  readonly sent: string[];
}

function bench(): Bench {
  const clock = new FakeClock();
  const changed: (DeviceName | undefined)[] = [];
  const sent: string[] = [];
  const faults = new Faults({
    org: 'abc123',
    directory: new ClientDirectory(() => undefined),
    clock,
    changed: (device) => void changed.push(device),
  });
  const answer = (device: DeviceName, name: string): void =>
    faults.answer(device, 200, (rc, note) => void sent.push(`${name} ${rc}${note === undefined ? '' : ' noted'}`));
  return { faults, clock, changed, answer, sent };
}

function answers(fault: AnswerFault): FaultCommand {
  return { fault: 'answers', answers: fault };
}

test('without a fault everything is as usual', () => {
  const { faults, answer, sent } = bench();
  answer(one, 'a');
  assert.deepEqual(sent, ['a 200']);
  assert.deepEqual([faults.states(), faults.works(one), faults.refusal(one), faults.image(one)], [[], false, undefined, undefined]);
});

const cases: readonly { readonly fault: AnswerFault; readonly atOnce: string[]; readonly later: string[] }[] = [
  { fault: { kind: 'rc', rc: 409 }, atOnce: ['a 409 noted'], later: [] },
  { fault: { kind: 'rc', rc: 500 }, atOnce: ['a 500 noted'], later: [] },
  { fault: { kind: 'silent' }, atOnce: [], later: [] },
  { fault: { kind: 'delay', ms: 5000 }, atOnce: [], later: ['a 200'] },
  { fault: { kind: 'hold' }, atOnce: [], later: [] },
];
for (const { fault, atOnce, later } of cases) {
  test(`answers: ${JSON.stringify(fault)}`, () => {
    const { faults, clock, answer, sent } = bench();
    faults.inject(one, answers(fault));
    answer(one, 'a');
    assert.deepEqual(sent, atOnce);
    clock.advance(4999);
    assert.deepEqual(sent, atOnce);
    clock.advance(1);
    assert.deepEqual(sent, [...atOnce, ...later]);
    assert.deepEqual(faults.states(), [{ scope: one, answers: fault }]);
  });
}

for (const scope of [one, 'all'] as const satisfies readonly FaultScope[]) {
  test(`what is held for ${JSON.stringify(scope)} is sent in order when the fault is cleared, and when another takes its place`, () => {
    const { faults, answer, sent } = bench();
    faults.inject(scope, answers({ kind: 'hold' }));
    for (const name of ['a', 'b', 'c']) answer(one, name);
    assert.deepEqual(sent, []);
    faults.inject(scope, { fault: 'clear' });
    assert.deepEqual(sent, ['a 200', 'b 200', 'c 200']);
    faults.inject(scope, answers({ kind: 'hold' }));
    answer(one, 'd');
    faults.inject(scope, answers({ kind: 'silent' }));
    answer(one, 'e');
    assert.deepEqual(sent.slice(3), ['d 200']);
  });
}

test('a fault of the device comes before one for all, and outlives it', () => {
  const { faults, answer, sent } = bench();
  faults.inject('all', answers({ kind: 'rc', rc: 500 }));
  faults.inject(one, answers({ kind: 'hold' }));
  answer(one, 'a');
  answer(two, 'b');
  assert.deepEqual(sent, ['b 500 noted']);
  faults.inject('all', { fault: 'clear' });
  assert.deepEqual(sent, ['b 500 noted']);
  faults.inject(one, { fault: 'clear' });
  assert.deepEqual(sent, ['b 500 noted', 'a 200']);
  assert.deepEqual(faults.states(), []);
});

test('no more than 100 answers wait for a device: the oldest is sent, none is lost', () => {
  const { faults, answer, sent } = bench();
  faults.inject(one, answers({ kind: 'hold' }));
  for (let n = 1; n <= 102; n++) answer(one, `n${n}`);
  assert.deepEqual(sent, ['n1 200', 'n2 200']);
  faults.inject(one, { fault: 'clear' });
  assert.equal(sent.length, 102);
});

test('the next connection is refused once, with the code', () => {
  const { faults, changed } = bench();
  faults.inject(one, { fault: 'refuseNext', code: 3 });
  assert.deepEqual([faults.refusal(two), faults.refusal(undefined)], [undefined, undefined]);
  assert.equal(faults.works(one), true);
  const refusal = faults.refusal(one);
  assert.deepEqual([refusal?.name, refusal?.code], ['Refusal', 3]);
  assert.match(refusal?.message ?? '', /CONNACK 3: a fault that was injected/);
  assert.equal(faults.refusal(one), undefined);
  assert.equal(faults.works(one), false);
  assert.deepEqual(changed, [one, one]);
});

test('away refuses without CONNACK until the time is over, and longer when it is told again', () => {
  const { faults, clock, changed } = bench();
  faults.inject('all', { fault: 'away', seconds: 10 });
  assert.deepEqual([faults.refusal(one)?.code, faults.absence(one)?.code], [167, 167]);
  assert.deepEqual(faults.states(), [{ scope: 'all', awayUntil: clock.now() + 10_000 }]);
  const refused = faults.refusal(two)?.message;
  clock.advance(9000);
  faults.inject('all', { fault: 'away', seconds: 10 });
  clock.advance(9999);
  // Refusals that say the same are counted as one.
  assert.equal(faults.refusal(two)?.message, refused);
  clock.advance(1);
  assert.deepEqual([faults.refusal(one), faults.absence(one)], [undefined, undefined]);
  assert.deepEqual(faults.states(), []);
  assert.deepEqual(changed, [undefined, undefined, undefined]);
  assert.equal(clock.pending, 0);
});

test('clear ends everything of its scope and nothing else', () => {
  const { faults, clock } = bench();
  faults.inject(one, { fault: 'away', seconds: 10 });
  faults.inject(one, { fault: 'refuseNext', code: 5 });
  faults.inject(one, { fault: 'image', image: { kind: 'missing' } });
  faults.inject(two, { fault: 'image', image: { kind: 'oversize' } });
  faults.inject(one, { fault: 'clear' });
  assert.deepEqual(faults.states(), [{ scope: two, image: { kind: 'oversize' } }]);
  assert.deepEqual([faults.refusal(one), faults.image(one), faults.image(two)], [undefined, undefined, { kind: 'oversize' }]);
  assert.equal(clock.pending, 0);
});

for (const fault of ['drop', 'halfOpen'] as const) {
  test(`${fault} of a device that is not connected is refused`, () => {
    const { faults } = bench();
    assert.throws(() => faults.inject(one, { fault }), { name: 'Refusal', code: 404, message: /sensor one is not connected/ });
    assert.throws(() => faults.inject('all', { fault }), { name: 'Refusal', code: 404, message: /No device is connected/ });
    assert.deepEqual(faults.states(), []);
  });
}

test('a device that is removed takes its faults and answers along', () => {
  const { faults, clock, answer, sent } = bench();
  faults.inject(one, answers({ kind: 'delay', ms: 10 }));
  faults.inject(one, { fault: 'away', seconds: 10 });
  answer(one, 'a');
  faults.forget(one);
  clock.advance(20_000);
  assert.deepEqual([sent, faults.states(), clock.pending], [[], [], 0]);
});

test('the end of the platform leaves no timer', () => {
  const { faults, clock, answer } = bench();
  faults.inject('all', answers({ kind: 'delay', ms: 10 }));
  faults.inject('all', { fault: 'away', seconds: 10 });
  answer(one, 'a');
  faults.dispose();
  assert.equal(clock.pending, 0);
});
