import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { bytesOf } from '../../../support/engine/messages.ts';
import { scriptedServer } from '../../../support/engine/scriptedServer.ts';
import { FaultProxy } from '../../../support/network/faultProxy.ts';

/** Each message has its own event, by which the list of what was not delivered names it. */
function topicOf(n: number): string {
  return `iot-2/evt/e${n}/fmt/json`;
}

/** What happens between two messages of the user, or to them. */
type Turn = { readonly publish: 1 | 2 } | 'cut' | 'come back';

const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<1 | 2>(1, 2).map((publish) => ({ publish })) },
  { weight: 2, arbitrary: fc.constant('cut' as const) },
  { weight: 2, arbitrary: fc.constant('come back' as const) },
);

for (const cleanSession of [true, false]) {
  test(`through any cuts, a ${cleanSession ? 'clean' : 'lasting'} session delivers in order and loses nothing silently`, async (context) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(turn, { minLength: 3, maxLength: 25 }),
        fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
        (turns, quick) => attempt(context, turns, quick, cleanSession),
      ),
      { numRuns: 15 },
    );
  });
}

async function attempt(context: Parameters<typeof scriptedServer>[0], turns: readonly Turn[], quick: boolean[], cleanSession: boolean) {
  const bench = new SessionBench(context);
  const arrived: { readonly n: number; readonly qos: number; readonly dup: boolean }[] = [];
  let answers = 0;
  const port = await scriptedServer(context, (packet, { send }) => {
    if (packet.cmd === 'pubrel') send({ cmd: 'pubcomp', messageId: packet.messageId ?? 0 });
    if (packet.cmd !== 'publish') return;
    const { n } = JSON.parse(packet.payload.toString()) as { n: number };
    arrived.push({ n, qos: packet.qos, dup: packet.dup });
    const answer = (): void => send({ cmd: packet.qos === 1 ? 'puback' : 'pubrec', messageId: packet.messageId ?? 0 });
    // Some acknowledgements are cut off on their way.
    if (quick[answers++ % quick.length] === true) answer();
    else setTimeout(answer, 5);
  });
  const proxy = await FaultProxy.start(context, { host: '127.0.0.1', port });
  await bench.connect(proxy.port, { cleanSession });
  const session = bench.sessions.get('one');
  const outcomes: Promise<string>[] = [];
  const comeBack = async (): Promise<void> => {
    while (bench.state.phase !== 'connected') {
      bench.clock.advance(1_000);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  for (const each of turns) {
    if (each === 'cut') {
      // So late that no packet of ours seems to be the cause.
      bench.clock.advance(1_001);
      if (bench.state.phase !== 'connected') continue;
      proxy.cut();
      await bench.untilPhase('waiting');
    } else if (each === 'come back') await comeBack();
    else {
      const n = outcomes.length;
      const sent = session.publish({ topic: topicOf(n), payload: bytesOf({ n }), qos: each.publish, retain: false });
      outcomes.push(sent.catch(() => 'undelivered'));
      if (n % 3 === 0) await new Promise(setImmediate);
    }
  }
  await comeBack();
  const ends = await Promise.all(outcomes);
  await session.publish({ topic: topicOf(ends.length), payload: bytesOf({ n: ends.length }), qos: 1, retain: false });
  await bench.until('everything to be delivered', () => bench.state.waiting === 0);

  const numbers = new Set(arrived.map(({ n }) => n));
  const listed = new Set(bench.state.undelivered.map(({ topic }) => topic));
  for (const [n, end] of ends.entries()) {
    assert.ok(listed.has(topicOf(n)) || numbers.has(n), `${n} is lost`);
    assert.ok(listed.has(topicOf(n)) || end !== 'undelivered', `${n} failed and is not listed`);
  }
  if (!cleanSession) assert.equal(listed.size, 0);
  const firsts = [...numbers];
  assert.deepEqual(
    firsts,
    firsts.toSorted((a, b) => a - b),
    'what arrives for the first time arrives in order',
  );
  const seen = new Set<number>();
  for (const { n, qos, dup } of arrived) {
    if (seen.has(n)) assert.ok(dup || (cleanSession && qos === 1), `${n} came twice with QoS ${qos}, unmarked`);
    seen.add(n);
  }
  await bench.sessions.stop();
}
