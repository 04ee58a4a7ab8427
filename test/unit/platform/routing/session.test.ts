import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { Session } from '../../../../src/platform/routing/session.ts';
import type { Qos } from '../../../../src/wiotp/message.ts';
import { Pad } from '../../../support/platform/pad.ts';

function message(text: string, qos: Qos = 1) {
  return { topic: 'iot-2/type/t/id/i/cmd/c/fmt/txt', payload: Buffer.from(text), qos };
}

function newSession(durable: boolean, window = 10): Session {
  return new Session({ clientId: 'd:o:t:i', durable, window });
}

test('every message of QoS 1 arrives once and in order, whatever the client acknowledges when', () => {
  const step = fc.oneof(fc.constant('message' as const), fc.constant('acknowledge' as const));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 1, max: 5 }), (steps, window) => {
      const session = newSession(false, window);
      const pad = new Pad();
      session.attach(pad);
      let sent = 0;
      let acknowledged = 0;
      for (const what of steps) {
        if (what === 'message') session.deliver(message(String(sent++)), 1);
        else if (acknowledged < pad.published.length) session.settle({ type: 'puback', packetId: pad.published[acknowledged++]!.packetId });
        assert.equal(pad.published.length, Math.min(sent, acknowledged + window));
      }
      assert.deepEqual(
        pad.published.map(({ text }) => Number(text)),
        pad.published.map((_, at) => at),
      );
      const open = pad.published.slice(acknowledged).map(({ packetId }) => packetId);
      assert.equal(new Set(open).size, open.length, 'open packet identifiers differ');
    }),
  );
});

test('packet identifiers begin again after 65,535 and skip those that are open', () => {
  const session = newSession(false, 2);
  const pad = new Pad();
  session.attach(pad);
  session.deliver(message('stays open'), 1);
  for (let at = 0; at < 65_536; at++) {
    session.deliver(message('x'), 1);
    session.settle({ type: 'puback', packetId: pad.published.at(-1)!.packetId });
  }
  const ids = pad.published.slice(1).map(({ packetId }) => packetId);
  assert.deepEqual([ids.at(-3), ids.at(-2), ids.at(-1)], [65_535, 2, 3]);
});

test('a session that is not durable drops what comes after its client went', () => {
  const session = newSession(false);
  session.attach(new Pad());
  session.detach();
  session.deliver(message('gone'), 1);
  const pad = new Pad();
  session.attach(pad);
  assert.deepEqual([pad.published, session.takeLosses()], [[], undefined]);
});

test('messages that waited for a connected client count as lost only beyond the 50 that are kept', () => {
  const session = newSession(true, 10);
  session.attach(new Pad());
  for (let at = 0; at < 65; at++) session.deliver(message(String(at)), 1);
  session.detach();
  assert.match(session.takeLosses() ?? '', /5 were dropped/);
  assert.equal(session.takeLosses(), undefined);
  const pad = new Pad();
  session.attach(pad);
  assert.deepEqual(
    pad.published.map(({ text, dup }) => [Number(text), dup]),
    Array.from({ length: 10 }, (_, at) => [at, true]),
  );
  session.settle({ type: 'puback', packetId: 1 });
  assert.equal(pad.published.at(-1)?.text, '15');
});

test('PUBREC is answered with PUBREL, also for a message that is no longer known', () => {
  const session = newSession(false);
  const pad = new Pad();
  session.attach(pad);
  session.settle({ type: 'pubrec', packetId: 77 });
  assert.deepEqual(pad.settled, ['pubrel 77']);
});

test('a client that never acknowledges is closed as a slow consumer', () => {
  const session = newSession(false, 1);
  const pad = new Pad();
  session.attach(pad);
  const large = { topic: 't', payload: new Uint8Array(131_072), qos: 1 as const };
  for (let at = 0; at < 255; at++) session.deliver(large, 1);
  assert.equal(pad.ends.length, 0);
  session.deliver(large, 1);
  assert.equal(pad.ends[0]?.code, 178);
});

test('what an application leaves unacknowledged counts as well', () => {
  const session = newSession(false, 2000);
  const pad = new Pad();
  session.attach(pad);
  for (let at = 0; at < 1999; at++) session.deliver({ topic: 't', payload: new Uint8Array(17_000), qos: 1 }, 1);
  assert.equal(pad.ends.length, 0, 'nothing waits while the window is open');
  for (let at = 0; at < 2; at++) session.deliver({ topic: 't', payload: new Uint8Array(17_000), qos: 1 }, 1);
  assert.equal(pad.ends[0]?.code, 178);
});

test('a client that does not read gets nothing further that has to be kept, until it has read', () => {
  const session = newSession(false);
  const pad = new Pad();
  session.attach(pad);
  session.deliver(message('one'), 1);
  pad.waiting = 2 * 1024 * 1024;
  session.deliver(message('two'), 1);
  session.deliver(message('three'), 1);
  session.settle({ type: 'puback', packetId: 1 });
  assert.deepEqual(pad.texts, ['one']);
  pad.waiting = 0;
  session.resume();
  assert.deepEqual(pad.texts, ['one', 'two', 'three']);
});
