import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusedConnect } from '../../../../src/platform/access/refusedConnect.ts';
import { RefusalDelay } from '../../../../src/platform/access/refusalDelay.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { startMessaging } from '../../../support/platform/messaging.ts';
import { asDevice } from '../../../support/platform/testOrganisation.ts';

test('the first refusals are answered at once, further ones later and later, up to 2 s', () => {
  const delay = new RefusalDelay(new FakeClock());
  assert.deepEqual(
    Array.from({ length: 11 }, () => delay.failed('d:o:t:i')),
    [0, 0, 0, 0, 0, 250, 500, 1000, 2000, 2000, 2000],
  );
  assert.equal(delay.failed('d:o:t:other'), 0);
});

test('success and a minute without failure make it forget', () => {
  const clock = new FakeClock();
  const delay = new RefusalDelay(clock);
  const exhaust = (): void => {
    for (let at = 0; at < 5; at++) assert.equal(delay.failed('d:o:t:i'), 0);
  };
  exhaust();
  delay.succeeded('d:o:t:i');
  exhaust();
  clock.advance(60_001);
  exhaust();
  assert.equal(delay.failed('d:o:t:i'), 250);
});

test('what a thousand others do makes room, so that the memory is bounded', () => {
  const delay = new RefusalDelay(new FakeClock());
  for (let at = 0; at < 5; at++) delay.failed('d:o:t:first');
  for (let at = 0; at < 1000; at++) delay.failed(`d:o:t:${at}`);
  assert.equal(delay.failed('d:o:t:first'), 0);
});

test('a held back CONNACK is in the log at once; another attempt meanwhile is closed with 176', async (t) => {
  const clock = new FakeClock();
  const messaging = startMessaging(t, { clock });
  const wrong = { ...asDevice('one'), password: 'wrong' };
  for (let at = 0; at < 5; at++) assert.equal((await (await messaging.dial()).connect(wrong)).returnCode, 5);
  const sixth = await messaging.dial();
  const answer = sixth.connect(wrong);
  await messaging.record(() => messaging.events('connection.refused').length === 6);
  const hasty = await messaging.dial();
  await assert.rejects(hasty.connect(asDevice('one')), /closed before connack/);
  assert.deepEqual(
    messaging.events('connection.refused').map(({ code }) => code),
    [5, 5, 5, 5, 5, 5, 176],
  );
  assert.deepEqual(sixth.packets, []);
  clock.advance(250);
  assert.equal((await answer).returnCode, 5);
  clock.advance(1000);
  await sixth.closed;
  await messaging.connect(asDevice('one'));
});

test('refusals for other reasons than authorisation are answered at once, however many', async (t) => {
  let away = true;
  const messaging = startMessaging(t, { clock: new FakeClock(), refusal: () => (away ? refusedConnect(5, 'Away.', 'Wait.') : undefined) });
  for (let at = 0; at < 10; at++) assert.equal((await (await messaging.dial()).connect(asDevice('one'))).returnCode, 5);
  away = false;
  await messaging.connect(asDevice('one'));
});

test('a client that does not wait for its held back answer leaves nothing behind', async (t) => {
  const clock = new FakeClock();
  const messaging = startMessaging(t, { clock });
  const wrong = { ...asDevice('one'), password: 'wrong' };
  for (let at = 0; at < 5; at++) await (await messaging.dial()).connect(wrong);
  clock.advance(1000);
  const gone = await messaging.dial();
  void gone.connect(wrong).catch(() => undefined);
  await messaging.record(() => messaging.events('connection.refused').length === 6);
  gone.socket.resetAndDestroy();
  await gone.closed;
  const other = await messaging.connect(asDevice('two'));
  await other.settled();
  clock.advance(250);
  await other.settled();
  assert.equal(messaging.events('connection.refused').length, 6);
});
