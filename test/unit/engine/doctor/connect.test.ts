import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Examinations } from '../../../../src/engine/doctor/examinations.ts';
import type { PlatformReasons } from '../../../../src/engine/doctor/patient.ts';
import type { SessionSettings } from '../../../../src/profiles/sessionSettings.ts';
import type { DoctorStep } from '../../../../src/rpc/session/doctorReport.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';
import { testEndpoint, testSettings } from '../../../support/engine/testSettings.ts';
import { diagnose, doctorToken, results, told } from '../../../support/network/doctorBench.ts';
import { startMosquitto, withoutMosquitto } from '../../../support/network/mosquitto.ts';
import { startServer } from '../../../support/network/servers.ts';
import { apiKey, asDevice, deviceToken, startPlatform } from '../../../support/platform/testPlatform.ts';
import { soon } from '../../../support/platform/soon.ts';
import { until } from '../../../support/until.ts';

const device = (deviceId: string, org = 'abc123') => ({ sender: 'device', org, typeId: 'sensor', deviceId }) as const;
const one: Partial<SessionSettings> = { identity: device('one') };
const right = { secrets: { token: deviceToken } };

void describe('the doctor on MQTT', () => {
  void it('finds a device of the platform healthy, and says goodbye', async (t) => {
    const { port, event } = await bench(t);
    const report = await diagnose(testEndpoint(port), one, right);
    assert.deepEqual(results(report), ['tcp passed', 'connect passed', 'subscribe passed']);
    assert.equal((await event('connection.closed')).code, 0);
    assert.equal(report.clientId, 'd:abc123:sensor:one');
  });

  interface Wrong {
    readonly name: string;
    readonly settings: Partial<SessionSettings>;
    readonly token?: string;
    readonly host?: string;
    readonly tells: RegExp;
  }
  const wrongs: readonly Wrong[] = [
    {
      name: 'a wrong token',
      settings: one,
      token: 'wrong',
      tells: /not authorised \(CONNACK 5\)\.[^]*Client ID: d:abc123:sensor:one\nUser name: use-token-auth\nToken: given/,
    },
    { name: 'a token with a space behind it', settings: one, token: `${deviceToken} `, tells: /The token begins or ends with a space/ },
    { name: 'another organisation', settings: { identity: device('one', 'zzz999') }, token: deviceToken, tells: /CONNACK 5/ },
    {
      name: 'a user name of SDK files',
      settings: { ...one, userName: 'token' },
      token: deviceToken,
      tells: /The device sent the user name "token"\. That is a word of SDK configuration files/,
    },
    {
      name: 'a device with the key of an application',
      settings: { ...one, userName: apiKey.key },
      token: apiKey.token,
      tells: /The client sent an API key with the client ID of a device/,
    },
  ];
  for (const { name, settings, token = deviceToken, tells } of wrongs) {
    void it(`explains ${name}`, async (t) => {
      const { port } = await startPlatform(t);
      const report = await diagnose(testEndpoint(port), settings, { secrets: { token } });
      assert.deepEqual(results(report), ['tcp passed', 'connect failed']);
      assert.match(told(report, 'connect'), tells);
    });
  }

  void it('passes on what the platform itself says', async (t) => {
    const { port } = await startPlatform(t);
    const peers: string[] = [];
    const reasons: PlatformReasons = {
      opened: (peer) => peers.push(`opened ${peer}`),
      closed: (peer) => peers.push(`closed ${peer}`),
      explanation: async (peer, toPort) => {
        assert.equal(toPort, port);
        peers.push(`asked ${peer}`);
        return { kind: 'connection.refused', peer, reason: 'The token is wrong.', advice: 'Copy it again.', code: 5 };
      },
    };
    const report = await diagnose(testEndpoint(port), one, { secrets: { token: 'wrong' }, reasons });
    assert.match(told(report, 'connect'), /^The token is wrong\. \(CONNACK 5\)\nCopy it again\./);
    const [, peer = ''] = /^opened (127\.0\.0\.1:\d+)$/.exec(peers[0] ?? '') ?? [];
    assert.deepEqual(peers.toSorted(), [`asked ${peer}`, `closed ${peer}`, `opened ${peer}`]);
  });

  void it('explains filters that are refused, and those that cost the connection', async (t) => {
    const platform = await startPlatform(t);
    const closes = await diagnose(
      testEndpoint(platform.port),
      {
        ...one,
        subscriptions: [
          { filter: 'iotdm-1/#', qos: 1 },
          { filter: 'else/where', qos: 0 },
        ],
      },
      right,
    );
    assert.match(
      told(closes, 'subscribe'),
      /closed the connection right after SUBSCRIBE to else\/where\. A device must not subscribe to "else\/where"[^]*iotdm-1\/#: granted with QoS 1\nelse\/where: the connection was closed/,
    );
    const broker = await TestBroker.start(t, { refused: ['iot-2/cmd/+/fmt/+'] });
    const refused = await diagnose(testEndpoint(broker.port));
    assert.deepEqual(results(refused), ['tcp passed', 'connect passed', 'subscribe failed']);
    assert.match(
      told(refused, 'subscribe'),
      /refuses iot-2\/cmd\/\+\/fmt\/\+: .*\(0x80\)\.[^]*iot-2\/cmd\/\+\/fmt\/\+: refused \(0x80\)\niotdm-1\/#: granted with QoS 1/,
    );
    const none = await diagnose(testEndpoint(broker.port), { subscriptions: [] });
    assert.equal(told(none, 'subscribe'), 'The profile has no subscriptions.\n');
  });

  const codes: readonly (readonly [code: number, tells: RegExp])[] = [
    [2, /client ID not valid \(CONNACK 2\)/],
    [3, /server not available \(CONNACK 3\)/],
    [4, /bad user name or password \(CONNACK 4\)\. The organisation’s policy may ask for TLS/],
    [77, /unknown CONNACK code 77/],
  ];
  for (const [code, tells] of codes) {
    void it(`explains CONNACK ${code}`, async (t) => {
      const server = await startServer(t, (socket) => socket.once('data', () => socket.end(Buffer.from([0x20, 2, 0, code]))));
      assert.match(told(await diagnose(testEndpoint(server.port)), 'connect'), tells);
    });
  }

  void it('explains a refusal by MQTT 5 with the server’s own words', { skip: withoutMosquitto }, async (t) => {
    const broker = (await startMosquitto(t, { users: { jo: 'right' } })) ?? assert.fail('mosquitto is missing');
    const report = await diagnose(testEndpoint(broker.port), { mqttVersion: '5' });
    assert.match(told(report, 'connect'), /not authorised \(CONNACK 0x87\)/);
    const words = Buffer.from('go \u202eaway');
    const connack = Buffer.from([0x20, 6 + words.length, 0, 0x8a, 3 + words.length, 0x1f, 0, words.length, ...words]);
    const server = await startServer(t, (socket) => socket.once('data', () => socket.end(connack)));
    const banned = await diagnose(testEndpoint(server.port), { mqttVersion: '5' });
    assert.match(told(banned, 'connect'), /\(CONNACK 0x8A\)\. The server says: go □away\./);
  });

  const strangers: readonly (readonly [name: string, says: string | Buffer | undefined, tells: RegExp])[] = [
    ['closes', undefined, /closed the connection without a CONNACK\.\nCheck whether the port wants TLS/],
    ['is a web server', 'HTTP/1.1 400 Bad Request\r\n\r\n', /answers as a web server does\./],
    ['is an SSH server', 'SSH-2.0-OpenSSH\r\n', /answers as an SSH server does\./],
    ['sends a TLS alert', Buffer.from([0x15, 3, 1, 0, 2, 2, 70]), /speaks TLS only\.\nChoose the transport TLS/],
    ['sends anything', 'hello\r\n', /answers with something that is no MQTT\./],
    ['sends a packet without an end', Buffer.from([0x20, 0xff, 0xff, 0xff, 0xff, 0xff]), /answers with something that is no MQTT\./],
    ['sends a huge CONNACK', Buffer.from([0x20, 0xff, 0xff, 0xff, 0x7f]), /answers with something that is no MQTT\./],
    ['sends an empty CONNACK', Buffer.from([0x20, 0]), /closed the connection without a CONNACK|the CONNACK is broken/],
  ];
  for (const [name, says, tells] of strangers) {
    void it(`explains a server that ${name}`, async (t) => {
      const server = await startServer(t, (socket) =>
        socket.once('data', () => (says === undefined ? socket.destroy() : socket.write(says))),
      );
      const report = await diagnose(testEndpoint(server.port));
      assert.deepEqual(results(report), ['tcp passed', 'connect failed']);
      assert.match(told(report, 'connect'), tells);
      await until('the end of all sockets', () => (server.sockets.size === 0 ? true : undefined));
    });
  }

  void it('recognises a TLS port', { skip: withoutMosquitto }, async (t) => {
    const broker = (await startMosquitto(t)) ?? assert.fail('mosquitto is missing');
    assert.match(told(await diagnose(testEndpoint(broker.tlsPort)), 'connect'), /speaks TLS only\.\nChoose the transport TLS/);
  });

  void it('names a will that is not allowed', async (t) => {
    const { port } = await startPlatform(t);
    const report = await diagnose(testEndpoint(port), { ...one, will: { topic: 'else/where', payload: '', qos: 0 } }, right);
    assert.match(told(report, 'connect'), /The will goes to a topic that is not allowed: A device must not publish to "else\/where"/);
  });
});

