import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SessionNews } from '../../../src/engine/sessionNews.ts';
import { usualModes } from '../../../src/replies/answerMode.ts';
import type { SessionState } from '../../../src/rpc/session/sessionState.ts';
import { FakeClock } from '../../support/platform/fakeClock.ts';

function state(change: Partial<SessionState> = {}): SessionState {
  return {
    id: 'one',
    phase: 'connected',
    failed: false,
    sessionPresent: false,
    subscriptions: [],
    devices: [],
    modes: usualModes,
    waiting: 0,
    undelivered: [],
    jobs: [],
    ...change,
  };
}

/** News and everything that was told. */
function newsBench() {
  const clock = new FakeClock();
  const told: (readonly SessionState[])[] = [];
  return { clock, told, news: new SessionNews((states) => told.push(states), clock) };
}

test('the first change is told at once, a storm ten times a second, and the last state always', () => {
  const { clock, told, news } = newsBench();
  for (let waiting = 0; waiting < 1_000; waiting++) {
    news.changed([state({ waiting })]);
    clock.advance(1);
  }
  assert.ok(told.length <= 11, `${told.length} in a second`);
  clock.advance(100);
  assert.deepEqual([told[0]?.[0]?.waiting, told.at(-1)?.[0]?.waiting], [0, 999]);
  const before = told.length;
  clock.advance(1_000);
  assert.equal(told.length, before, 'nothing is told twice');
});

test('a session that comes into another phase, fails, begins or ends is told at once', () => {
  const { clock, told, news } = newsBench();
  const changes: readonly (readonly SessionState[])[] = [
    [state({ phase: 'connecting' })],
    [state()],
    [state({ phase: 'waiting' })],
    [state({ phase: 'closed' })],
    [state({ phase: 'closed', failed: true })],
    [state({ phase: 'closed', failed: true }), state({ id: 'two' })],
    [state({ id: 'two' })],
    [],
  ];
  for (const states of changes) news.changed(states);
  assert.deepEqual(told, changes);
  clock.advance(1_000);
  assert.equal(told.length, changes.length);
});

test('what was not told yet can be told at once, and only that', () => {
  const { clock, told, news } = newsBench();
  news.changed([state()]);
  news.changed([state({ waiting: 1 })]);
  news.flush();
  assert.deepEqual(
    told.map(([{ waiting } = assert.fail()]) => waiting),
    [0, 1],
  );
  news.flush();
  clock.advance(1_000);
  news.flush();
  assert.equal(told.length, 2);
});

test('nothing is told after its end', () => {
  const { clock, told, news } = newsBench();
  news.changed([state()]);
  news.changed([state({ waiting: 1 })]);
  news.dispose();
  clock.advance(1_000);
  assert.deepEqual([told.length, clock.pending], [1, 0]);
});
