import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusedConnect } from '../../../../src/platform/access/refusedConnect.ts';
import { RefusalDelay } from '../../../../src/platform/access/refusalDelay.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { startMessaging } from '../../../support/platform/messaging.ts';
import { asDevice } from '../../../support/platform/testOrganisation.ts';

const peer = '192.168.1.40:52011';

test('the first refusals are answered at once, further ones later and later, up to 2 s', () => {
  const delay = new RefusalDelay(new FakeClock());
  assert.deepEqual(
    Array.from({ length: 11 }, () => delay.failed('d:o:t:i', peer)),
    [0, 0, 0, 0, 0, 250, 500, 1000, 2000, 2000, 2000],
  );
  assert.equal(delay.failed('d:o:t:other', peer), 0);
  assert.equal(delay.failed('d:o:t:i', '192.168.1.41:52011'), 0);
  assert.equal(delay.failed('d:o:t:i', '192.168.1.40:52012'), 2000);
});

test('a clock that is set back keeps nobody out', () => {
  let now = 7_200_000;
  const delay = new RefusalDelay({ now: () => now, after: () => assert.fail('nothing is timed') });
  for (let at = 0; at < 6; at++) delay.failed('d:o:t:i', peer);
  assert.equal(delay.isPending('d:o:t:i', peer), true);
  now -= 3_600_000;
  assert.equal(delay.isPending('d:o:t:i', peer), false);
});

test('success and a minute without failure make it forget', () => {
  const clock = new FakeClock();
  const delay = new RefusalDelay(clock);
  const exhaust = (): void => {
    for (let at = 0; at < 5; at++) assert.equal(delay.failed('d:o:t:i', peer), 0);
  };
  exhaust();
  delay.succeeded('d:o:t:i', peer);
  exhaust();
  clock.advance(60_001);
  exhaust();
  assert.equal(delay.failed('d:o:t:i', peer), 250);
});

test('what a thousand others do makes room, so that the memory is bounded', () => {
  const delay = new RefusalDelay(new FakeClock());
  for (let at = 0; at < 5; at++) delay.failed('d:o:t:first', peer);
  for (let at = 0; at < 1000; at++) delay.failed(`d:o:t:${at}`, peer);
  assert.equal(delay.failed('d:o:t:first', peer), 0);
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

test('wrong tokens from one address do not keep the device out that has the right one at another', async (t) => {
  const clock = new FakeClock();
  const messaging = startMessaging(t, { clock });
  const stranger = { peer: '192.168.1.66:40001' };
  const wrong = { ...asDevice('one'), password: 'wrong' };
  for (let at = 0; at < 5; at++) await (await messaging.dial(stranger)).connect(wrong);
  const held = await messaging.dial(stranger);
  const answer = held.connect(wrong);
  await messaging.record(() => messaging.events('connection.refused').length === 6);
  const device = await messaging.connect(asDevice('one'), { peer: '192.168.1.40:52011' });
  await device.settled();
  clock.advance(250);
  assert.equal((await answer).returnCode, 5);
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
