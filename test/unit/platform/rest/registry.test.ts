import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { rest, type RestAnswer } from '../../../support/platform/restClient.ts';
import { apiKey, asDevice, deviceToken, org, startPlatform, type TestPlatform } from '../../../support/platform/testPlatform.ts';

type Json = Record<string, unknown>;

function json({ json: value }: RestAnswer): Json {
  return value as Json;
}

function results(answer: RestAnswer): readonly Json[] {
  return json(answer)['results'] as readonly Json[];
}

test('the organisation, the service and the API keys', async (t) => {
  const started = await startPlatform(t);
  for (const path of ['', '/']) assert.equal(json(await rest(started, `GET ${path}`))['id'], org);
  assert.deepEqual((await rest(started, 'GET /service-status')).json, {
    us: { dashboard: 'green', messaging: 'green', thirdParty: 'green' },
  });
  assert.deepEqual(results(await rest(started, 'GET /authorization/apikeys')), [{ key: apiKey.key }]);
  assert.deepEqual((await rest(started, `GET /authorization/apikeys/${apiKey.key}`)).json, { key: apiKey.key });
  assert.equal((await rest(started, 'GET /authorization/apikeys/a-abc123-none')).status, 404);
});

test('device types: added, listed, changed, deleted', async (t) => {
  const started = await startPlatform(t);
  const info = { manufacturer: 'Acme', model: 'T1' };
  const added = await rest(started, 'POST /device/types', {
    body: { id: 'pump', classId: 'Gateway', description: 'Pumps', deviceInfo: info, metadata: { a: 1 } },
  });
  const pump = { id: 'pump', classId: 'Gateway', description: 'Pumps', deviceInfo: info, metadata: { a: 1 } };
  assert.deepEqual([added.status, added.json], [201, pump]);
  assert.equal((await rest(started, 'POST /device/types', { body: { id: 'pump' } })).status, 409);
  assert.deepEqual((await rest(started, 'GET /device/types/pump')).json, pump);
  assert.deepEqual(
    results(await rest(started, 'GET /device/types')).map(({ id }) => id),
    ['pump', 'sensor'],
  );
  const changed = await rest(started, 'PUT /device/types/pump', { body: { description: 'Pump', deviceInfo: null, metadata: null } });
  assert.deepEqual([changed.status, changed.json], [200, { ...pump, description: 'Pump' }]);
  assert.equal((await rest(started, 'DELETE /device/types/sensor')).status, 409);
  assert.deepEqual((await rest(started, 'DELETE /device/types/pump')).status, 204);
  assert.equal((await rest(started, 'GET /device/types/pump')).status, 404);
  for (const body of [
    {},
    { id: 'a b' },
    { id: 5 },
    { id: 'x', classId: 'Pump' },
    { id: 'x', description: 5 },
    { id: 'x', deviceInfo: { model: 5 } },
    [],
  ]) {
    assert.equal((await rest(started, 'POST /device/types', { body })).status, 400, JSON.stringify(body));
  }
});

