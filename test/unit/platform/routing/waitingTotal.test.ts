import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { test } from 'node:test';
import { Outbox } from '../../../../src/platform/mqtt/outbox.ts';
import { Router } from '../../../../src/platform/routing/router.ts';
import type { Session } from '../../../../src/platform/routing/session.ts';
import { maxDurableSessions, Sessions } from '../../../../src/platform/routing/sessions.ts';
import { Subscriptions } from '../../../../src/platform/routing/subscriptions.ts';
import { WaitingTotal } from '../../../../src/platform/routing/waitingTotal.ts';
import { openStorage } from '../../../../src/platform/store/openStorage.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { Pad } from '../../../support/platform/pad.ts';

const megabyte = 1_000_000;
const topic = (deviceId: string): string => `iot-2/type/t/id/${deviceId}/evt/e/fmt/bin`;

function organisation(limit: number) {
  const total = new WaitingTotal(limit);
  const subscriptions = new Subscriptions();
  const sessions = new Sessions(subscriptions, openStorage().sessions, new FakeClock(), total);
  const router = new Router(subscriptions);
  const open = (name: string, filter: string, durable = true): Session => {
    const { session } = sessions.open({ clientId: `a:o:${name}`, durable, window: 10 });
    subscriptions.add(session, filter, 1);
    return session;
  };
  const publish = (deviceId: string, bytes: number): void => router.route(router.lane(topic(deviceId)), Buffer.alloc(bytes), 1);
  return { total, sessions, open, publish };
}

/** What a session still has, oldest first, by length. */
function left(session: Session): readonly number[] {
  const pad = new Pad();
  session.attach(pad);
  return pad.texts.map(({ length }) => length);
}

test('a message counts once however many keep it, and nothing counts any more when all have it or are gone', () => {
  const { total, sessions, open, publish } = organisation(100 * megabyte);
  const one = open('one', topic('+'));
  open('two', topic('+'));
  const third = open('three', topic('+'), false);
  const pad = new Pad();
  third.attach(pad);
  for (let at = 0; at < 3; at++) publish('d', megabyte);
  assert.ok(total.bytes > 3 * megabyte && total.bytes < 3.01 * megabyte, String(total.bytes));
  left(one);
  for (const packetId of [1, 2, 3]) one.settle({ type: 'puback', packetId });
  sessions.release(third);
  assert.ok(total.bytes > 3 * megabyte);
  sessions.forget('a:o:two');
  assert.equal(total.bytes, 0);
});

test('when too much waits, the client that is away and has the most loses its oldest messages, which is told', async () => {
  const { total, open, publish } = organisation(10 * megabyte);
  const [small, large] = [open('small', topic('s')), open('large', topic('l'))];
  publish('s', megabyte);
  for (let at = 1; at <= 10; at++) publish('l', megabyte - at);
  await turn();
  assert.ok(total.bytes < 10 * megabyte, String(total.bytes));
  assert.match(
    large.takeLosses() ?? '',
    /^Of the messages that came while the client was away, 5 were dropped, .* for all clients together\.$/,
  );
  assert.equal(small.takeLosses(), undefined);
  assert.deepEqual(
    left(large),
    [6, 7, 8, 9, 10].map((at) => megabyte - at),
  );
  assert.deepEqual(left(small), [megabyte]);
});

test('messages that were sent before the client went are the oldest that it has', async () => {
  const { open, publish } = organisation(10 * megabyte);
  const session = open('app', topic('+'));
  session.attach(new Pad());
  for (let at = 0; at < 8; at++) publish('d', megabyte);
  session.detach();
  for (let at = 0; at < 4; at++) publish('d', megabyte + 1);
  await turn();
  assert.match(session.takeLosses() ?? '', /, 6 were dropped/);
  assert.deepEqual(left(session), [megabyte, megabyte, ...Array.from({ length: 4 }, () => megabyte + 1)]);
});

test('when too much waits, the client that is connected and has the most is closed as a slow consumer', async () => {
  const { open, publish } = organisation(10 * megabyte);
  const [slow, other] = [new Pad(), new Pad()];
  open('slow', topic('l'), false).attach(slow);
  open('other', topic('s'), false).attach(other);
  publish('s', megabyte);
  for (let at = 0; at < 10; at++) publish('l', megabyte);
  await turn();
  assert.deepEqual([slow.ends[0]?.code, other.ends], [178, []]);
});

test('there is an end to durable sessions, and whoever has one keeps it', () => {
  const { sessions } = organisation(megabyte);
  const traits = (at: number) => ({ clientId: `a:o:${at}`, durable: true, window: 1 });
  for (let at = 0; at < maxDurableSessions; at++) sessions.open(traits(at));
  assert.throws(() => sessions.open(traits(-1)), { name: 'Refusal', code: 3, message: /5000 durable sessions already/ });
  assert.equal(sessions.open(traits(0)).present, true);
  assert.equal(sessions.open({ ...traits(-1), durable: false }).present, false);
  sessions.forget('a:o:7');
  assert.equal(sessions.open(traits(-1)).present, false);
});

test('what was written for a client counts until it took it, or is gone', async () => {
  const total = new WaitingTotal();
  const stream = new PassThrough({ highWaterMark: 1 });
  const taken = Promise.withResolvers<void>();
  const outbox = new Outbox(stream, { commit: () => undefined, failed: assert.ifError, taken: taken.resolve, total });
  outbox.send(Buffer.alloc(100));
  outbox.send(Buffer.alloc(50));
  assert.equal(total.bytes, 150);
  outbox.flush();
  stream.resume();
  await taken.promise;
  assert.equal(total.bytes, 0);
  stream.pause();
  for (let at = 0; at < 3; at++) {
    outbox.send(Buffer.alloc(100));
    outbox.flush();
  }
  outbox.send(Buffer.alloc(7));
  assert.ok(total.bytes >= 107);
  outbox.discard();
  assert.equal(total.bytes, 0);
  outbox.send(Buffer.alloc(100));
  stream.destroy();
  await turn();
  assert.equal(total.bytes, 0);
});
