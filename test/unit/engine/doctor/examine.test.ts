import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Endpoint, SessionSettings } from '../../../../src/profiles/sessionSettings.ts';
import { testEndpoint } from '../../../support/engine/testSettings.ts';
import { ConnectProxy } from '../../../support/network/connectProxy.ts';
import { diagnose, results, stepOf, told } from '../../../support/network/doctorBench.ts';
import { startMosquitto, withoutMosquitto } from '../../../support/network/mosquitto.ts';
import { caFileOf } from '../../../support/network/opening.ts';
import { startServer } from '../../../support/network/servers.ts';
import { until } from '../../../support/until.ts';

const strict = { verifyChain: true, verifyHost: true };

void describe('the doctor', () => {
  void it('finds nothing wrong by any transport, with any version', { skip: withoutMosquitto }, async (t) => {
    const broker = (await startMosquitto(t)) ?? assert.fail('mosquitto is missing');
    const ports = { tcp: broker.port, tls: broker.tlsPort, ws: broker.wsPort, wss: broker.wssPort };
    const proxy = await ConnectProxy.start(t);
    for (const transport of ['tcp', 'tls', 'ws', 'wss'] as const) {
      for (const mqttVersion of ['3.1.1', '5'] as const) {
        const direct = testEndpoint(ports[transport], { transport, tls: { ...strict, caFile: caFileOf(t) } });
        const will = { topic: 'iot-2/evt/gone/fmt/json', payload: '{}', qos: 1 } as const;
        for (const endpoint of [direct, { ...direct, proxy: proxy.url }]) {
          const report = await diagnose(endpoint, { mqttVersion, will, keepAliveSeconds: 65_535 });
          assert.ok(report.healthy, JSON.stringify(report, undefined, 2));
          assert.match(told(report, 'subscribe'), /grants every subscription\.[^]*iotdm-1\/#: granted with QoS 1/);
          assert.equal(stepOf(report, 'proxy').result, endpoint === direct ? 'skipped' : 'passed');
        }
      }
    }
  });

  const unreachable: readonly (readonly [name: string, endpoint: Partial<Endpoint>, results: readonly string[], tells: RegExp])[] = [
    ['a port on which nothing listens', { port: 1 }, ['tcp failed'], /^Nothing listens on 127\.0\.0\.1:1\.\nStart the platform/],
    ['an unknown host', { host: 'no-such-host.invalid' }, ['name failed'], /no-such-host\.invalid/],
    ['a name below localhost that only some systems know', { host: 'no.such.localhost', port: 1 }, [], /hosts file|Nothing listens/],
    [
      'a classic name',
      { host: 'abc123.messaging.internetofthings.ibmcloud.com' },
      ['name failed'],
      /The host is unknown\. .*classic service, which ended in December 2023/,
    ],
    [
      'a proxy that is not there',
      { proxy: 'http://127.0.0.1:1' },
      ['proxy failed'],
      /^The proxy cannot be used: Nothing listens on 127\.0\.0\.1:1\./,
    ],
    ['a proxy of the wrong kind', { proxy: 'socks5://127.0.0.1:1' }, ['proxy failed'], /A proxy of the kind socks5:\/\/ cannot be used/],
  ];
  for (const [name, endpoint, expected, tells] of unreachable) {
    void it(`explains ${name}`, async () => {
      const report = await diagnose(testEndpoint(1883, endpoint));
      if (expected.length > 0) assert.deepEqual(results(report), expected);
      const failed = report.steps.find(({ result }) => result === 'failed') ?? assert.fail('nothing failed');
      assert.match(told(report, failed.step), tells);
      assert.equal(report.healthy, false);
    });
  }

  void it('explains what a proxy answers', async (t) => {
    const wantsLogin = await ConnectProxy.start(t, { user: 'jo', password: 'right' });
    const forbids = await ConnectProxy.start(t, { refuse: 403 });
    const reachesNot = await ConnectProxy.start(t);
    const cases: readonly (readonly [proxy: string, tells: RegExp])[] = [
      [wantsLogin.url, /wants a user and a password[^]*User: none[^]*Proxy reached at: 127\.0\.0\.1/],
      [wantsLogin.url.replace('//', '//jo:wrong@'), /does not accept the user or the password[^]*User: jo/],
      [forbids.url, /does not allow a connection to 127\.0\.0\.1:1/],
      [reachesNot.url, /does not reach 127\.0\.0\.1:1 \(HTTP 502 Bad Gateway\)/],
    ];
    for (const [proxy, tells] of cases) {
      const report = await diagnose(testEndpoint(1, { proxy }));
      assert.deepEqual(results(report), ['proxy failed']);
      assert.match(told(report, 'proxy'), tells);
      assert.doesNotMatch(JSON.stringify(report), /wrong@|:wrong/);
    }
  });

  const silent: readonly (readonly [endpoint: Partial<Endpoint>, settings: Partial<SessionSettings>, tells: RegExp])[] = [
    [{ transport: 'tcp' }, {}, /no CONNACK within 0\.2 s/],
    [{ transport: 'tls' }, {}, /no TLS handshake within 0\.2 s/],
    [{ transport: 'ws' }, {}, /no WebSocket within 0\.2 s/],
  ];
  for (const [endpoint, settings, tells] of silent) {
    void it(`gives a server up that is silent by ${endpoint.transport}`, async (t) => {
      const server = await startServer(t, () => undefined);
      const report = await diagnose(testEndpoint(server.port, endpoint), settings, { stepMs: 200 });
      const failed = report.steps.find(({ result }) => result === 'failed') ?? assert.fail('nothing failed');
      assert.match(told(report, failed.step), tells);
      await until('the end of all sockets', () => (server.sockets.size === 0 ? true : undefined));
    });
  }

  void it('does only what it is asked for', async (t) => {
    const server = await startServer(t, (socket) => socket.once('data', () => assert.fail('it said something')));
    const report = await diagnose(testEndpoint(server.port), {}, { reach: 'network' });
    assert.deepEqual(results(report), ['tcp passed']);
    assert.equal(told(report, 'connect'), 'Not asked for.\n');
    assert.ok(report.healthy);
  });

  void it('stops at once, and closes everything', async (t) => {
    const server = await startServer(t, () => undefined);
    const controller = new AbortController();
    const examining = diagnose(testEndpoint(server.port), {}, { signal: controller.signal });
    await until('CONNECT', () => ([...server.sockets].some(({ bytesRead }) => bytesRead > 0) ? true : undefined));
    controller.abort();
    const report = await examining;
    assert.equal(told(report, 'connect'), 'The examination was stopped.\n');
    assert.equal(told(report, 'subscribe'), 'The examination was stopped.\n');
    await until('the end of all sockets', () => (server.sockets.size === 0 ? true : undefined));
  });
});
