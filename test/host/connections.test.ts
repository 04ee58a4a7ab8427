import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DoctorReport } from '../../src/rpc/session/doctorReport.ts';
import { Refusal } from '../../src/wiotp/refusal.ts';
import { commands } from '../../src/workbench/ids.ts';
import { anyProfile, anySession, ConnectionBench, nodeOf } from './support/connectionBench.ts';
import { deviceState } from '../support/workbench/deviceState.ts';

const connectAs = 'Connect as lamp:l-1';

describe('adding a connection', () => {
  const rows = [
    {
      what: 'a device of a suite',
      answers: [
        'Maximo Application Suite',
        'Device',
        'mas.example.com',
        'main',
        'lamp',
        'l-1',
        'MQTT with TLS',
        'A Token',
        'tok-1',
        'one',
        'Save Only',
      ],
      gives: { name: 'one', org: 'main', transport: 'tls', target: { kind: 'mas', domain: 'mas.example.com' } },
    },
    {
      what: 'a gateway of another host, with a scheme and a port',
      answers: [
        'Another Host',
        'Gateway',
        'wss://broker.example.com:8443/ws',
        'abc123',
        'edge',
        'e-1',
        'MQTT over a secure WebSocket',
        'A Token',
        'tok-1',
        'one',
        'Save Only',
      ],
      gives: { transport: 'wss', port: 8443, path: '/ws', target: { kind: 'host', host: 'broker.example.com' } },
    },
    {
      what: 'an application of a classic organisation',
      answers: [
        'Classic Organisation',
        'Application',
        'abc123',
        'a-abc123-0123456789',
        'watch',
        'MQTT with TLS',
        'A Token',
        'tok-1',
        'one',
        'Save Only',
      ],
      gives: { client: { sender: 'application', apiKey: 'a-abc123-0123456789', appId: 'watch', shared: false } },
    },
    {
      what: 'a device with a certificate and no token',
      answers: [
        'Another Host',
        'Device',
        'broker.example.com:8883',
        'abc123',
        'lamp',
        'l-1',
        'MQTT with TLS',
        'A Client Certificate',
        '/c.pem',
        '/k.pem',
        '',
        'one',
        'Save Only',
      ],
      gives: { tls: { verifyChain: true, verifyHost: true, certificateFile: '/c.pem', keyFile: '/k.pem' } },
    },
    {
      what: 'a device of the embedded platform',
      answers: ['The Embedded Platform', 'Device', 'lamp', 'l-9', 'one', 'Save Only'],
      gives: { target: { kind: 'embedded' } },
    },
    {
      what: 'Quickstart, without a name',
      answers: ['Quickstart', 'lamp', 'q-1', 'Save Only'],
      gives: { name: 'q-1', subscriptions: [], target: { kind: 'quickstart' } },
    },
  ] as const;
  for (const { what, answers, gives } of rows) {
    it(`makes ${what}`, async (t) => {
      const bench = await ConnectionBench.open(t);
      const window = await bench.run(commands.addConnection, answers);
      assert.deepEqual(window.left, []);
      const [profile] = bench.profiles.all();
      assert.ok(profile, window.shown.join('\n'));
      for (const [name, value] of Object.entries(gives)) assert.deepEqual(Reflect.get(profile, name), value, name);
      // Whatever was asked, no token is in the profile.
      assert.doesNotMatch(JSON.stringify(bench.state.get('connections')), /tok-1/);
      assert.equal(bench.secrets.size, answers.some((answer) => answer === 'tok-1') ? 1 : 0);
    });
  }

  it('keeps nothing when the user leaves before the end', async (t) => {
    const bench = await ConnectionBench.open(t);
    await bench.run(commands.addConnection, ['Another Host', 'Device', 'broker.example.com', 'abc123', undefined]);
    assert.deepEqual([bench.profiles.all(), bench.secrets.size], [[], 0]);
  });
});

