import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { test, type TestContext } from 'node:test';
import { RestClient } from '../../../../src/engine/rest/restClient.ts';
import { restPlace } from '../../../../src/engine/rest/restPlace.ts';
import { CertificateStore } from '../../../../src/platform/certificates/certificateStore.ts';
import type { SessionSettings } from '../../../../src/profiles/sessionSettings.ts';
import { systemClock } from '../../../../src/rpc/node/clock.ts';
import type { RestAction } from '../../../../src/rpc/restAction.ts';
import { isRefusal, type Refusal } from '../../../../src/wiotp/refusal.ts';
import { SessionBench, everythingIn } from '../../../support/engine/sessionBench.ts';
import { management, testEndpoint, testSettings } from '../../../support/engine/testSettings.ts';
import { listening } from '../../../support/network/servers.ts';
import { ConnectProxy } from '../../../support/network/connectProxy.ts';
import { apiKey, deviceToken, startPlatform } from '../../../support/platform/testPlatform.ts';

const application = { sender: 'application', org: 'abc123', appId: 'watch', shared: false } as const;
const devices = [{ typeId: 'sensor', deviceId: 'one' }];
const reboot: RestAction = { action: 'device/reboot', parameters: [], devices };
const secrets = { token: apiKey.token };

function settingsOf(port: number, change: Partial<SessionSettings> = {}): SessionSettings {
  const { management: _, ...settings } = testSettings(port, { identity: application, home: 'embedded', userName: apiKey.key, ...change });
  return settings;
}

/** A device `sensor/one` that is connected, manages and reboots when it is asked. */
async function manage(context: TestContext, port: number): Promise<SessionBench> {
  const bench = new SessionBench(context);
  const answers = { ...management().answers, 'dm.reboot': 'automatic' } as const;
  const identity = { sender: 'device', org: 'abc123', typeId: 'sensor', deviceId: 'one' } as const;
  await bench.sessions.connect(testSettings(port, { identity, management: management({ answers }) }), { token: deviceToken });
  return bench;
}

async function refusalOf(attempt: Promise<unknown>): Promise<Refusal> {
  const error = await attempt.then(
    () => assert.fail('it was done'),
    (why: unknown) => why,
  );
  assert.ok(isRefusal(error), String(error));
  assert.ok(!everythingIn(error).includes(apiKey.token));
  return error;
}

for (const way of ['tcp', 'ws', 'tls', 'wss'] as const) {
  test(`an application that is connected over ${way} starts a reboot and sees it end`, async (context) => {
    const certificates = await CertificateStore.open({
      folder: undefined,
      org: 'abc123',
      names: [],
      clock: systemClock,
      failed: () => undefined,
    });
    const started = await startPlatform(context, { certificates });
    const bench = await manage(context, started.port);
    const secure = way === 'tls' || way === 'wss';
    const any = { service: 'full', secure: true, host: '127.0.0.1', port: { port: 0, orAnother: false } } as const;
    const { port } = secure ? await started.platform.ports.open(any) : started;
    const tls = { verifyChain: true, verifyHost: true, ca: certificates.ca };
    const client = new RestClient(settingsOf(port, { endpoint: testEndpoint(port, { transport: way, tls }) }), secrets);
    const reqId = await client.startAction(reboot);
    assert.notEqual(reqId, '');
    const early = await client.actionStatus(reqId);
    assert.deepEqual([early.complete, early.devices.map(({ deviceId }) => deviceId)], [false, ['one']]);
    await bench.until('the restart', () => bench.crossed.includes('connection.closed'));
    // The pause begins when the old connection is gone.
    while (bench.clock.dueIn(1_000) === 0) await new Promise(setImmediate);
    bench.clock.advance(1_000);
    await bench.untilPhase('connected');
    const late = await client.actionStatus(reqId);
    assert.deepEqual([late.complete, late.devices[0]?.status], [true, 0]);
  });
}

test('it goes through the proxy of the connection', async (context) => {
  const started = await startPlatform(context);
  await manage(context, started.port);
  const proxy = await ConnectProxy.start(context);
  const client = new RestClient(settingsOf(started.port, { endpoint: testEndpoint(started.port, { proxy: proxy.url }) }), secrets);
  await client.startAction(reboot);
  assert.deepEqual(proxy.targets, [`127.0.0.1:${started.port}`]);
});

