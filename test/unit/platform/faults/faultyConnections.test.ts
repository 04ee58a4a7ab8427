import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { soon } from '../../../support/platform/soon.ts';
import { asApplication, asDevice, startPlatform } from '../../../support/platform/testPlatform.ts';

const one = { typeId: 'sensor', deviceId: 'one' };

test('drop closes the connection with code 94; applications stay when all are dropped', async (t) => {
  const started = await startPlatform(t);
  const device = await started.connect(asDevice('one'));
  const other = await started.connect(asDevice('two'));
  const application = await started.connect(asApplication());
  started.platform.faults.inject(one, { fault: 'drop' });
  await device.closed;
  assert.equal((await started.event('connection.closed', asDevice('one').clientId)).code, 94);
  started.platform.faults.inject('all', { fault: 'drop' });
  await other.closed;
  application.send({ cmd: 'pingreq' });
  await soon('an answer to the application', once(application.socket, 'data'));
});

test('half-open: the connection stays, and nothing comes any more', async (t) => {
  const started = await startPlatform(t);
  const device = await started.connect(asDevice('one'));
  const other = await started.connect(asDevice('two'));
  started.platform.faults.inject(one, { fault: 'halfOpen' });
  const before = device.packets.length;
  device.send({ cmd: 'pingreq' });
  // By the time the other has its answer, this one would have it as well.
  other.send({ cmd: 'pingreq' });
  await soon('an answer to the other', once(other.socket, 'data'));
  assert.deepEqual([device.packets.length, device.socket.destroyed], [before, false]);
});

test('the next CONNECT gets the code, the one after it is let in', async (t) => {
  const started = await startPlatform(t);
  started.platform.faults.inject(one, { fault: 'refuseNext', code: 3 });
  const refused = await (await started.dial()).connect(asDevice('one'));
  assert.equal(refused.returnCode, 3);
  assert.match((await started.event('connection.refused')).reason ?? '', /a fault that was injected/);
  const accepted = await (await started.dial()).connect(asDevice('one'));
  assert.equal(accepted.returnCode, 0);
});

test('away closes the connection and lets nobody in, without CONNACK, until it is cleared', async (t) => {
  const started = await startPlatform(t);
  const device = await started.connect(asDevice('one'));
  started.platform.faults.inject('all', { fault: 'away', seconds: 600 });
  await device.closed;
  assert.equal((await started.event('connection.closed', asDevice('one').clientId)).code, 167);
  const again = await started.dial();
  again.send({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    keepalive: 0,
    ...asDevice('one'),
    password: Buffer.from(asDevice('one').password),
  });
  await again.closed;
  assert.deepEqual(again.packets, []);
  assert.equal((await started.event('connection.refused')).code, 167);
  await started.connect(asApplication());
  started.platform.faults.inject('all', { fault: 'clear' });
  await started.connect(asDevice('one'));
});
