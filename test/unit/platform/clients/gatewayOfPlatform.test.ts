import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { RawClient } from '../../../support/platform/rawClient.ts';
import { asApplication, asGateway } from '../../../support/platform/testOrganisation.ts';
import { startPlatform, type TestPlatform } from '../../../support/platform/testPlatform.ts';

const pump = { typeId: 'pump', deviceId: 'p1' };
const event = 'iot-2/type/pump/id/p1/evt/e/fmt/json';

async function gatewayOf(t: TestContext): Promise<{ platform: TestPlatform; gateway: RawClient }> {
  const bridge = { typeId: 'bridge', deviceId: 'g1', classId: 'Gateway' } as const;
  const platform = await startPlatform(t, { prepare: (registry) => void registry.addDevice(bridge, asGateway('g1').password) });
  const gateway = await platform.connect(asGateway('g1'));
  await gateway.subscribe('iot-2/type/bridge/id/g1/notify', 0);
  return { platform, gateway };
}

test('a gateway manages a device that it registers by that, and gets the answer in the long form', async (t) => {
  const { platform, gateway } = await gatewayOf(t);
  const changed: unknown[] = [];
  platform.platform.followDevices((device) => changed.push(device));
  await gateway.subscribe('iotdm-1/#', 1);
  gateway.publish('iotdevice-1/type/pump/id/p1/mgmt/manage', '{"reqId":"r1","d":{"lifetime":3600}}', { qos: 1 });
  await gateway.next('puback');
  const { topic, payload } = await gateway.next('publish');
  assert.equal(topic, 'iotdm-1/type/pump/id/p1/response');
  const { rc, reqId } = JSON.parse(String(payload)) as { rc: number; reqId: string };
  assert.deepEqual([rc, reqId], [200, 'r1']);
  const { state, record } = platform.platform.fleet.details(pump);
  assert.deepEqual([state.managed, state.hasToken, state.gateway], [true, false, { typeId: 'bridge', deviceId: 'g1' }]);
  assert.equal(record.added?.by, asGateway('g1').clientId);
  assert.deepEqual(changed[0], pump);
});

test('a device that is disabled or removed in the workbench counts for its gateway at once', async (t) => {
  const { platform, gateway } = await gatewayOf(t);
  const { fleet } = platform.platform;
  gateway.publish(event, '{}', { qos: 1 });
  await gateway.next('puback');
  fleet.setDisabled(pump, true);
  gateway.publish(event, '{}', { qos: 1 });
  const notice = JSON.parse(String((await gateway.next('publish')).payload)) as Record<string, unknown>;
  assert.deepEqual([notice['RC'], notice['Type'], notice['Id']], [180, 'pump', 'p1']);
  fleet.remove(pump);
  gateway.publish(event, '{}', { qos: 1, messageId: 2 });
  await gateway.settled();
  assert.equal(fleet.state(pump)?.disabled, false, 'it was registered anew');
  fleet.setRole({ typeId: 'bridge', deviceId: 'g1' }, 'standard');
  fleet.remove(pump);
  gateway.publish(event, '{}', { qos: 1, messageId: 3 });
  const refused = JSON.parse(String((await gateway.next('publish')).payload)) as Record<string, unknown>;
  assert.deepEqual([refused['RC'], fleet.state(pump)], [177, undefined]);
});

test('the status of a device that is removed goes with it', async (t) => {
  const { platform, gateway } = await gatewayOf(t);
  gateway.socket.destroy();
  await platform.event('connection.closed', asGateway('g1').clientId);
  platform.platform.fleet.remove({ typeId: 'bridge', deviceId: 'g1' });
  const app = await platform.connect(asApplication());
  await app.subscribe('iot-2/type/+/id/+/mon', 0);
  await app.settled();
  assert.deepEqual(app.packets, []);
});