test('what the embedded platform refuses is explained', async (context) => {
  const { port } = await startPlatform(context);
  const cases: readonly (readonly [action: RestAction, token: string, code: number, text: RegExp])[] = [
    [reboot, 'wrong', 401, /did not start device\/reboot: the API key or its token is wrong \(HTTP 401\)/],
    [{ ...reboot, devices: [{ typeId: 'sensor', deviceId: 'nobody' }] }, apiKey.token, 404, /\(HTTP 404\)\. It says: /],
    [{ ...reboot, action: 'device/explode' }, apiKey.token, 400, /\(HTTP 400\)\. It says: The action is "device\/explode"/],
    [{ ...reboot, action: 'nonsense' }, apiKey.token, 400, /the request is not well formed \(HTTP 400\)\. It says: /],
  ];
  for (const [action, token, code, text] of cases) {
    const refusal = await refusalOf(new RestClient(settingsOf(port), { token }).startAction(action));
    assert.match(refusal.message, text);
    assert.equal(refusal.code, code);
  }
  const unknown = await refusalOf(new RestClient(settingsOf(port), secrets).actionStatus('no/such?request'));
  assert.equal(unknown.code, 404);
});

test('an action without devices, or for too many, does not leave', async () => {
  const client = new RestClient(settingsOf(1), secrets);
  assert.match((await refusalOf(client.startAction({ ...reboot, devices: [] }))).message, /for 0 devices/);
  const many = Array.from({ length: 5_001 }, (_, at) => ({ typeId: 'sensor', deviceId: `d${at}` }));
  assert.match((await refusalOf(client.startAction({ ...reboot, devices: many }))).message, /for 5001 devices/);
});

test('every target has its own place for REST, or none', () => {
  const place = (change: Partial<SessionSettings>): string => {
    const { transport, host, port } = restPlace(settingsOf(1883, change));
    return `${transport} ${host}:${port}`;
  };
  const at = (host: string, transport: 'tls' | 'wss' = 'tls') => testEndpoint(8883, { host, transport });
  assert.equal(place({}), 'tcp 127.0.0.1:1883');
  assert.equal(
    place({ home: 'classic', endpoint: at('abc123.messaging.internetofthings.ibmcloud.com') }),
    'tls abc123.internetofthings.ibmcloud.com:443',
  );
  assert.equal(place({ home: 'mas', endpoint: at('main.messaging.iot.mas.example.com', 'wss') }), 'tls main.iot.mas.example.com:443');
  assert.equal(place({ home: 'other', endpoint: at('abc123.messaging.iot.example.com') }), 'tls abc123.iot.example.com:443');
  assert.throws(() => place({ home: 'other', endpoint: at('abc123.messaging.example.com') }), isRefusal);
  assert.throws(() => place({ home: 'mas', endpoint: at('127.0.0.1') }), isRefusal);
  assert.throws(() => place({ home: 'quickstart' }), isRefusal);
  assert.throws(() => place({ identity: { sender: 'device', org: 'abc123', typeId: 't', deviceId: 'i' } }), isRefusal);
});

/** A client whose server answers what the test says. */
async function against(context: TestContext, answer: RequestListener): Promise<RestClient> {
  const { port } = await listening(context, createServer(answer));
  return new RestClient(settingsOf(port), secrets);
}

test('the call is the documented one', async (context) => {
  const calls: unknown[] = [];
  const client = await against(context, (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { authorization, host, 'content-type': type } = request.headers;
      calls.push([request.method, request.url, authorization, type, JSON.parse(body)]);
      assert.match(host ?? '', /^127\.0\.0\.1:\d+$/);
      response.writeHead(202).end('{"reqId":"r-1"}');
    });
  });
  const parameters = [{ name: 'uri', value: 'http://127.0.0.1/image' }];
  assert.equal(await client.startAction({ ...reboot, action: 'firmware/download', parameters, timeoutSeconds: 30 }), 'r-1');
  const login = `Basic ${Buffer.from(`${apiKey.key}:${apiKey.token}`).toString('base64')}`;
  assert.deepEqual(calls, [
    ['POST', '/api/v0002/mgmt/requests', login, 'application/json', { action: 'firmware/download', parameters, devices, timeout: 30 }],
  ]);
});