describe('connecting', () => {
  it('asks once before it may push a device out, and for its token', async (t) => {
    const bench = await ConnectionBench.open(t, anyProfile());
    const window = await bench.run(commands.connect, [connectAs, 'tok-1'], nodeOf(anyProfile()));
    assert.match(window.shown[0] ?? '', /pushes the real one out/);
    assert.deepEqual(window.left, []);
    const [[call, , secrets] = []] = bench.asked;
    assert.deepEqual([call, secrets], ['connect', { token: 'tok-1' }]);
    await bench.run(commands.connect, [], nodeOf(anyProfile()));
    assert.equal(bench.asked.length, 2);
  });

  it('sends nothing when the user does not agree', async (t) => {
    const bench = await ConnectionBench.open(t, anyProfile());
    await bench.run(commands.connect, [undefined], nodeOf(anyProfile()));
    assert.deepEqual(bench.asked, []);
  });

  it('watches as an application instead', async (t) => {
    const bench = await ConnectionBench.open(t, anyProfile());
    const window = await bench.run(
      commands.connect,
      ['Watch as Application Instead', 'a-abc123-0123456789', 'tok-2'],
      nodeOf(anyProfile()),
    );
    assert.deepEqual(window.left, []);
    const watcher = bench.profiles.all().at(-1);
    assert.deepEqual(
      watcher?.subscriptions.map(({ filter }) => filter),
      ['iot-2/type/lamp/id/l-1/evt/+/fmt/+', 'iot-2/type/lamp/id/l-1/cmd/+/fmt/+', 'iot-2/type/lamp/id/l-1/mon'],
    );
    assert.equal(bench.asked.length, 1);
  });

  it('asks for the token again when the connection leads elsewhere', async (t) => {
    const bench = await ConnectionBench.open(t, anyProfile());
    await bench.run(commands.connect, [connectAs, 'tok-1'], nodeOf(anyProfile()));
    await bench.profiles.put(anyProfile({ target: { kind: 'host', host: 'evil.example.com' } }));
    const window = await bench.run(commands.connect, [connectAs, undefined], nodeOf(anyProfile()));
    assert.match(window.shown.at(-1) ?? '', /evil\.example\.com/);
    assert.equal(bench.asked.length, 1);
  });

  it('has the embedded platform make an API key for an application', async (t) => {
    const client = { sender: 'application', apiKey: '', appId: 'watch', shared: false } as const;
    const profile = anyProfile({ client, target: { kind: 'embedded' }, org: '' });
    const bench = await ConnectionBench.open(t, profile);
    await bench.run(commands.connect, [], nodeOf(profile));
    assert.deepEqual(bench.platform.acted, [['addApiKey']]);
    assert.deepEqual(bench.asked[0]?.[2], { token: 'key-token' });
    assert.doesNotMatch(JSON.stringify(bench.state.get('connections')), /key-token/);
  });

  it('asks before it pushes out who is connected to the embedded platform', async (t) => {
    const profile = anyProfile({ target: { kind: 'embedded' }, org: '' });
    const bench = await ConnectionBench.open(t, profile);
    assert.ok(bench.platform.state.phase === 'running');
    bench.platform.state = { ...bench.platform.state, devices: [deviceState('lamp', 'l-1', { online: true, peer: '10.0.0.7:1' })] };
    const window = await bench.run(commands.connect, [undefined], nodeOf(profile));
    assert.match(window.shown[0] ?? '', /connected already, from 10\.0\.0\.7:1/);
    assert.deepEqual(bench.asked, []);
  });

  for (const [code, buttons] of [
    [5, ['Enter Another Token…', 'Diagnose…']],
    [undefined, ['Diagnose…']],
  ] as const) {
    it(`offers help for a refusal with the code ${code ?? 'none'}`, async (t) => {
      const bench = await ConnectionBench.open(t, anyProfile());
      bench.refusal = new Refusal('Not so.', { rule: 'a test', advice: 'Wait.', ...(code === undefined ? {} : { code }) });
      const window = await bench.run(commands.connect, [connectAs, 'tok-1'], nodeOf(anyProfile()));
      assert.deepEqual(window.buttons, buttons);
      assert.equal(window.shown.at(-1), 'Not so. Wait.');
    });
  }

  it('refuses a profile that cannot be connected, and says why', async (t) => {
    const bench = await ConnectionBench.open(t, anyProfile({ org: '' }));
    const window = await bench.run(commands.connect, [], nodeOf(anyProfile()));
    assert.match(window.shown[0] ?? '', /organisation ID is empty/);
    assert.deepEqual(bench.asked, []);
  });
});

describe('subscriptions', () => {
  it('are added with what was meant in place of what was typed, and removed', async (t) => {
    const bench = await ConnectionBench.open(t, anyProfile());
    bench.tell(anySession({ subscriptions: [{ filter: 'iotdm-1/#', qos: 1, granted: 1 }] }));
    bench.answer = 1;
    await bench.run(commands.addSubscription, ['iot-2/cmd/+/fmt/+', 'QoS 1'], nodeOf(anyProfile()));
    assert.deepEqual(bench.asked.at(-1), ['subscribe', 'p-1', 'iot-2/cmd/+/fmt/+', 1]);
    await bench.run(commands.removeSubscription, ['iotdm-1/#'], nodeOf(anyProfile()));
    assert.deepEqual(bench.asked.at(-1), ['unsubscribe', 'p-1', 'iotdm-1/#']);
  });

  it('tell it when the server refuses', async (t) => {
    const bench = await ConnectionBench.open(t, anyProfile());
    bench.tell(anySession());
    bench.answer = 128;
    const window = await bench.run(commands.addSubscription, ['iot-2/cmd/+/fmt/+', 'QoS 1'], nodeOf(anyProfile()));
    assert.match(window.shown.at(-1) ?? '', /refused the subscription/);
  });
});

describe('the doctor', () => {
  const report: DoctorReport = { clientId: 'd:abc123:lamp:l-1', address: 'mqtt://x:1883', steps: [], healthy: true };

  it('asks how far to go where somebody would be pushed out', async (t) => {
    const bench = await ConnectionBench.open(t, anyProfile());
    bench.answer = report;
    await bench.run(commands.diagnoseConnection, ['Network Only'], nodeOf(anyProfile()));
    assert.deepEqual([bench.asked[0]?.[0], bench.asked[0]?.[3]], ['examine', 'network']);
  });

  it('leaves out CONNECT while the connection is open itself', async (t) => {
    const bench = await ConnectionBench.open(t, anyProfile());
    bench.tell(anySession());
    bench.answer = report;
    await bench.run(commands.diagnoseConnection, [], nodeOf(anyProfile()));
    assert.equal(bench.asked[0]?.[3], 'network');
  });
});
