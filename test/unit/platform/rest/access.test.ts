import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorise } from '../../../../src/platform/rest/access/authorise.ts';
import { readCredentials } from '../../../../src/platform/rest/access/credentials.ts';
import { gatewaysNamed } from '../../../../src/platform/rest/access/gatewayName.ts';
import { asGatewayUser, asKey, asToken, rest, type RestCall } from '../../../support/platform/restClient.ts';
import { apiKey, asDevice, deviceToken, org, startPlatform } from '../../../support/platform/testPlatform.ts';

const event = 'POST /device/types/sensor/devices/one/events/status';
const [types, key] = ['GET /device/types', apiKey.key];

const cases: readonly (readonly [line: string, login: string | null, status: number, message: RegExp])[] = [
  [types, asKey, 200, /^/],
  [types, null, 401, /no credentials/],
  [types, `${key}:wrong`, 401, /The token of the API key .* is wrong/],
  [types, `a-${org}-nobody:${apiKey.token}`, 401, /does not exist/],
  [types, `a-other1-nobody:${apiKey.token}`, 401, /belongs to another organisation; this platform serves abc123/],
  [types, 'somebody:x', 401, /is no API key/],
  [types, '', 401, /not of the form Basic/],
  [types, asToken, 403, /Devices and gateways may not/],
  [types, asGatewayUser('hub', 'gw'), 403, /Devices and gateways may not/],
  [event, asToken, 200, /^/],
  [event, null, 401, /no credentials/],
  [event, 'use-token-auth:wrong', 401, /The token of the device sensor one is wrong/],
  [event, `token:${deviceToken}`, 401, /The user name is not use-token-auth/],
  [event, asKey, 401, /The user name is not use-token-auth/],
  [event, asGatewayUser('hub', 'gw'), 200, /^/],
  [event, asGatewayUser('hub', 'gw', '-'), 200, /^/],
  [event, `g/${org}/hub/gw:wrong`, 401, /The token of the gateway hub gw is wrong/],
  [event, `g/${org}/sensor/one:${deviceToken}`, 401, /no gateway of this platform/],
  [event, `g/other1/hub/gw:${deviceToken}`, 401, /no gateway of this platform/],
  ['POST /device/types/sensor/devices/none/events/status', asToken, 401, /sensor none is not registered/],
  ['POST /device/types/sensor/devices/off/events/status', asToken, 403, /disabled the device sensor off/],
  ['POST /device/types/sensor/devices/behind/events/status', asToken, 401, /has no token/],
  ['POST /device/types/hub/devices/gw/events/status', asToken, 200, /^/],
];

test('who may call what, and what everybody else is told', async (t) => {
  const started = await startPlatform(t, {
    prepare: (registry) => {
      registry.addDevice({ typeId: 'hub', deviceId: 'gw', classId: 'Gateway' }, deviceToken);
      registry.addDevice({ typeId: 'sensor', deviceId: 'off' }, deviceToken);
      registry.setDisabled({ typeId: 'sensor', deviceId: 'off' }, true);
      registry.addDeviceBehind({ typeId: 'sensor', deviceId: 'behind' }, { typeId: 'hub', deviceId: 'gw' });
    },
  });
  for (const [line, login, status, message] of cases) {
    const answer = await rest(started, line, { login, ...(line === types ? {} : { body: {} }) });
    assert.equal(answer.status, status, `${line} as ${login}: ${answer.text}`);
    if (status >= 400) assert.match((answer.json as { message: string }).message, message);
    assert.equal(answer.headers['www-authenticate'] === undefined, status !== 401);
    assert.ok(!answer.text.includes(deviceToken) && !answer.text.includes(apiKey.token), 'a token in an answer');
  }
});

const image = { 'content-type': 'image/png' };

const refusals: readonly (readonly [line: string, call: RestCall, clientId: string, code: number | undefined, reason: RegExp])[] = [
  [event, { login: 'use-token-auth:wrong' }, `d:${org}:sensor:one`, 180, /^HTTP 401: The token of the device sensor one is wrong\.$/],
  [event, { login: null }, `d:${org}:sensor:one`, 180, /^HTTP 401: The call has no credentials\.$/],
  [event, { login: asToken, headers: image }, `d:${org}:sensor:one`, undefined, /^HTTP 415: The media type image\/png has no format\.$/],
  [event.replace('one', 'newer'), { login: asGatewayUser('hub', 'gw') }, `g:${org}:hub:gw`, 180, /^HTTP 403: .*standard role/],
  [types, { login: `${key}:wrong` }, `a:${org}:${key}`, 180, /^HTTP 401: The token of the API key .* is wrong\.$/],
  [types, { login: null }, '', 180, /^HTTP 401: The call has no credentials\.$/],
  [types, { login: '' }, '', 180, /^HTTP 401: .* not of the form Basic/],
  [types, { login: `${apiKey.token}:${key}` }, '', 180, /^HTTP 401: The user name is no API key\.$/],
  [types, { login: asToken }, '', 180, /^HTTP 403: Devices and gateways may not make this call\.$/],
  ['POST /device/types', { headers: image }, `a:${org}:${key}`, undefined, /^HTTP 415: The body is image\/png\.$/],
];

