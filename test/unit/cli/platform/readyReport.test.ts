import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readyLine, readyText, type Ready } from '../../../../src/cli/platform/readyReport.ts';
import type { ListenerState } from '../../../../src/rpc/platformContract.ts';

function listener(port: number, parts: Partial<ListenerState> = {}): ListenerState {
  return { id: `127.0.0.1:${port}`, service: 'full', secure: false, host: '127.0.0.1', port, open: false, ...parts };
}

const everything: Ready = {
  info: {
    instanceId: 'instance',
    org: 'abc123',
    pid: 1,
    host: '127.0.0.1',
    port: 1883,
    listeners: [
      listener(1884, { host: '192.168.1.20', open: true }),
      listener(1883),
      listener(8883, { secure: true }),
      listener(443, { secure: true }),
      listener(2000, { service: 'quickstart' }),
    ],
    caFile: '/data/ca.pem',
    quota: 'off',
    tolerant: false,
    keepRunning: true,
  },
  devices: [
    { typeId: 'sensor', deviceId: 'one', classId: 'Device' },
    { typeId: 'sensor', deviceId: 'two', classId: 'Device' },
    { typeId: 'bridge', deviceId: 'g1', classId: 'Gateway' },
  ],
  apiKeys: ['a-abc123-1'],
  issued: {
    devices: [
      { typeId: 'sensor', deviceId: 'two', classId: 'Device', authToken: 'token-of-two' },
      { typeId: 'bridge', deviceId: 'g1', classId: 'Gateway', authToken: 'token-of-g1' },
    ],
    apiKeys: [],
  },
  attach: { url: 'https://127.0.0.1:8883', key: 'the-key' },
  attached: false,
};

test('the line names what the platform began with, and tokens only where they were made', () => {
  assert.deepEqual(JSON.parse(readyLine(everything)), {
    event: 'ready',
    org: 'abc123',
    mqtt: 'mqtt://127.0.0.1:1883',
    mqtts: 'mqtts://127.0.0.1:8883',
    ws: 'ws://127.0.0.1:1883',
    wss: 'wss://127.0.0.1:8883',
    http: 'http://127.0.0.1:1883',
    https: 'https://127.0.0.1:443',
    quickstart: 'mqtt://127.0.0.1:2000',
    caFile: '/data/ca.pem',
    devices: [
      { typeId: 'sensor', deviceId: 'one', classId: 'Device' },
      { typeId: 'sensor', deviceId: 'two', classId: 'Device', authToken: 'token-of-two' },
      { typeId: 'bridge', deviceId: 'g1', classId: 'Gateway', authToken: 'token-of-g1' },
    ],
    apiKeys: [{ key: 'a-abc123-1' }],
    attach: { url: 'https://127.0.0.1:8883', key: 'the-key' },
    attached: false,
  });
});

test('addresses of IPv6 are written as URLs have them', () => {
  const listeners = [listener(1883, { host: '::1' })];
  const { mqtt, mqtts } = JSON.parse(readyLine({ ...everything, info: { ...everything.info, host: '::1', listeners } })) as Record<
    string,
    unknown
  >;
  assert.deepEqual([mqtt, mqtts], ['mqtt://[::1]:1883', null]);
});

test('people read the same, with what to do next', () => {
  const text = readyText(everything);
  for (const part of [
    'abc123 at mqtt://127.0.0.1:1883.',
    'mqtts://127.0.0.1:8883',
    'https://127.0.0.1:443',
    '/data/ca.pem',
    'mqtt://127.0.0.1:2000',
    'A device was registered',
    'd:abc123:sensor:two',
    'token-of-two',
    'A gateway was registered',
    'g:abc123:bridge:g1',
    'token-of-g1',
    'the-key',
    'Ctrl+C ends the platform.',
  ]) {
    assert.ok(text.includes(part), part);
  }
  assert.equal(text.includes('sensor:one'), false);
});

test('who only watches is told so, and that the platform runs on', () => {
  const { attach: _, ...watched } = everything;
  const text = readyText({ ...watched, issued: { devices: [], apiKeys: [] }, attached: true });
  assert.match(text, /^An embedded platform runs already and serves the organisation abc123/);
  assert.match(text, /It has 3 devices\..*the platform runs on\./);
});