void describe('the doctor', () => {
  for (const mqttVersion of ['3.1.1', '5'] as const) {
    void it(`leaves queued messages where they are, with MQTT ${mqttVersion}`, { skip: withoutMosquitto }, async (t) => {
      const broker = (await startMosquitto(t)) ?? assert.fail('mosquitto is missing');
      const { connect, connectAsync } = await import('mqtt');
      const url = `mqtt://127.0.0.1:${broker.port}`;
      const options = {
        clientId: 'd:abc123:thermostat:t-1',
        clean: false,
        protocolVersion: mqttVersion === '5' ? 5 : 4,
        properties: { sessionExpiryInterval: 1000 },
      } as const;
      const first = await connectAsync(url, options);
      await first.subscribeAsync('iot-2/cmd/+/fmt/+', { qos: 1 });
      await first.endAsync();
      const sender = await connectAsync(url);
      await sender.publishAsync('iot-2/cmd/go/fmt/json', 'one', { qos: 1 });
      await sender.publishAsync('iot-2/cmd/go/fmt/json', 'two', { qos: 1 });
      await sender.endAsync();
      const report = await diagnose(testEndpoint(broker.port), { cleanSession: false, mqttVersion });
      assert.match(told(report, 'connect'), /Session: the server kept one\nQueued messages: 2 or more came; none was acknowledged/);
      const got: string[] = [];
      const back = connect(url, options);
      t.after(() => back.end(true));
      back.on('message', (_, payload) => got.push(payload.toString()));
      await until('the queued messages', () => (got.length === 2 ? true : undefined));
      assert.deepEqual(got, ['one', 'two']);
      await back.endAsync();
    });
  }

  void it('leaves no new session behind that gathers messages', { skip: withoutMosquitto }, async (t) => {
    const broker = (await startMosquitto(t)) ?? assert.fail('mosquitto is missing');
    const { connectAsync } = await import('mqtt');
    const url = `mqtt://127.0.0.1:${broker.port}`;
    const report = await diagnose(testEndpoint(broker.port), { cleanSession: false });
    assert.match(told(report, 'connect'), /Session: lasting; the server had none/);
    const sender = await connectAsync(url);
    await sender.publishAsync('iot-2/cmd/go/fmt/json', 'unheard', { qos: 1 });
    const again = await diagnose(testEndpoint(broker.port), { cleanSession: false }, { reach: 'connect' });
    assert.doesNotMatch(told(again, 'connect'), /Queued/);
    await sender.endAsync();
  });

  void it('publishes no will, even when it is stopped before the answer', { skip: withoutMosquitto }, async (t) => {
    const broker = (await startMosquitto(t)) ?? assert.fail('mosquitto is missing');
    const { connectAsync } = await import('mqtt');
    const watcher = await connectAsync(`mqtt://127.0.0.1:${broker.port}`);
    const heard: string[] = [];
    watcher.on('message', (topic) => heard.push(topic));
    await watcher.subscribeAsync('#');
    const will = { topic: 'iot-2/evt/gone/fmt/json', payload: '{}', qos: 0 } as const;
    await diagnose(testEndpoint(broker.port), { will });
    const controller = new AbortController();
    // As soon as the step before CONNECT is done.
    const heardStep = ({ step }: DoctorStep): void => (step === 'websocket' ? void setImmediate(() => controller.abort()) : undefined);
    const { examine } = await import('../../../../src/engine/doctor/examine.ts');
    const settings = testSettings(broker.port, { will });
    await examine({ settings, secrets: { token: doctorToken }, reach: 'connect', heard: heardStep, signal: controller.signal });
    await watcher.publishAsync('end', '');
    await until('the last message', () => (heard.includes('end') ? true : undefined));
    assert.deepEqual(heard, ['end']);
    await watcher.endAsync();
  });
});

void describe('Examinations', () => {
  void it('go on side by side, tell their steps, and stop by name', async (t) => {
    const server = await startServer(t, () => undefined);
    const heard: string[] = [];
    const examinations = new Examinations((run, { step }) => heard.push(`${run} ${step}`));
    const settings = testSettings(server.port);
    const runs = ['a', 'b', 'a'].map((run) => examinations.begin(settings, {}, 'subscribe', run));
    await until('CONNECT', () => ([...server.sockets].filter(({ bytesRead }) => bytesRead > 0).length >= 2 ? true : undefined));
    const first = await soon('the run that was replaced', runs[0] ?? assert.fail());
    assert.equal(first.steps.length, 8);
    examinations.stop('nobody');
    examinations.stopAll();
    for (const report of await soon('all reports', Promise.all(runs))) assert.equal(report.steps.length, 8);
    assert.equal(heard.filter((each) => each === 'b subscribe').length, 1);
    assert.equal(heard.filter((each) => each === 'a subscribe').length, 2);
  });
});

async function bench(t: Parameters<typeof startPlatform>[0]) {
  const platform = await startPlatform(t);
  const { clientId } = asDevice('one');
  return { port: platform.port, event: (kind: 'connection.closed') => platform.event(kind, clientId) };
}