test('devices: added with everything, shown, changed, deleted', async (t) => {
  const started = await startPlatform(t);
  const body = {
    deviceId: 'new',
    authToken: 'Secret-12',
    deviceInfo: { model: 'T1', fwVersion: null },
    metadata: { room: 5 },
    location: { longitude: '12.5', latitude: 45 },
  };
  const added = await rest(started, 'POST /device/types/sensor/devices', { body });
  assert.equal(added.status, 201, added.text);
  const { authToken, registration, ...device } = json(added);
  assert.equal(authToken, 'Secret-12');
  assert.deepEqual((registration as Json)['auth'], { id: apiKey.key, type: 'app' });
  const base = '/api/v0002/device/types/sensor/devices/new';
  assert.deepEqual(device, {
    clientId: `d:${org}:sensor:new`,
    typeId: 'sensor',
    deviceId: 'new',
    classId: 'Device',
    deviceInfo: { model: 'T1' },
    metadata: { room: 5 },
    status: { alert: { enabled: false } },
    refs: {
      diag: { errorCodes: `${base}/diag/errorCodes`, logs: `${base}/diag/logs` },
      location: `${base}/location`,
      mgmt: `${base}/mgmt`,
    },
  });
  const path = '/device/types/sensor/devices/new';
  assert.equal(json(await rest(started, `GET ${path}/location`))['longitude'], 12.5);
  const shown = json(await rest(started, `GET ${path}`));
  assert.equal('authToken' in shown, false);
  const update = { deviceInfo: { model: 'T2' }, metadata: { room: 6 }, status: { alert: { enabled: true } }, extensions: null };
  const changed = await rest(started, `PUT ${path}`, { body: update });
  assert.equal(changed.status, 200, changed.text);
  const { deviceInfo, metadata, status } = json(changed);
  assert.deepEqual(
    { deviceInfo, metadata, status },
    { deviceInfo: { model: 'T2' }, metadata: { room: 6 }, status: { alert: { enabled: true } } },
  );
  assert.equal((await rest(started, `PUT ${path}`, { body: { extensions: { a: 1 } } })).status, 501);
  assert.equal((await rest(started, `PUT ${path}`, { body: { deviceInfo: { model: 5 } } })).status, 400);
  assert.equal((await started.dial().then((client) => client.connect({ ...asDevice('new'), password: 'Secret-12' }))).returnCode, 0);
  assert.equal((await rest(started, `DELETE ${path}`)).status, 204);
  await started.event('connection.closed', `d:${org}:sensor:new`);
  assert.deepEqual([(await rest(started, `GET ${path}`)).status, (await rest(started, `DELETE ${path}`)).status], [404, 404]);
});

test('what is wrong with a new device is said', async (t) => {
  const started = await startPlatform(t);
  const bad: readonly (readonly [body: unknown, status: number, message: RegExp])[] = [
    [{ deviceId: 'one' }, 409, /registered already/],
    [{}, 400, /deviceId is missing/],
    [{ deviceId: 'a:b' }, 400, /must not contain ":"/],
    [{ deviceId: 'x', authToken: 'x' }, 400, /has 1 character; one of your own choice has 8 to 36/],
    [{ deviceId: 'x', authToken: 'x'.repeat(37) }, 400, /has 37 characters/],
    [{ deviceId: 'x', authToken: ' Secret-12' }, 400, /a character that no document allows/],
    [{ deviceId: 'x', authToken: 5 }, 400, /authToken is no string/],
    [{ deviceId: 'x', metadata: [] }, 400, /metadata is no object/],
    [{ deviceId: 'x', location: { latitude: 100, longitude: 1 } }, 400, /latitude/],
    ['[1', 400, /no JSON/],
    ['"x"', 400, /no JSON object/],
  ];
  for (const [body, status, message] of bad) {
    const answer = await rest(started, 'POST /device/types/sensor/devices', { body });
    assert.equal(answer.status, status, answer.text);
    assert.match(String(json(answer)['message']), message);
  }
  assert.equal((await rest(started, 'POST /device/types/none/devices', { body: { deviceId: 'x' } })).status, 404);
  assert.equal(started.registry.has({ typeId: 'sensor', deviceId: 'x' }), false);
});

const oneDevice = '/device/types/sensor/devices/one';

const broken: readonly (readonly [line: string, body: object, message: RegExp])[] = [
  [`PUT ${oneDevice}/location`, { latitude: 100, longitude: 0 }, /^latitude is 100; it must be between -90 and 90/],
  [`PUT ${oneDevice}/location`, { latitude: 1, longitude: true }, /^longitude is true; it must be a number/],
  [`PUT ${oneDevice}/location`, { latitude: 1 }, /^longitude is missing/],
  [`PUT ${oneDevice}`, { deviceInfo: { model: 5 } }, /^deviceInfo\.model is 5; it must be text in quotes/],
  ['POST /device/types', { id: 't', deviceInfo: { model: 5 } }, /^deviceInfo\.model is 5/],
  ['POST /device/types/sensor/devices', { deviceId: 'x', deviceInfo: { model: 5 } }, /^deviceInfo\.model is 5/],
  [`POST ${oneDevice}/diag/logs`, { message: 'm', severity: 3 }, /^severity is 3; it must be 0, 1 or 2/],
  [`POST ${oneDevice}/diag/logs`, {}, /^message is missing/],
  [`POST ${oneDevice}/diag/logs`, { message: 'm', timestamp: '2026-02-29T10:00:00Z' }, /^timestamp is .* no 2026-02-29 in the calendar/],
  [`POST ${oneDevice}/diag/errorCodes`, { errorCode: '5' }, /^errorCode is the text "5"; it must be an integer/],
];

