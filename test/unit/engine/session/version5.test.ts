import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Packet } from 'mqtt-packet';
import type { SessionSettings } from '../../../../src/profiles/sessionSettings.ts';
import type { Message } from '../../../../src/wiotp/message.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { bytesOf } from '../../../support/engine/messages.ts';
import { scriptedServer } from '../../../support/engine/scriptedServer.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { testEndpoint } from '../../../support/engine/testSettings.ts';
import { startMosquitto, withoutMosquitto } from '../../../support/network/mosquitto.ts';
import { RawClient } from '../../../support/platform/rawClient.ts';
import { sharedAuthority } from '../../../support/network/testCertificates.ts';

const event: Message = { topic: 'iot-2/evt/status/fmt/json', payload: bytesOf({ t: 21 }), qos: 1, retain: false };
const version5 = { mqttVersion: '5' } as const;

test('CONNECT asks for a session that lasts, for as long as the profile says', async (context) => {
  const cases: readonly (readonly [change: Partial<SessionSettings>, clean: boolean, expiry: number | undefined])[] = [
    [{}, true, undefined],
    [{ cleanSession: false }, false, 0xffff_ffff],
    [{ cleanSession: false, sessionExpirySeconds: 300 }, false, 300],
    [{ cleanSession: true, sessionExpirySeconds: 300 }, true, undefined],
  ];
  for (const [change, clean, expiry] of cases) {
    const bench = new SessionBench(context);
    const asked: unknown[] = [];
    const port = await scriptedServer(
      context,
      (packet) => {
        if (packet.cmd === 'connect') asked.push([packet.protocolVersion, packet.clean, packet.properties?.sessionExpiryInterval]);
      },
      { protocolVersion: 5 },
    );
    await bench.connect(port, { ...version5, ...change });
    assert.deepEqual(asked, [[5, clean, expiry]]);
  }
});

test('a refusal says what its reason code means and what the server adds, and no second attempt follows', async (context) => {
  for (const [code, text] of [
    [0x87, /not authorised \(CONNACK 0x87\)\. It says: no such device/],
    [0x86, /bad user name or password \(CONNACK 0x86\)/],
    [0x85, /client ID not valid \(CONNACK 0x85\)/],
    [0x97, /quota exceeded \(CONNACK 0x97\)/],
  ] as const) {
    const bench = new SessionBench(context);
    const port = await scriptedServer(context, () => undefined, {
      protocolVersion: 5,
      connack: { reasonCode: code, properties: { reasonString: 'no such device' } },
    });
    const attempt = bench.connect(port, version5);
    await assert.rejects(attempt, (error) => isRefusal(error) && text.test(error.message) && error.code === code);
    assert.equal(bench.clock.pending, 0);
  }
});

test('no more messages are in flight than the server takes', async (context) => {
  const bench = new SessionBench(context);
  let inFlight = 0;
  let most = 0;
  const port = await scriptedServer(
    context,
    (packet, { send }) => {
      if (packet.cmd !== 'publish') return;
      most = Math.max(most, ++inFlight);
      setImmediate(() => {
        inFlight--;
        send({ cmd: 'puback', messageId: packet.messageId ?? 0 });
      });
    },
    { protocolVersion: 5, connack: { reasonCode: 0, properties: { receiveMaximum: 3 } } },
  );
  await bench.connect(port, version5);
  await Promise.all(Array.from({ length: 30 }, () => bench.sessions.get('one').publish(event)));
  assert.equal(most, 3);
});

test('a message that the server refuses fails with the meaning of the reason code, and the connection stays', async (context) => {
  const bench = new SessionBench(context);
  const answer = (packet: Packet): Packet | undefined => {
    if (packet.cmd !== 'publish') return undefined;
    return { cmd: packet.qos === 1 ? 'puback' : 'pubrec', messageId: packet.messageId ?? 0, reasonCode: 0x90 };
  };
  const port = await scriptedServer(
    context,
    (packet, { send }) => {
      const answered = answer(packet);
      if (answered !== undefined) send(answered);
    },
    { protocolVersion: 5 },
  );
  await bench.connect(port, version5);
  for (const [qos, packet] of [
    [1, 'PUBACK'],
    [2, 'PUBREC'],
  ] as const) {
    await assert.rejects(bench.sessions.get('one').publish({ ...event, qos }), {
      message: `The platform refused the message to ${event.topic}: topic name not valid (${packet} 0x90).`,
    });
  }
  assert.deepEqual([bench.state.phase, bench.state.undelivered], ['connected', []]);
});

