import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClientDeliveries, type ClientDelivery } from '../../../../../src/engine/log/arrival/clientDeliveries.ts';

const first: ClientDelivery = {
  at: 'platform',
  clientId: 'd:abc123:sensor:one',
  direction: 'down',
  topic: 'iotdm-1/observe',
  payload: new Uint8Array([0x7b, 0x7d]),
  qos: 1,
  dup: false,
};
const again: ClientDelivery = { ...first, dup: true };

test('clients are told apart, and the places where they are seen', () => {
  const deliveries = new ClientDeliveries();
  assert.deepEqual(
    [first, { ...again, clientId: 'd:abc123:sensor:two' }, { ...again, at: 'session' } as const, again].map((one) => deliveries.take(one)),
    [false, false, false, true],
  );
});

test('of very many clients the one that was silent for longest is forgotten', () => {
  const deliveries = new ClientDeliveries();
  for (let client = 0; client <= 2000; client++) deliveries.take({ ...first, clientId: `d:abc123:sensor:${client}` });
  assert.equal(deliveries.take({ ...again, clientId: 'd:abc123:sensor:1' }), true);
  assert.equal(deliveries.take({ ...again, clientId: 'd:abc123:sensor:0' }), false);
});

test('a log that was emptied has no first deliveries', () => {
  const deliveries = new ClientDeliveries();
  deliveries.take(first);
  deliveries.clear();
  assert.equal(deliveries.take(again), false);
});