test('what a body breaks is said in its own words, not in those of Device Management', async (t) => {
  const started = await startPlatform(t);
  for (const [line, body, wanted] of broken) {
    const answer = await rest(started, line, { body });
    const { message, violations } = json(answer);
    assert.equal(answer.status, 400, answer.text);
    assert.match(String(message), wanted);
    for (const text of [message, ...(violations as readonly Json[]).map((violation) => violation['message'])]) {
      assert.match(String(text), /The REST interface refuses it with status 400/);
      assert.doesNotMatch(String(text), /\bd\.|rc 400|reqId/);
    }
  }
});

test('a body that breaks rules is refused in the service’s form, with rule and place', async (t) => {
  const started = await startPlatform(t);
  const answer = await rest(started, 'PUT /device/types/sensor/devices/one/location', { body: { latitude: 100, longitude: 'east' } });
  const { exception, violations, rule } = json(answer);
  assert.equal(answer.status, 400);
  assert.deepEqual(exception, { id: 'CUDRS0007E', properties: [] });
  assert.equal((violations as readonly unknown[]).length, 2);
  assert.equal(typeof rule, 'string');
});

async function allPages(started: TestPlatform, path: string, limit: number): Promise<readonly (readonly unknown[])[]> {
  const pages: unknown[][] = [];
  let bookmark: string | undefined = '';
  while (bookmark !== undefined) {
    const answer = await rest(started, `GET ${path}?_limit=${limit}&_bookmark=${bookmark}`);
    pages.push(results(answer).map(({ deviceId }) => deviceId));
    assert.deepEqual(json(answer)['meta'], { total_rows: 9 });
    bookmark = json(answer)['bookmark'] as string | undefined;
  }
  return pages;
}

test('lists come in pages', async (t) => {
  const started = await startPlatform(t);
  for (const path of ['/bulk/devices', '/device/types/sensor/devices', '/device/types/sensor/devices/']) {
    assert.deepEqual(await allPages(started, path, 4), [['eight', 'five', 'four', 'nine'], ['one', 'seven', 'six', 'three'], ['two']]);
    assert.deepEqual((await allPages(started, path, 9)).length, 1);
  }
  for (const limit of ['0', '-1', 'x', '1.5']) assert.equal((await rest(started, `GET /bulk/devices?_limit=${limit}`)).status, 400);
  assert.equal(results(await rest(started, 'GET /bulk/devices?typeId=sensor&deviceId=one')).length, 1);
  assert.equal(results(await rest(started, 'GET /bulk/devices?typeId=other')).length, 0);
});

test('many devices at once: 201 when all succeed, 202 with a reason for each that does not', async (t) => {
  const started = await startPlatform(t);
  const items = [
    { typeId: 'sensor', deviceId: 'n1', authToken: 'Secret-12' },
    { typeId: 'sensor', deviceId: 'n2' },
  ];
  const added = await rest(started, 'POST /bulk/devices/add', { body: items });
  const [first, second] = added.json as readonly Json[];
  assert.deepEqual([added.status, first], [201, { typeId: 'sensor', deviceId: 'n1', success: true, authToken: 'Secret-12' }]);
  assert.match(String(second?.['authToken']), /^[A-Za-z0-9]{18}$/);
  const again = await rest(started, 'POST /bulk/devices/add', { body: [...items, { typeId: 'none', deviceId: 'x' }, 5] });
  assert.equal(again.status, 202);
  assert.deepEqual(
    (again.json as readonly Json[]).map(({ success }) => success),
    [false, false, false, false],
  );
  assert.match(String((again.json as readonly Json[])[0]?.['message']), /registered already/);
  const removed = await rest(started, 'POST /bulk/devices/remove', { body: items });
  assert.deepEqual([removed.status, (removed.json as readonly Json[]).every(({ success }) => success === true)], [201, true]);
  assert.equal(started.registry.has({ typeId: 'sensor', deviceId: 'n1' }), false);
  assert.equal((await rest(started, 'POST /bulk/devices/remove', { body: items })).status, 202);
  assert.equal((await rest(started, 'POST /bulk/devices/add', { body: {} })).status, 400);
});

