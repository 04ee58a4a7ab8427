import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintJudge } from '../../../src/platform/judge.ts';
import { Platform } from '../../../src/platform/platform.ts';
import { openStorage } from '../../../src/platform/store/openStorage.ts';
import { systemClock } from '../../../src/rpc/node/clock.ts';
import { RawClient } from '../../support/platform/rawClient.ts';
import { soon } from '../../support/platform/soon.ts';
import { asDevice, deviceToken, org, startPlatform } from '../../support/platform/testPlatform.ts';

function newPlatform(): Platform {
  const storage = openStorage(undefined, org);
  storage.registry.addDevice({ typeId: 'sensor', deviceId: 'one' }, deviceToken);
  const failed = (error: unknown): never => {
    throw error;
  };
  return new Platform({ storage, judge: lintJudge, clock: systemClock, failed });
}

test('the end of the platform closes every connection with 93, and resolves when all are closed', async () => {
  const platform = newPlatform();
  const ends: [string, number | undefined][] = [];
  platform.journal.follow(({ clientId, event }) => {
    if (event?.kind === 'connection.closed' || event?.kind === 'connection.refused') ends.push([clientId, event.code]);
  });
  const { port } = await platform.listen('127.0.0.1', { port: 0, orAnother: false });
  const [device, silent] = [await RawClient.dial(port), await RawClient.dial(port)];
  await device.connect(asDevice('one'));
  await platform.close();
  await Promise.all([device.closed, silent.closed]);
  assert.deepEqual(ends, [
    [asDevice('one').clientId, 93],
    ['', 93],
  ]);
  await assert.rejects(RawClient.dial(port), { code: 'ECONNREFUSED' });
});

test('a port that is taken is refused or replaced, as it is wished', async (t) => {
  const { port } = await startPlatform(t);
  const platform = newPlatform();
  await assert.rejects(platform.listen('127.0.0.1', { port, orAnother: false }), {
    name: 'Refusal',
    message: new RegExp(`Port ${port} of 127.0.0.1 is taken`),
  });
  const listening = await platform.listen('127.0.0.1', { port, orAnother: true });
  assert.deepEqual([listening.host, listening.wantedPort], ['127.0.0.1', port]);
  assert.notEqual(listening.port, port);
  await platform.close();
});

test('a host that is none is refused', async () => {
  const platform = newPlatform();
  await assert.rejects(platform.listen('203.0.113.1', { port: 0, orAnother: true }), { name: 'Refusal', message: /cannot be listened on/ });
});

test('a client that does not close its side does not hold the end of the platform up', async () => {
  const platform = newPlatform();
  const { port } = await platform.listen('127.0.0.1', { port: 0, orAnother: false });
  const device = await RawClient.dial(port);
  device.socket.allowHalfOpen = true;
  await device.connect(asDevice('one'));
  await soon('the end of the platform', platform.close());
  device.socket.destroy();
});
