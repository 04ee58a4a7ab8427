import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '../../../../src/wiotp/message.ts';
import { bytesOf } from '../../../support/engine/messages.ts';
import { scriptedServer } from '../../../support/engine/scriptedServer.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';

const event: Message = { topic: 'iot-2/evt/status/fmt/json', payload: bytesOf({ t: 21 }), qos: 1, retain: false };

/** Lets it come back after each pause. */
async function comeBack(bench: SessionBench, pauses: readonly number[]): Promise<void> {
  for (const seconds of pauses) {
    await bench.untilPhase('waiting');
    bench.clock.advance(seconds * 1_000);
  }
  await bench.untilPhase('closed');
}

test('MQTT 5: DISCONNECT right after the same message three times is the end, and the message is listed', async (context) => {
  const bench = new SessionBench(context);
  let connections = 0;
  const port = await scriptedServer(
    context,
    (packet, { number, send }) => {
      connections = number;
      if (packet.cmd === 'publish') send({ cmd: 'disconnect', reasonCode: 0x95 });
    },
    { protocolVersion: 5 },
  );
  await bench.connect(port, { mqttVersion: '5' });
  await bench.sessions.get('one').publish(event);
  await comeBack(bench, [1, 2]);
  assert.equal(connections, 3);
  assert.match(
    bench.state.reason ?? '',
    /right after PUBLISH to iot-2\/evt\/status\/fmt\/json: .*\(DISCONNECT 0x95\)\..* three times in a row/,
  );
  assert.deepEqual([bench.state.failed, bench.state.undelivered.length], [true, 1]);
});

test('a server that says something about itself is tried again, however often', async (context) => {
  const bench = new SessionBench(context);
  const port = await scriptedServer(
    context,
    (packet, { send }) => {
      if (packet.cmd === 'publish') send({ cmd: 'disconnect', reasonCode: 0x8b });
    },
    { protocolVersion: 5 },
  );
  await bench.connect(port, { mqttVersion: '5' });
  await bench.sessions.get('one').publish(event);
  for (const seconds of [1, 2, 5, 20, 20]) {
    await bench.untilPhase('waiting');
    assert.match(bench.state.reason ?? '', /^The platform closed the connection: /);
    bench.clock.advance(seconds * 1_000);
    await bench.untilPhase('connected');
  }
});

test('a subscription that is refused whenever the connection comes back is the end after three times', async (context) => {
  const bench = new SessionBench(context);
  let connections = 0;
  const port = await scriptedServer(
    context,
    (packet, { number, send, close }) => {
      connections = number;
      if (packet.cmd === 'subscribe') send({ cmd: 'suback', messageId: packet.messageId ?? 0, granted: [number === 1 ? 1 : 128] });
      if (packet.cmd === 'publish') close();
    },
    { subscribesByScript: true },
  );
  await bench.connect(port);
  await bench.sessions.get('one').publish({ ...event, qos: 0 });
  await comeBack(bench, [1, 2, 5]);
  assert.equal(connections, 4);
  assert.match(bench.state.reason ?? '', /refused the subscription to .* \(SUBACK 128\)\..* three times in a row/);
});

for (const [mqttVersion, reason] of [
  ['3.1.1', /^The other side closed the connection and did not say why\./],
  ['5', /^The platform closed the connection: normal disconnection by the server \(DISCONNECT 0x00\)\./],
] as const) {
  test(`MQTT ${mqttVersion}: DISCONNECT by the server without a reason is a loss without a reason`, async (context) => {
    const bench = new SessionBench(context);
    const protocolVersion = mqttVersion === '5' ? 5 : 4;
    const port = await scriptedServer(
      context,
      (packet, { sendBytes }) => {
        if (packet.cmd === 'unsubscribe')
          sendBytes(
            Buffer.from([
              0xb0,
              ...(protocolVersion === 5 ? [4] : [2]),
              0,
              packet.messageId ?? 0,
              ...(protocolVersion === 5 ? [0, 0] : []),
              0xe0,
              0,
            ]),
          );
      },
      { protocolVersion },
    );
    await bench.connect(port, { mqttVersion });
    await bench.sessions
      .get('one')
      .unsubscribe('iotdm-1/#')
      .catch(() => undefined);
    await bench.untilPhase('waiting');
    assert.match(bench.state.reason ?? '', reason);
  });
}