test('a refused subscription is only marked, and a live one is not kept', async (context) => {
  const bench = new SessionBench(context);
  const port = await scriptedServer(context, () => undefined, { protocolVersion: 5, granted: 0x8f });
  await bench.connect(port, version5);
  assert.deepEqual(
    bench.state.subscriptions.map(({ granted }) => granted),
    [0x8f, 0x8f],
  );
  assert.equal(await bench.sessions.get('one').subscribe('iot-2/cmd/reset/fmt/json', 0), 0x8f);
  assert.equal(bench.state.subscriptions.length, 2);
});

test('DISCONNECT says why: another client took the client ID over, so that there is no further attempt', async (context) => {
  const bench = new SessionBench(context);
  const port = await scriptedServer(
    context,
    (packet, { send }) => {
      if (packet.cmd === 'publish') send({ cmd: 'disconnect', reasonCode: 0x8e });
    },
    { protocolVersion: 5 },
  );
  await bench.connect(port, version5);
  await bench.sessions.get('one').publish({ ...event, qos: 0 });
  await bench.untilPhase('closed');
  assert.equal(bench.state.failed, true);
  assert.match(bench.state.reason ?? '', /session taken over .* \(DISCONNECT 0x8E\)\..* It happened at \d\d:\d\d:\d\d\.$/);
});

for (const way of ['tcp', 'tls', 'ws', 'wss'] as const) {
  test(`mosquitto over ${way}: messages, queued commands, and a fight over the client ID`, { skip: withoutMosquitto }, async (context) => {
    const mosquitto = await startMosquitto(context);
    assert.ok(mosquitto !== undefined);
    const port = { tcp: mosquitto.port, tls: mosquitto.tlsPort, ws: mosquitto.wsPort, wss: mosquitto.wssPort }[way];
    const tls = { verifyChain: true, verifyHost: true, ca: sharedAuthority().certificate };
    const bench = new SessionBench(context);
    const settings = { ...version5, cleanSession: false, endpoint: testEndpoint(port, { transport: way, tls }) };
    await bench.connect(port, settings);
    assert.equal(bench.state.sessionPresent, false);
    assert.equal(await bench.sessions.get('one').publish({ ...event, qos: 2 }), 'acknowledged');
    await bench.sessions.disconnect('one');

    // Whoever sends commands; mosquitto knows no classes.
    const backEnd = await RawClient.dial(mosquitto.port);
    await backEnd.connect({ clientId: 'back-end' });
    for (const n of [1, 2, 3]) backEnd.publish('iot-2/cmd/reset/fmt/json', `{"n":${n}}`, { qos: 1, messageId: n });
    for (const _ of [1, 2, 3]) await backEnd.next('puback');
    backEnd.socket.destroy();

    bench.records.length = 0;
    await bench.connect(port, settings);
    assert.equal(bench.state.sessionPresent, true);
    const commands = bench.records.filter(({ topic }) => topic === 'iot-2/cmd/reset/fmt/json');
    assert.deepEqual(
      commands.map(({ payload, note }) => [Buffer.from(payload).toString(), note?.what]),
      [1, 2, 3].map((n) => [`{"n":${n}}`, 'queued']),
    );
    const other = new SessionBench(context);
    for (const wait of [1, 2, undefined]) {
      await other.connect(port, settings);
      if (wait === undefined) break;
      await bench.untilPhase('waiting');
      bench.clock.advance(wait * 1_000);
      await bench.untilPhase('connected');
      await other.untilPhase('waiting');
    }
    await bench.untilPhase('closed');
    assert.match(bench.state.reason ?? '', /^The connection was accepted and lost again 3 times, at /);
  });
}