const hostile: readonly (readonly [what: string, answer: RequestListener, text: RegExp])[] = [
  ['no JSON', (_, response) => void response.writeHead(202).end('<html>'), /this answer is unknown \(HTTP 202\)/],
  ['JSON without a reqId', (_, response) => void response.writeHead(202).end('{"reqId":{"__proto__":1}}'), /\(HTTP 202\)/],
  ['a redirect', (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), /\(HTTP 302\)/],
  ['a page about something else', (_, response) => void response.writeHead(418).end('{"message":7}'), /\(HTTP 418\)\.$/],
  ['megabytes', (_, response) => void response.writeHead(202).end(Buffer.alloc(2 * 1024 * 1024, '[')), /larger than 1 MB/],
  ['nothing but the end', (request) => void request.socket.destroy(), /broke the connection off/],
  [
    'half an answer',
    (request, response) => {
      response.writeHead(202, { 'content-length': 100 });
      response.write('{');
      setImmediate(() => request.socket.destroy());
    },
    /broke the connection off/,
  ],
  ['no HTTP', (request) => void request.socket.end(Uint8Array.of(0x20, 0x02, 0, 0)), /The connection to .* failed/],
];

for (const [what, answer, text] of hostile) {
  test(`an answer that is ${what} is a refusal`, async (context) => {
    const client = await against(context, answer);
    assert.match((await refusalOf(client.startAction(reboot))).message, text);
  });
}

test('the status of thousands of devices comes in pages, up to as many devices as an action may have', async (context) => {
  let pages = 0;
  const client = await against(context, (request, response) => {
    pages++;
    const results = Array.from({ length: 500 }, (_, at) => ({ typeId: 't', deviceId: `${pages}-${at}`, status: 0, complete: true }));
    assert.match(request.url ?? '', pages === 1 ? /_limit=500$/ : /_bookmark=next%2B\d$/);
    response.end(JSON.stringify({ results: [...results, null, { typeId: 1 }], bookmark: `next+${pages}` }));
  });
  const status = await client.actionStatus('r-1');
  assert.deepEqual([pages, status.complete, status.devices.length], [10, true, 5_000]);
  assert.deepEqual(status.devices[0], { typeId: 't', deviceId: '1-0', status: 0 });
});

for (const [what, next, most] of [
  ['the same page again', () => 'again', 2],
  ['always another page', (page: number) => `page ${page}`, 50],
] as const) {
  test(`a server that promises ${what} is not followed for ever, and the status is not called complete`, async (context) => {
    let pages = 0;
    const client = await against(context, (_, response) => {
      const results = [{ typeId: 't', deviceId: `d${++pages}`, status: 0, complete: true }];
      response.end(JSON.stringify({ results, bookmark: next(pages) }));
    });
    const { complete, devices: found } = await client.actionStatus('r-1');
    assert.deepEqual([pages, found.length, complete], [most, most, false]);
  });
}

test('calls that are under way end with the session', async (context) => {
  const asked = Promise.withResolvers<void>();
  const client = await against(context, () => asked.resolve());
  const call = refusalOf(client.actionStatus('r-1'));
  await asked.promise;
  client.close();
  assert.match((await call).message, /closed before the answer came/);
});

test('what the platform says about the token is not repeated', async (context) => {
  const client = await against(context, (request, response) => {
    const said = { message: `${request.headers.authorization} is wrong: ${apiKey.token}` };
    response.writeHead(request.method === 'POST' ? 401 : 200);
    response.end(JSON.stringify(request.method === 'POST' ? said : { results: [{ typeId: 't', deviceId: 'd', status: 1, ...said }] }));
  });
  const refused = await refusalOf(client.startAction(reboot));
  const [device] = (await client.actionStatus('r-1')).devices;
  for (const text of [refused.message, device?.message ?? '']) {
    assert.match(text, /Basic \S*••• is wrong: •••/);
    assert.ok(!text.includes(apiKey.token));
    assert.ok(!text.includes(Buffer.from(`${apiKey.key}:${apiKey.token}`).toString('base64')));
  }
});

test('a page without devices ends it', async (context) => {
  const client = await against(context, (_, response) => void response.end('{"results":[],"bookmark":"more"}'));
  assert.deepEqual(await client.actionStatus('r-1'), { complete: true, devices: [] });
});
