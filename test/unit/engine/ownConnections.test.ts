import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OwnConnections } from '../../../src/engine/ownConnections.ts';
import type { ConnectionEvent, TrafficRecord } from '../../../src/rpc/log/traffic.ts';
import { recorded } from '../../support/engine/messages.ts';
import { deviceState, platformInfo } from '../../support/platform/deviceStates.ts';
import { FakeClock } from '../../support/platform/fakeClock.ts';

const peer = '127.0.0.1:52011';
const info = platformInfo();

function happened(connection: string, event: ConnectionEvent, clientId?: string): TrafficRecord {
  return recorded({ connection, event, topic: '', ...(clientId === undefined ? {} : { clientId }) });
}

function setUp(): { own: OwnConnections; clock: FakeClock } {
  const clock = new FakeClock();
  return { own: new OwnConnections(clock), clock };
}

test('a connection from a socket of ours is ours from its opening to its end', () => {
  const { own } = setUp();
  own.opened(peer);
  const steps: readonly (readonly [record: TrafficRecord, isOurs: boolean])[] = [
    [happened('9', { kind: 'connection.open', peer: '127.0.0.1:1' }), false],
    [happened('10', { kind: 'connection.open', peer }), true],
    [recorded({ connection: '10' }), true],
    [recorded({ connection: '9' }), false],
    [happened('10', { kind: 'connection.closed' }), true],
    [recorded({ connection: '10' }), false],
    [happened('9', { kind: 'connection.closed' }), false],
  ];
  for (const [at, [record, isOurs]] of steps.entries()) assert.equal(own.has(record), isOurs, `step ${at}`);
});

test('a refused connection of ours is ours, and an address is the same with and without its IPv6 form', () => {
  const { own } = setUp();
  own.opened('::ffff:127.0.0.1:52011');
  assert.equal(own.has(happened('1', { kind: 'connection.refused', peer, code: 5 })), true);
  assert.equal(own.has(happened('2', { kind: 'connection.refused', peer: '127.0.0.1:52012', code: 5 })), false);
});

test('a socket that is closed stays ours for what is reported late, and not for good', () => {
  const { own, clock } = setUp();
  own.opened(peer);
  own.closed(peer);
  clock.advance(10_000);
  assert.equal(own.has(happened('1', { kind: 'connection.open', peer })), true);
  clock.advance(1);
  assert.equal(own.has(happened('2', { kind: 'connection.open', peer })), false, 'somebody else has the port now');
});

test('a client that was ours before the traffic began is ours until it connects again', () => {
  const { own } = setUp();
  own.opened(peer);
  const devices = [
    deviceState({ online: true, peer }),
    deviceState({ deviceId: 'two', online: true, peer: '127.0.0.1:7' }),
    deviceState({ deviceId: 'three' }),
  ];
  const application = { clientId: 'a:abc123:ours', peer: '127.0.0.1:4', secure: false };
  own.opened(application.peer);
  own.begin(info, { devices, applications: [application, { ...application, clientId: 'a:abc123:other', peer: '127.0.0.1:5' }] });
  assert.equal(own.has(recorded({ clientId: 'a:abc123:ours' })), true);
  assert.equal(own.has(recorded({ clientId: 'a:abc123:other' })), false);
  const client = (deviceId: string): string => `d:abc123:sensor:${deviceId}`;
  assert.equal(own.has(recorded({ clientId: client('one') })), true);
  assert.equal(own.has(recorded({ clientId: client('two') })), false);
  assert.equal(own.has(recorded({ clientId: client('three') })), false);
  assert.equal(own.has(happened('5', { kind: 'connection.open', peer: '127.0.0.1:9' }, client('one'))), false);
  assert.equal(own.has(recorded({ clientId: client('one'), connection: '5' })), false, 'a board took it over');
});

test('a new platform begins with names of its own', () => {
  const { own } = setUp();
  own.opened(peer);
  own.has(happened('1', { kind: 'connection.open', peer }));
  own.begin(info, { devices: [], applications: [] });
  assert.equal(own.has(recorded({ connection: '1' })), false);
});

test('the platform’s explanation is for sockets that lead to it', async () => {
  const { own } = setUp();
  own.opened(peer);
  own.begin(info, { devices: [], applications: [] });
  const event: ConnectionEvent = { kind: 'connection.refused', peer, code: 5, reason: 'The token is wrong.' };
  own.has(happened('1', event));
  assert.equal(await own.explanation(peer, 8883), undefined);
  assert.equal(await own.explanation(peer, 1883), event);
  own.has(happened('2', event));
  own.listensAt(platformInfo({ listeners: info.listeners.map((listener) => ({ ...listener, port: 8883 })) }));
  assert.equal(await own.explanation(peer, 1883), undefined);
  assert.equal(await own.explanation(peer, 8883), event);
  own.end();
  assert.equal(await own.explanation(peer, 1883), undefined);
});
