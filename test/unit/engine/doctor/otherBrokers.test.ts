import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PlatformReasons } from '../../../../src/engine/doctor/patient.ts';
import type { SessionSettings } from '../../../../src/profiles/sessionSettings.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';
import { testEndpoint } from '../../../support/engine/testSettings.ts';
import { diagnose, results, told } from '../../../support/network/doctorBench.ts';
import { startServer } from '../../../support/network/servers.ts';
import { until } from '../../../support/until.ts';

const other: Partial<SessionSettings> = { isPlatform: false };
const quickstart: Partial<SessionSettings> = {
  home: 'quickstart',
  identity: { sender: 'device', org: 'quickstart', typeId: 'thermostat', deviceId: 't-1' },
};
const foreign = [{ filter: 'home/+/temperature', qos: 1 }] as const;

void describe('the doctor on a broker that is no platform', () => {
  for (const code of [4, 5]) {
    void it(`speaks of user name and token first at CONNACK ${code}, and of no policy`, async (t) => {
      const server = await startServer(t, (socket) => socket.once('data', () => socket.end(Buffer.from([0x20, 2, 0, code]))));
      const text = told(await diagnose(testEndpoint(server.port), other), 'connect');
      assert.match(text, /\nCheck the user name and the token, which is the password there/);
      assert.doesNotMatch(text, /policy/);
    });
  }

  void it('lets it decide about filters', async (t) => {
    const broker = await TestBroker.start(t);
    const report = await diagnose(testEndpoint(broker.port), { ...other, subscriptions: foreign });
    assert.match(told(report, 'subscribe'), /grants every subscription/);
    const refusing = await TestBroker.start(t, { refused: [foreign[0].filter] });
    const refused = told(await diagnose(testEndpoint(refusing.port), { ...other, subscriptions: foreign }), 'subscribe');
    assert.match(refused, /The server refuses home\/\+\/temperature: unspecified error \(0x80\)/);
    assert.doesNotMatch(refused, /A device must not/);
  });
});

void describe('the doctor', () => {
  void it('knows the rules of Quickstart, and asks the platform why it closed after SUBSCRIBE', async (t) => {
    const subscriptions = [{ filter: 'iot-2/cmd/+/fmt/+', qos: 1 }] as const;
    const closing = (packets: Buffer): boolean => packets[0] === 0x82;
    const server = await startServer(t, (socket) => {
      socket.on('data', (bytes: Buffer) => {
        if (closing(bytes)) socket.destroy();
        else socket.write(bytes[0] === 0xc0 ? Buffer.from([0xd0, 0]) : Buffer.from([0x20, 2, 0, 0]));
      });
    });
    const settings = { ...quickstart, subscriptions };
    assert.match(told(await diagnose(testEndpoint(server.port), settings), 'subscribe'), /A Quickstart device must not subscribe/);
    const reasons: PlatformReasons = {
      opened: () => undefined,
      closed: () => undefined,
      explanation: async (peer) => ({ kind: 'connection.closed', peer, reason: 'A topic that is not allowed', advice: 'Use another one.' }),
    };
    const report = await diagnose(testEndpoint(server.port), settings, { reasons });
    assert.match(told(report, 'subscribe'), /^A topic that is not allowed\.\nUse another one\.\n/);
  });

  void it('says nothing of the real service’s ports about a Quickstart elsewhere', async (t) => {
    const broker = await TestBroker.start(t);
    const report = await diagnose(testEndpoint(broker.port), { ...quickstart, subscriptions: [] });
    assert.deepEqual(results(report), ['tcp passed', 'connect passed']);
  });

  void it('names the proxy where that is silent', async (t) => {
    const proxy = await startServer(t, () => undefined);
    const endpoint = testEndpoint(1, { host: 'broker.example', proxy: `http://127.0.0.1:${proxy.port}` });
    const text = told(await diagnose(endpoint, {}, { stepMs: 200 }), 'proxy');
    assert.match(text, new RegExp(`^127\\.0\\.0\\.1:${proxy.port} did not answer`));
  });

  void it('is not called healthy when it was stopped', async (t) => {
    const server = await startServer(t, () => undefined);
    const controller = new AbortController();
    const examining = diagnose(testEndpoint(server.port), {}, { signal: controller.signal });
    await until('CONNECT', () => ([...server.sockets].some(({ bytesRead }) => bytesRead > 0) ? true : undefined));
    controller.abort();
    const { healthy, stopped } = await examining;
    assert.deepEqual({ healthy, stopped }, { healthy: false, stopped: true });
  });

  void it('puts one full stop behind what the server says', async (t) => {
    const reason = 'No.';
    const words = Buffer.from([0x1f, 0, reason.length, ...Buffer.from(reason)]);
    const connack = Buffer.from([0x20, 3 + words.length, 0, 0x87, words.length, ...words]);
    const server = await startServer(t, (socket) => socket.once('data', () => socket.end(connack)));
    assert.match(told(await diagnose(testEndpoint(server.port), { mqttVersion: '5' }), 'connect'), /The server says: No\.(?!\.)/);
  });
});