test('who is refused over HTTP appears in the traffic, an API key by its name and nobody by a token', async (t) => {
  const started = await startPlatform(t, {
    prepare: (registry) => void registry.addDevice({ typeId: 'hub', deviceId: 'gw', classId: 'Gateway', role: 'standard' }, deviceToken),
  });
  for (const [line, call, clientId, code, reason] of refusals) {
    started.records.length = 0;
    const headers = { ...call.headers, connection: 'close' };
    await rest(started, line, { ...(line === types ? {} : { body: {} }), ...call, headers });
    const [record, ...more] = started.records.filter(({ event: what }) => what?.kind === 'connection.refused');
    assert.deepEqual([record?.clientId, record?.event?.code, more], [clientId, code, []], line);
    assert.match(record?.event?.reason ?? '', reason);
    assert.equal(record?.event?.reason?.startsWith(`HTTP ${record.event.status}: `), true);
    const [attempt] = started.platform.attempts.recent();
    assert.deepEqual([attempt?.stage, attempt?.clientId ?? '', attempt?.code], ['refused', clientId, record?.event?.status]);
    assert.match(record?.event?.peer ?? '', /^127\.0\.0\.1:\d+$/);
    assert.ok(!JSON.stringify(record).includes(apiKey.token) && !JSON.stringify(record).includes(deviceToken), 'a token in the traffic');
  }
});

test('a device that is connected has no problem because a call under its name is refused', async (t) => {
  const started = await startPlatform(t);
  const device = await started.connect(asDevice('one'));
  await rest(started, event, { login: 'use-token-auth:wrong', body: {} });
  await started.event('connection.refused');
  assert.deepEqual(started.platform.problems.of({ typeId: 'sensor', deviceId: 'one' }), []);
  device.send({ cmd: 'disconnect' });
});

test('a call that was let in and failed for another reason is no refusal of its caller', async (t) => {
  const started = await startPlatform(t);
  for (const line of ['GET /device/types/none', 'GET /nothing', 'PATCH /device/types', 'POST /device/types']) await rest(started, line);
  assert.deepEqual(started.records, []);
});

test('an API key over plain HTTP from another machine is refused before it is looked at', async (t) => {
  const { registry } = await startPlatform(t);
  const link = { id: '1', host: '0.0.0.0', port: 1, service: 'full', webSocket: false } as const;
  const credentials = readCredentials(`Basic ${Buffer.from(asKey).toString('base64')}`);
  const wanted = { by: 'application', credentials, parts: {} } as const;
  const outside = { ...link, peer: '192.168.1.40:52011' };
  assert.throws(() => authorise({ ...wanted, link: { ...outside, secure: false } }, registry), {
    name: 'Refusal',
    code: 403,
    message: /plain HTTP/,
  });
  assert.equal(authorise({ ...wanted, link: { ...outside, secure: true } }, registry).kind, 'application');
  for (const peer of ['127.0.0.1:1', '[::1]:1', '::1:1'])
    assert.equal(authorise({ ...wanted, link: { ...link, peer, secure: false } }, registry).kind, 'application');
});

test('a gateway’s user name with hyphens can mean several gateways', () => {
  assert.deepEqual(gatewaysNamed('g-abc123-my-hub-1', 'abc123'), [
    { typeId: 'my', deviceId: 'hub-1' },
    { typeId: 'my-hub', deviceId: '1' },
  ]);
  assert.deepEqual(gatewaysNamed('g/abc123/my-hub/1', 'abc123'), [{ typeId: 'my-hub', deviceId: '1' }]);
  for (const other of ['use-token-auth', 'g', 'g-', 'g-other1-a-b', 'g/abc123/a', `g-abc123-${'-'.repeat(10_000)}`])
    assert.deepEqual(gatewaysNamed(other, 'abc123'), []);
});
