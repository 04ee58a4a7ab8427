import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionStatus } from '../../../../src/platform/rest/management/actionStatus.ts';
import { rest, type RestAnswer } from '../../../support/platform/restClient.ts';
import { asDevice, startPlatform, type TestPlatform } from '../../../support/platform/testPlatform.ts';
import type { RawClient } from '../../../support/platform/rawClient.ts';

type Json = Record<string, unknown>;

const one = { typeId: 'sensor', deviceId: 'one' };
const reboot = { action: 'device/reboot', parameters: [], devices: [one] };

function json({ json: value }: RestAnswer): Json {
  return value as Json;
}

async function managed(started: TestPlatform): Promise<RawClient> {
  const device = await started.connect(asDevice('one'));
  await device.subscribe('iotdm-1/#');
  device.publish(
    'iotdevice-1/mgmt/manage',
    JSON.stringify({ d: { supports: { deviceActions: true, firmwareActions: true } }, reqId: 'm' }),
  );
  await device.next('publish');
  return device;
}

test('a request from its start to its end, as libraries follow it', async (t) => {
  const started = await startPlatform(t);
  const device = await managed(started);
  const initiated = await rest(started, 'POST /mgmt/requests', { body: reboot });
  assert.equal(initiated.status, 202, initiated.text);
  const path = `/mgmt/requests/${String(json(initiated)['reqId'])}`;
  const { payload } = await device.next('publish');
  const { started: since, ...request } = json(await rest(started, `GET ${path}`));
  assert.deepEqual(request, { id: json(initiated)['reqId'], action: 'device/reboot', devices: [one], complete: false });
  assert.ok(!Number.isNaN(Date.parse(String(since))));
  const status = json(await rest(started, `GET ${path}/deviceStatus/sensor/one`));
  assert.deepEqual([status['status'], status['complete'], status['typeId'], status['deviceId']], [1, false, 'sensor', 'one']);
  const { reqId } = JSON.parse(String(payload)) as { reqId: string };
  device.publish('iotdevice-1/response', JSON.stringify({ rc: 500, message: 'no', reqId }), { qos: 1, messageId: 5 });
  await device.next('puback');
  const ended = json(await rest(started, `GET ${path}/deviceStatus`));
  const [first] = ended['results'] as readonly Json[];
  assert.deepEqual([first?.['status'], first?.['complete'], first?.['rc']], [2, true, 500]);
  assert.equal((json(await rest(started, 'GET /mgmt/requests'))['results'] as readonly unknown[]).length, 1);
  assert.equal((await rest(started, `DELETE ${path}`)).status, 204);
  assert.deepEqual([(await rest(started, `GET ${path}`)).status, (await rest(started, `DELETE ${path}`)).status], [404, 404]);
  assert.deepEqual(json(await rest(started, 'GET /mgmt/requests'))['results'], []);
});

test('a request is cancelled', async (t) => {
  const started = await startPlatform(t);
  await managed(started);
  const path = `/mgmt/requests/${String(json(await rest(started, 'POST /mgmt/requests', { body: reboot }))['reqId'])}`;
  assert.equal((await rest(started, `POST ${path}/cancel`)).status, 202);
  assert.equal(json(await rest(started, `GET ${path}`))['complete'], true);
  assert.equal((await rest(started, `GET ${path}/deviceStatus/sensor/two`)).status, 404);
});

test('what is wrong with a request is said', async (t) => {
  const started = await startPlatform(t);
  const bad: readonly (readonly [body: unknown, status: number])[] = [
    [{ ...reboot, devices: [] }, 400],
    [{ ...reboot, action: 'reboot' }, 400],
    [{ action: 'device/reboot' }, 400],
    [{ ...reboot, devices: [{ typeId: 'sensor', deviceId: 'none' }] }, 404],
    [[], 400],
  ];
  for (const [body, status] of bad) {
    const answer = await rest(started, 'POST /mgmt/requests', { body });
    assert.equal(answer.status, status, answer.text);
  }
});

test('a body that breaks a rule is refused with rule, line and column', async (t) => {
  const started = await startPlatform(t);
  const answer = await rest(started, 'POST /mgmt/requests', { body: '{\n  "action": "device/reboot",\n  "devices": []\n}' });
  const [violation] = json(answer)['violations'] as readonly Json[];
  assert.equal(answer.status, 400);
  assert.deepEqual([violation?.['line'], violation?.['column']], [3, 14]);
  assert.deepEqual(violation?.['exception'], { id: json(answer)['rule'], properties: [] });
});

test('a second firmware request is in the way of the first, unless it overrides it', async (t) => {
  const started = await startPlatform(t);
  await managed(started);
  const parameters = Object.entries({ uri: 'http://example.com/x', name: 'x', version: '1', verifier: '' }).map(([name, value]) => ({
    name,
    value,
  }));
  const body = { action: 'firmware/download', parameters, devices: [one] };
  assert.equal((await rest(started, 'POST /mgmt/requests', { body })).status, 202);
  assert.equal((await rest(started, 'POST /mgmt/requests', { body })).status, 409);
  assert.equal((await rest(started, 'POST /mgmt/requests?override=true', { body })).status, 202);
});

test('management information is there while the device is managed', async (t) => {
  const started = await startPlatform(t);
  const path = '/device/types/sensor/devices/one/mgmt';
  assert.equal((await rest(started, `GET ${path}`)).status, 404);
  await managed(started);
  const { dormant, supports } = json(await rest(started, `GET ${path}`));
  assert.equal(dormant, false);
  assert.deepEqual(supports, { deviceActions: true, firmwareActions: true });
});

test('every phase has one of the four numbers', () => {
  assert.deepEqual(new Set(Object.values(actionStatus)), new Set([0, 1, 2, 3]));
});

const bundle = { bundleId: 'blink', displayName: { en_US: 'Blink' }, actions: { blink: { actionDisplayName: { en_US: 'Blink' } } } };

test('bundles: added, listed, replaced, deleted', async (t) => {
  const started = await startPlatform(t);
  const [all, path] = ['/mgmt/custom/bundle', '/mgmt/custom/bundle/blink'];
  const added = await rest(started, `POST ${all}`, { body: bundle });
  assert.deepEqual([added.status, added.json], [201, bundle]);
  assert.equal((await rest(started, `POST ${all}`, { body: bundle })).status, 409);
  assert.deepEqual(json(await rest(started, `GET ${all}`))['results'], [bundle]);
  const replaced = { ...bundle, version: '2' };
  assert.deepEqual((await rest(started, `PUT ${path}`, { body: replaced })).json, replaced);
  assert.deepEqual((await rest(started, `GET ${path}`)).json, replaced);
  assert.equal((await rest(started, `POST ${all}`, { body: { ...bundle, bundleId: 'b', actions: {} } })).status, 400);
  assert.equal((await rest(started, `DELETE ${path}`)).status, 204);
  assert.deepEqual([(await rest(started, `GET ${path}`)).status, (await rest(started, `DELETE ${path}`)).status], [404, 404]);
});
