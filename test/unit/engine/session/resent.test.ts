import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '../../../../src/wiotp/message.ts';
import { bytesOf } from '../../../support/engine/messages.ts';
import { scriptedServer } from '../../../support/engine/scriptedServer.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';

const event: Message = { topic: 'iot-2/evt/status/fmt/json', payload: bytesOf({ t: 21 }), qos: 1, retain: false };

for (const [qos, packet] of [
  [1, 'PUBACK'],
  [2, 'PUBREC'],
] as const) {
  test(`what a lasting session sends again and the server refuses in the ${packet} is not delivered`, async (context) => {
    const bench = new SessionBench(context);
    const dups: boolean[] = [];
    const port = await scriptedServer(
      context,
      (received, { number, send, close }) => {
        const { messageId = 0 } = received;
        if (received.cmd === 'pubrel') send({ cmd: 'pubcomp', messageId });
        if (received.cmd !== 'publish') return;
        dups.push(received.dup);
        if (number === 1) {
          // Both are in flight.
          if (dups.length === 2) close();
          return;
        }
        const first = received.payload.toString() === '{"n":1}';
        send({ cmd: qos === 1 ? 'puback' : 'pubrec', messageId, reasonCode: first ? 0x97 : 0 });
      },
      { protocolVersion: 5 },
    );
    await bench.connect(port, { mqttVersion: '5', cleanSession: false });
    const session = bench.sessions.get('one');
    const outcomes = Promise.all([1, 2].map((n) => session.publish({ ...event, qos, payload: bytesOf({ n }) })));
    await bench.untilPhase('waiting');
    assert.deepEqual(await outcomes, ['waiting', 'waiting']);
    assert.equal(bench.state.waiting, 2);
    bench.clock.advance(1_000);
    await bench.untilPhase('connected');
    assert.deepEqual(dups, [false, false, true, true]);
    assert.deepEqual(
      session.undelivered.map(({ message, reason }) => [Buffer.from(message.payload).toString(), reason.split('.')[0]]),
      [['{"n":1}', `The platform refused the message: quota exceeded (${packet} 0x97)`]],
    );
    assert.deepEqual([bench.state.waiting, bench.state.undelivered.length], [0, 1]);
  });
}
