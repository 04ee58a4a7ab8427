import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IConnackPacket } from 'mqtt-packet';
import type { Message } from '../../../../src/wiotp/message.ts';
import { bytesOf } from '../../../support/engine/messages.ts';
import { scriptedServer } from '../../../support/engine/scriptedServer.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { soon } from '../../../support/platform/soon.ts';

const event: Message = { topic: 'iot-2/evt/status/fmt/json', payload: bytesOf({ t: 21 }), qos: 1, retain: false };

/** Lets time pass until it settles, in steps between which the server can say something. Gives how long that was. */
async function settledAfter(bench: SessionBench, settles: Promise<unknown>, stepMs: number): Promise<number> {
  const begun = bench.clock.now();
  const over = settles.then(
    () => true,
    () => true,
  );
  for (let steps = 0; steps < 200; steps++) {
    bench.clock.advance(stepMs);
    if (await Promise.race([over, new Promise<false>((resolve) => setTimeout(resolve, 5, false))])) return bench.clock.now() - begun;
  }
  return Number.POSITIVE_INFINITY;
}

test('acknowledgements of nothing do not keep an attempt alive', async (context) => {
  const bench = new SessionBench(context);
  const accepted = Promise.withResolvers<void>();
  let chatter: NodeJS.Timeout | undefined;
  const port = await scriptedServer(
    context,
    (packet, { send }) => {
      if (packet.cmd !== 'subscribe') return;
      accepted.resolve();
      chatter = setInterval(() => send({ cmd: 'puback', messageId: 4_711 }), 1);
    },
    { subscribesByScript: true },
  );
  context.after(() => clearInterval(chatter));
  const attempt = bench.sessions.connect(bench.settings(port), { token: '' });
  attempt.catch(() => undefined);
  await soon('SUBSCRIBE', accepted.promise);
  assert.equal(await settledAfter(bench, attempt, 1_000), 15_000);
  await assert.rejects(attempt, /SUBACK.* within 15 s/);
});

test('an attempt that makes progress all the time ends after 60 s all the same', async (context) => {
  const bench = new SessionBench(context);
  let asked = Promise.withResolvers<() => void>();
  const port = await scriptedServer(
    context,
    (packet, { send }) => {
      if (packet.cmd === 'subscribe') asked.resolve(() => send({ cmd: 'suback', messageId: packet.messageId ?? 0, granted: [1] }));
    },
    { subscribesByScript: true },
  );
  const subscriptions = Array.from({ length: 100 }, (_, n) => ({ filter: `iot-2/cmd/c${n}/fmt/+`, qos: 1 as const }));
  const attempt = bench.sessions.connect(bench.settings(port, { subscriptions }), { token: '' });
  attempt.catch(() => undefined);
  for (let seconds = 10; seconds < 60; seconds += 10) {
    const answer = await soon('SUBSCRIBE', asked.promise);
    asked = Promise.withResolvers();
    bench.clock.advance(10_000);
    answer();
  }
  await soon('SUBSCRIBE', asked.promise);
  bench.clock.advance(10_000);
  await assert.rejects(attempt, /SUBACK.* within 60 s/);
});

/** A server of MQTT 5 that answers no PUBLISH. */
function silentServer(context: Parameters<typeof scriptedServer>[0], properties: IConnackPacket['properties']): Promise<number> {
  return scriptedServer(context, () => undefined, { protocolVersion: 5, connack: { reasonCode: 0, ...(properties && { properties }) } });
}

test('a message that waits for room fails after 20 s and says that it did not leave', async (context) => {
  const bench = new SessionBench(context);
  const port = await silentServer(context, { receiveMaximum: 1 });
  await bench.connect(port, { mqttVersion: '5' });
  const outcomes = Promise.allSettled([1, 2].map(() => bench.sessions.get('one').publish(event)));
  await bench.until('the first message', () => bench.crossed.includes(`up ${event.topic}`));
  bench.clock.advance(20_000);
  const reasons = (await soon('both', outcomes)).map((outcome) => String(outcome.status === 'rejected' && outcome.reason));
  assert.match(reasons[0] ?? '', /did not acknowledge the message within 20 s/);
  assert.match(reasons[1] ?? '', /The message did not leave: the platform acknowledged nothing/);
  assert.equal(bench.state.phase, 'connected');
});

test('a Receive Maximum of 0 is a protocol error', async (context) => {
  const bench = new SessionBench(context);
  const port = await scriptedServer(context, () => undefined, {
    protocolVersion: 5,
    connackBytes: Buffer.from([0x20, 6, 0, 0, 3, 0x21, 0, 0]),
  });
  await assert.rejects(bench.connect(port, { mqttVersion: '5' }), /Receive Maximum is 0/);
});

const limits: readonly (readonly [properties: IConnackPacket['properties'], message: Partial<Message>, text: RegExp])[] = [
  [{ maximumQoS: 0 }, { qos: 1 }, /The message has QoS 1; the server takes QoS 0 at most\./],
  [{ maximumQoS: 1 }, { qos: 2 }, /The message has QoS 2; the server takes QoS 1 at most\./],
  [{ retainAvailable: false }, { retain: true }, /the server keeps no retained messages/],
  [{ maximumPacketSize: 1_000 }, { payload: new Uint8Array(1_000) }, /makes a packet of 1,035 bytes; the server takes 1,000 at most/],
];

for (const [properties, message, text] of limits) {
  test(`what the server does not take is refused before it is sent: ${JSON.stringify(properties)}`, async (context) => {
    const bench = new SessionBench(context);
    const port = await silentServer(context, properties);
    await bench.connect(port, { mqttVersion: '5' });
    await assert.rejects(bench.sessions.get('one').publish({ ...event, ...message }), text);
    await bench.sessions.get('one').publish({ ...event, qos: 0 });
    assert.equal(bench.crossed.filter((crossed) => crossed === `up ${event.topic}`).length, 1);
    assert.deepEqual([bench.state.phase, bench.state.undelivered], ['connected', []]);
  });
}

test('the keepalive of the server counts where the profile has none', async (context) => {
  const bench = new SessionBench(context);
  const pinged = Promise.withResolvers<void>();
  const port = await scriptedServer(
    context,
    (packet, { send }) => {
      if (packet.cmd !== 'pingreq') return;
      pinged.resolve();
      send({ cmd: 'pingresp' });
    },
    { protocolVersion: 5, connack: { reasonCode: 0, properties: { serverKeepAlive: 1 } } },
  );
  await bench.connect(port, { mqttVersion: '5', keepAliveSeconds: 0 });
  await soon('PINGREQ', pinged.promise);
});
