import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { findRoute } from '../../../../src/platform/rest/http/findRoute.ts';
import { RouteTable } from '../../../../src/platform/rest/http/routeTable.ts';
import { asToken, rest } from '../../../support/platform/restClient.ts';
import { soon } from '../../../support/platform/soon.ts';
import { asDevice, startPlatform } from '../../../support/platform/testPlatform.ts';

const device = '/device/types/sensor/devices/one';

/** Every call of the REST interface, with a body where it takes one. */
const calls: readonly string[] = [
  'GET /',
  'GET /service-status',
  'GET /authorization/apikeys',
  'GET /authorization/apikeys/x',
  'GET /device/types',
  'POST /device/types',
  'GET /device/types/sensor',
  'PUT /device/types/sensor',
  'DELETE /device/types/sensor',
  'GET /device/types/sensor/devices',
  'POST /device/types/sensor/devices',
  `GET ${device}`,
  `PUT ${device}`,
  `DELETE ${device}`,
  `GET ${device}/devices`,
  `GET ${device}/location`,
  `PUT ${device}/location`,
  `GET ${device}/mgmt`,
  `GET ${device}/diag/logs`,
  `POST ${device}/diag/logs`,
  `DELETE ${device}/diag/logs`,
  `GET ${device}/diag/logs/x`,
  `DELETE ${device}/diag/logs/x`,
  `GET ${device}/diag/errorCodes`,
  `POST ${device}/diag/errorCodes`,
  `DELETE ${device}/diag/errorCodes`,
  `GET ${device}/events`,
  `GET ${device}/events/x`,
  `POST ${device}/events/x`,
  `POST ${device}/commands/x/request`,
  'POST /application/types/sensor/devices/one/events/x',
  'POST /application/types/sensor/devices/one/commands/x',
  'GET /bulk/devices',
  'POST /bulk/devices/add',
  'POST /bulk/devices/remove',
  'GET /logs/connection',
  'GET /clientconnectionstates',
  'GET /clientconnectionstates/x',
  'GET /authorization/devices',
  'GET /authorization/devices/x',
  'PUT /authorization/devices/x',
  'GET /authorization/devices/x/roles',
  'PUT /authorization/devices/x/roles',
  'PUT /authorization/devices/x/withroles',
  'GET /mgmt/requests',
  'POST /mgmt/requests',
  'GET /mgmt/requests/x',
  'DELETE /mgmt/requests/x',
  'POST /mgmt/requests/x/cancel',
  'GET /mgmt/requests/x/deviceStatus',
  'GET /mgmt/requests/x/deviceStatus/sensor/one',
  'GET /mgmt/custom/bundle',
  'POST /mgmt/custom/bundle',
  'GET /mgmt/custom/bundle/x',
  'PUT /mgmt/custom/bundle/x',
  'DELETE /mgmt/custom/bundle/x',
];

test('every call wants credentials and says so in JSON', async (t) => {
  const started = await startPlatform(t);
  for (const line of calls) {
    const { status, headers, json } = await rest(started, line, { login: null, ...(line.startsWith('GET') ? {} : { body: {} }) });
    assert.equal(status, 401, line);
    assert.equal(headers['content-type'], 'application/json');
    assert.match(String(headers['www-authenticate']), /^Basic/);
    assert.equal(typeof (json as { message: string }).message, 'string');
    assert.deepEqual([headers['access-control-allow-origin'], headers['set-cookie']], [undefined, undefined]);
  }
});

test('every path says which methods it takes', async (t) => {
  const started = await startPlatform(t);
  for (const line of calls) {
    const [, path = ''] = line.split(' ');
    const { status, json } = await rest(started, `PATCH ${path}`);
    assert.equal(status, 405, line);
    assert.match((json as { message: string }).message, /it takes [A-Z, ]+\./);
  }
});