test('devices behind a gateway', async (t) => {
  const gateway = { typeId: 'hub', deviceId: 'gw' };
  const started = await startPlatform(t, {
    prepare: (registry) => {
      registry.addDevice({ ...gateway, classId: 'Gateway' }, deviceToken);
      registry.addDeviceBehind({ typeId: 'sensor', deviceId: 'behind' }, gateway);
    },
  });
  const [device] = results(await rest(started, 'GET /device/types/hub/devices/gw/devices'));
  assert.deepEqual([device?.['deviceId'], device?.['gatewayTypeId'], device?.['gatewayId']], ['behind', 'hub', 'gw']);
  assert.equal(json(await rest(started, 'GET /device/types/hub/devices/gw'))['clientId'], `g:${org}:hub:gw`);
});

test('a device is disabled and enabled, a gateway gets another role', async (t) => {
  const started = await startPlatform(t, {
    prepare: (registry) => void registry.addDevice({ typeId: 'hub', deviceId: 'gw', classId: 'Gateway' }, deviceToken),
  });
  const one = `/authorization/devices/d:${org}:sensor:one`;
  await started.connect(asDevice('one'));
  const disabled = await rest(started, `PUT ${one}`, { body: { status: 0 } });
  assert.deepEqual([disabled.status, disabled.json], [200, { id: `d:${org}:sensor:one`, status: 0, roles: [] }]);
  await started.event('connection.closed', `d:${org}:sensor:one`);
  assert.equal((await (await started.dial()).connect(asDevice('one'))).returnCode, 5);
  assert.equal(json(await rest(started, `PUT ${one}`, { body: { status: 1 } }))['status'], 1);
  const gateway = `/authorization/devices/g%3A${org}%3Ahub%3Agw`;
  const standard = [{ roleId: 'PD_STANDARD_GW_DEVICE', roleStatus: 1 }];
  assert.deepEqual(json(await rest(started, `PUT ${gateway}/roles`, { body: { roles: standard } }))['roles'], standard);
  assert.deepEqual(json(await rest(started, `GET ${gateway}/roles`))['roles'], standard);
  assert.equal(started.registry.find({ typeId: 'hub', deviceId: 'gw' })?.role, 'standard');
  for (const [path, body] of [
    [one, { status: 2 }],
    [one, { roles: standard }],
    [gateway, { roles: [{ roleId: 'x' }] }],
    [gateway, { roles: 5 }],
  ] as const) {
    assert.equal((await rest(started, `PUT ${path}`, { body })).status, 400, JSON.stringify(body));
  }
  assert.equal((await rest(started, 'GET /authorization/devices/d:other1:sensor:one')).status, 404);
  assert.equal(results(await rest(started, 'GET /authorization/devices')).length, 10);
});

test('who is connected', async (t) => {
  const started = await startPlatform(t);
  await started.connect(asDevice('one'));
  const path = '/clientconnectionstates';
  assert.deepEqual(results(await rest(started, `GET ${path}?connectionStatus=connected`)), [
    { id: `d:${org}:sensor:one`, connectionStatus: 'connected' },
  ]);
  assert.equal(json(await rest(started, `GET ${path}`))['meta'] !== undefined, true);
  assert.equal(json(await rest(started, `GET ${path}/d:${org}:sensor:two`))['connectionStatus'], 'disconnected');
  assert.deepEqual(
    [(await rest(started, `GET ${path}/nobody`)).status, (await rest(started, `GET ${path}?connectedAfter=1`)).status],
    [404, 501],
  );
});

test('nothing is answered before it is stored: a copy of the files has it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'rest-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const started = await startPlatform(t, { folder });
  assert.equal((await rest(started, 'POST /device/types/sensor/devices', { body: { deviceId: 'kept' } })).status, 201);
  const copy = mkdtempSync(join(tmpdir(), 'rest-'));
  t.after(() => rmSync(copy, { recursive: true }));
  cpSync(folder, copy, { recursive: true });
  const reader = new DatabaseSync(join(copy, 'platform.db'));
  t.after(() => reader.close());
  assert.equal(reader.prepare("SELECT count(*) AS count FROM devices WHERE device_id = 'kept'").get()?.['count'], 1);
});
