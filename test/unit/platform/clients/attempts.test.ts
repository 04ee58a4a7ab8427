import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Attempts, type Registrable } from '../../../../src/platform/clients/attempts.ts';
import type { Link } from '../../../../src/platform/ports/link.ts';
import type { ConnectionAttempt } from '../../../../src/rpc/board/attempt.ts';
import { Refusal } from '../../../../src/wiotp/refusal.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { startMessaging } from '../../../support/platform/messaging.ts';
import { asDevice } from '../../../support/platform/testOrganisation.ts';

const link = (id: number): Link => ({
  id: String(id),
  peer: `192.168.1.40:${id}`,
  host: '192.168.1.2',
  port: 1883,
  service: 'full',
  secure: false,
  webSocket: false,
});
const why = new Refusal('Because.', { rule: 'r', advice: 'Do.', code: 5 });
const registrable = (deviceId: string): Registrable => ({
  device: { typeId: 't', deviceId, classId: 'Device' },
  token: { salt: new Uint8Array(1), hash: new Uint8Array(1) },
});

test('a client ID that nobody may have is told cut', async (t) => {
  const messaging = startMessaging(t);
  const client = await messaging.dial();
  assert.equal((await client.connect({ ...asDevice('one'), clientId: `d:abc123:${'x'.repeat(60_000)}` })).returnCode, 2);
  const { clientId } = await messaging.record(({ event }) => event?.kind === 'connection.refused');
  assert.match(clientId, /^d:abc123:x{110}…$/);
  assert.equal(messaging.attempts.recent()[0]?.clientId, clientId);
});

test('the same attempt is told again whenever it gets further', () => {
  const clock = new FakeClock();
  const attempts = new Attempts(clock);
  const told: ConnectionAttempt[] = [];
  const stop = attempts.follow((attempt) => told.push(attempt));
  attempts.arrived(link(1), 'tcp');
  clock.advance(5);
  attempts.arrived(link(1), 'webSocket');
  attempts.accepted(link(1), 'd:o:t:i');
  attempts.closed(link(1), why);
  stop();
  attempts.arrived(link(2), 'tcp');
  const common = { connection: '1', time: 1_000_000, peer: '192.168.1.40:1', host: '192.168.1.2', port: 1883, secure: false };
  assert.deepEqual(told, [
    { ...common, stage: 'tcp' },
    { ...common, stage: 'webSocket' },
    { ...common, stage: 'accepted', clientId: 'd:o:t:i' },
    { ...common, stage: 'closed', clientId: 'd:o:t:i', code: 5, reason: 'Because.', advice: 'Do.' },
  ]);
  assert.deepEqual(
    attempts.recent().map(({ connection, stage }) => [connection, stage]),
    [
      ['2', 'tcp'],
      ['1', 'closed'],
    ],
  );
});

test('the last 50 connections and the last 20 tokens are remembered', () => {
  const attempts = new Attempts(new FakeClock());
  for (let id = 0; id < 200; id++) {
    attempts.arrived(link(id), 'tcp');
    attempts.refused(link(id), `d:o:t:${id}`, why, registrable(String(id)));
  }
  assert.deepEqual([attempts.recent().length, attempts.recent()[0]?.connection], [50, '199']);
  assert.equal(attempts.registrable('180').device.deviceId, '180');
  assert.throws(() => attempts.registrable('179'), { name: 'Refusal', code: 404 });
  attempts.closed(link(0), why);
  assert.equal(
    attempts.recent().some(({ connection }) => connection === '0'),
    false,
    'the end of an old connection is no attempt',
  );
});

test('an unknown device is offered for registration with the token that it sent, and then let in', async (t) => {
  const messaging = startMessaging(t);
  const board = { clientId: 'd:abc123:esp32:board-1', username: 'use-token-auth', password: 'firmware token' };
  const told: ConnectionAttempt[] = [];
  messaging.attempts.follow((attempt) => told.push(attempt));
  const client = await messaging.dial();
  assert.equal((await client.connect(board)).returnCode, 5);
  const { attempt = '' } = await messaging.event('connection.refused', board.clientId);
  const wanted = { typeId: 'esp32', deviceId: 'board-1', classId: 'Device' as const };
  assert.deepEqual(
    told.map(({ stage, registrable }) => [stage, registrable]),
    [
      ['tcp', undefined],
      ['refused', wanted],
    ],
  );
  assert.equal(told[1]?.connection, attempt);
  const { device, token } = messaging.attempts.registrable(attempt);
  messaging.registry.addDeviceWithHash(device, token);
  await messaging.connect(board);
  assert.equal(told.at(-1)?.stage, 'accepted');
  assert.equal(JSON.stringify(told).includes('firmware token'), false);
});

test('a refusal for any other reason names no attempt', async (t) => {
  const messaging = startMessaging(t);
  await (await messaging.dial()).connect({ ...asDevice('one'), password: 'wrong' });
  const { attempt } = await messaging.event('connection.refused');
  assert.equal(attempt, undefined);
  assert.throws(() => messaging.attempts.registrable(messaging.attempts.recent()[0]?.connection ?? ''), { name: 'Refusal' });
});