const bodies: readonly (readonly [name: string, body: string | Buffer])[] = [
  ['nothing', ''],
  ['half of it', '{"id":'],
  ['nested 10,000 deep', '['.repeat(10_000) + ']'.repeat(10_000)],
  ['objects nested 10,000 deep', '{"metadata":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
  ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
  ['a broken surrogate', '{"id":"\\ud800","deviceId":"\\ud800","message":"\\ud800"}'],
  ['__proto__', '{"__proto__":{"id":"evil","classId":"Gateway","status":0},"constructor":{"prototype":{}}}'],
  ['null', 'null'],
  ['numbers where texts belong', '{"id":5,"deviceId":5,"action":5,"devices":5,"bundleId":5,"message":5,"roles":5,"status":"x"}'],
];

test('no body does harm', async (t) => {
  const started = await startPlatform(t, {
    prepare: (registry) => registry.setDeviceType({ id: 'idle', classId: 'Device', attributes: {} }),
  });
  for (const [name, body] of bodies) {
    for (const line of calls.filter((call) => /^(POST|PUT)/.test(call))) {
      const login = line.startsWith(`POST ${device}/`) && !line.includes('diag') ? { login: asToken } : {};
      const { status, json } = await rest(started, line, { body, ...login });
      const isMessage = /\/(events|commands)\/x$/.test(line);
      assert.ok(isMessage ? status === 200 : status === 204 || (status >= 200 && status < 500), `${line} with ${name}: ${status}`);
      if (status >= 400) assert.equal(typeof (json as { message: string }).message, 'string');
    }
  }
  assert.equal(({} as Record<string, unknown>)['id'], undefined);
  assert.deepEqual(
    started.registry.deviceTypes().map(({ id }) => id),
    ['idle', 'sensor'],
  );
});

test('a body that is too large is refused, whether that is announced or found out', async (t) => {
  const started = await startPlatform(t);
  const large = JSON.stringify({ id: 'x', description: 'x'.repeat(600_000) });
  assert.equal((await rest(started, 'POST /device/types', { body: large })).status, 413);
  const message = Buffer.alloc(131_073, 'x');
  assert.equal((await rest(started, `POST ${device}/events/x`, { login: asToken, body: message })).status, 413);
  assert.equal((await rest(started, `POST ${device}/events/x`, { login: asToken, body: message.subarray(1) })).status, 200);
  const { status, headers } = await raw(
    started.port,
    `POST /api/v0002${device}/events/x HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic ${Buffer.from(asToken).toString('base64')}\r\nContent-Length: 200000000\r\n\r\n`,
  );
  assert.equal(status, 413);
  assert.match(headers, /connection: close/i);
});

test('a wrong media type is refused', async (t) => {
  const started = await startPlatform(t);
  const xml = { body: '<a/>', headers: { 'content-type': 'application/xml; charset=utf-8' } };
  assert.equal((await rest(started, 'POST /device/types', xml)).status, 415);
  assert.equal((await rest(started, `POST ${device}/events/x`, { ...xml, login: asToken })).status, 200);
  const image = { body: 'x', headers: { 'content-type': 'image/png' }, login: asToken };
  assert.equal((await rest(started, `POST ${device}/events/x`, image)).status, 415);
});

const paths: readonly (readonly [line: string, status: number])[] = [
  ['GET //', 404],
  ['GET //api/v0003/device/types', 404],
  ['GET //api/v00021', 404],
  ['GET /nothing', 501],
  ['GET /device/types/../types', 501],
  ['GET /device/types/..%2f..%2ftypes', 404],
  ['GET /device/types/sensor%2Fdevices', 404],
  ['GET /device%2Ftypes', 501],
  ['GET /device/types/%ff', 501],
  ['GET /device/types/%', 501],
  ['GET //api/v0002//device/types', 501],
  ['GET /device/types/__proto__', 404],
  ['GET /device/types/sensor/devices/constructor', 404],
  [`GET /device/types/${'x'.repeat(5000)}`, 404],
  ['GET /device/types/sensor/devices/none', 404],
  ['PATCH /device/types', 405],
  ['GET /usage/data-traffic?start=1', 501],
  ['GET /historian/types/sensor', 501],
  ['GET /draft/logicalinterfaces', 501],
  ['GET /physicalinterfaces', 501],
  ['GET /device/types/sensor/mappings', 501],
  [`GET ${device}/state/x`, 501],
  [`GET ${device}/exts/twc/ops/geocode`, 501],
  ['GET /groups', 501],
  ['PUT /bulk/devices/group/add', 501],
];

test('paths that are none, or are not served', async (t) => {
  const started = await startPlatform(t);
  for (const [line, expected] of paths) {
    const { status, json } = await rest(started, line);
    assert.equal(status, expected, line);
    assert.ok((json as { message: string }).message.length < 400);
  }
  for (const [line, message] of [
    ['GET /usage/data-traffic', /does not serve GET \/api\/v0002\/usage\/data-traffic, which belongs to usage\.$/],
    ['GET /nothing', /does not serve GET \/api\/v0002\/nothing\.$/],
  ] as const) {
    assert.match(((await rest(started, line)).json as { message: string }).message, message);
  }
});

test('Quickstart has no REST interface', () => {
  const link = {
    id: '1',
    peer: '127.0.0.1:1',
    host: '127.0.0.1',
    port: 1,
    service: 'quickstart',
    secure: false,
    webSocket: false,
  } as const;
  const table = new RouteTable([]);
  assert.throws(() => findRoute(table, 'POST', '/api/v0002/device/types/t/devices/d/events/e', link), { name: 'Refusal', code: 501 });
});

test('HEAD has the status and the headers of GET', async (t) => {
  const started = await startPlatform(t);
  const [head, get] = [await rest(started, 'HEAD /device/types'), await rest(started, 'GET /device/types')];
  assert.deepEqual([head.status, head.text, head.headers['content-length']], [200, '', get.headers['content-length']]);
});

test('event and command IDs are one level', async (t) => {
  const started = await startPlatform(t);
  for (const id of ['a%2Fb', '%2B', '%23', 'a%00b']) {
    assert.equal((await rest(started, `POST ${device}/events/${id}`, { login: asToken, body: {} })).status, 400, id);
    assert.equal((await rest(started, `POST /application/types/sensor/devices/one/commands/${id}`, { body: {} })).status, 400, id);
  }
  assert.equal((await rest(started, `POST ${device}/commands/a%2Fb/request`, { login: asToken })).status, 400);
});

test('whatever is sent, there is an answer, and a client of MQTT never notices', async (t) => {
  const started = await startPlatform(t);
  const other = await started.connect(asDevice('two'));
  const levels = fc.constantFrom('device', 'types', 'sensor', 'devices', 'one', 'events', 'mgmt', 'requests', '..', '%2f', '%', '+', '');
  const path = fc.array(levels, { maxLength: 8 }).map((parts) => `/${parts.join('/')}`);
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH');
  await fc.assert(
    fc.asyncProperty(method, path, fc.oneof(fc.json(), fc.string()), async (verb, target, body) => {
      // The device would go, and with it what the other calls are about.
      fc.pre(verb !== 'DELETE');
      const { status } = await rest(started, `${verb} ${target}`, { body: verb === 'GET' ? undefined : body });
      assert.ok(status >= 200 && status < 600 && status !== 500, String(status));
    }),
    { numRuns: 150 },
  );
  other.send({ cmd: 'pingreq' });
  await soon('an answer', new Promise((resolve) => other.socket.once('data', resolve)));
});

/** Sends bytes as they are and gives the head of the answer. */
async function raw(port: number, text: string): Promise<{ readonly status: number; readonly headers: string }> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => undefined);
  socket.write(text);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  await soon('the end of the connection', new Promise((resolve) => socket.once('close', resolve)));
  const headers = Buffer.concat(chunks).toString('latin1');
  return { status: Number(headers.split(' ')[1]), headers };
}
