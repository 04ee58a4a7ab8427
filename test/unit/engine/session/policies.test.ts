import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BackOff } from '../../../../src/engine/session/backOff.ts';
import { dial } from '../../../../src/engine/session/dial.ts';
import { networkRefusal, timedOut } from '../../../../src/engine/session/networkRefusal.ts';
import { RepeatedLoss } from '../../../../src/engine/session/repeatedLoss.ts';
import { Waits } from '../../../../src/engine/waits.ts';

test('waits 1, 2, 5 and then 20 s, up to a fifth longer', () => {
  for (const [random, waits] of [
    [0, [1_000, 2_000, 5_000, 20_000, 20_000]],
    [0.5, [1_100, 2_200, 5_500, 22_000, 22_000]],
    [0.999_999, [1_200, 2_400, 6_000, 24_000, 24_000]],
  ] as const) {
    const backOff = new BackOff(() => random);
    assert.deepEqual(
      waits.map(() => backOff.next()),
      waits,
    );
    backOff.reset();
    assert.equal(backOff.next(), waits[0]);
  }
});

test('three ends in a row after the same packet are enough, and nothing else is', () => {
  const cases: readonly (readonly [ends: readonly (string | undefined)[], enough: boolean])[] = [
    [['a', 'a', 'a'], true],
    [['b', 'a', 'a', 'a'], true],
    [['a', 'a'], false],
    [['a', 'a', 'b', 'a'], false],
    [['a', 'a', undefined, 'a'], false],
    [[undefined, undefined, undefined, undefined], false],
  ];
  for (const [ends, enough] of cases) {
    const losses = new RepeatedLoss();
    assert.equal(ends.map((after) => losses.lost(after)).at(-1), enough, ends.join(' '));
  }
  const losses = new RepeatedLoss();
  losses.lost('a');
  losses.lost('a');
  losses.reset();
  assert.equal(losses.lost('a'), false);
});

const target = { host: 'platform.example', port: 1883 };

const causes = [
  ['ENOTFOUND', 'The host "platform.example" is unknown.'],
  ['EAI_AGAIN', 'The host "platform.example" is unknown.'],
  ['ECONNREFUSED', 'Nothing listens on platform.example:1883.'],
  ['EHOSTUNREACH', 'platform.example:1883 cannot be reached.'],
  ['ENETUNREACH', 'platform.example:1883 cannot be reached.'],
  ['ETIMEDOUT', 'platform.example:1883 did not answer: no connection in time.'],
  ['EPROTO', 'The connection to platform.example:1883 failed: something else.'],
] as const;

for (const [code, message] of causes) {
  test(`${code} says: ${message}`, () => {
    const cause = Object.assign(new Error('something else'), { code });
    const refusal = networkRefusal(target, cause);
    assert.equal(refusal.message, message);
    assert.ok(refusal.advice.endsWith('.') && refusal.rule !== '');
    assert.equal(refusal.cause, cause);
  });
}

test('an attempt that is given up before there is a connection ends with the reason for that', async () => {
  const reason = new Error('given up');
  const giveUp = new AbortController();
  const dialling = dial({ host: '127.0.0.1', port: 1 }, giveUp.signal);
  giveUp.abort(reason);
  await assert.rejects(dialling, reason);
  await assert.rejects(dial({ host: '127.0.0.1', port: 1 }, giveUp.signal), reason);
});

test('an IPv6 address is written so that the port can be told', () => {
  assert.match(timedOut({ host: '::1', port: 1883 }, 'CONNACK', 15).message, /^\[::1\]:1883 did not answer: no CONNACK within 15 s\.$/);
});

test('what waits fails when it is over, and so does what begins later', async () => {
  const waits = new Waits();
  let tidied = 0;
  const tidyUp = (): void => void tidied++;
  const done = waits.begin<number>((resolve) => {
    resolve(3);
    return tidyUp;
  });
  const failed = waits.begin((_, reject) => {
    reject(new Error('own reason'));
    return tidyUp;
  });
  const waiting = waits.begin(() => tidyUp);
  assert.equal(await done, 3);
  await assert.rejects(failed, { message: 'own reason' });
  waits.fail(new Error('over'));
  waits.fail(new Error('over once more'));
  await assert.rejects(waiting, { message: 'over' });
  await assert.rejects(
    waits.begin(() => assert.fail('it is over')),
    { message: 'over' },
  );
  assert.equal(tidied, 3);
});
