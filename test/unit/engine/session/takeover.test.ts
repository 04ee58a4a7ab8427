import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockTime, TakeoverFight } from '../../../../src/engine/session/takeoverFight.ts';
import { scriptedServer } from '../../../support/engine/scriptedServer.ts';
import { SessionBench } from '../../../support/engine/sessionBench.ts';
import { TestBroker } from '../../../support/engine/testBroker.ts';
import { RawClient } from '../../../support/platform/rawClient.ts';

const clientId = 'd:abc123:thermostat:t-1';

test('two clients with one client ID that push each other out: it stops and tells the time of each loss', async (context) => {
  const bench = new SessionBench(context);
  const broker = await TestBroker.start(context);
  await bench.connect(broker.port);
  const losses: number[] = [];
  for (const wait of [1, 2, undefined]) {
    bench.clock.advance(4_000);
    losses.push(bench.clock.now());
    const other = await RawClient.dial(broker.port);
    await other.connect({ clientId, keepalive: 60 });
    await bench.untilPhase(wait === undefined ? 'closed' : 'waiting');
    if (wait === undefined) break;
    bench.clock.advance(wait * 1_000);
    await bench.untilPhase('connected');
    await other.closed;
  }
  assert.equal(bench.state.failed, true);
  const { reason = '' } = bench.state;
  const [first = 0, second = 0, third = 0] = losses;
  assert.ok(reason.includes(`lost again 3 times, at ${clockTime(first)}, ${clockTime(second)} and ${clockTime(third)}, each time`), reason);
  assert.match(reason, /another client uses the client ID d:abc123:thermostat:t-1/);
  assert.equal(bench.clock.pending, 0);
});

test('one loss without a reason is normal, and so are more with an attempt between them that was not accepted', async (context) => {
  const bench = new SessionBench(context);
  let broker = await TestBroker.start(context);
  const { port } = broker;
  await bench.connect(port);
  for (let times = 0; times < 4; times++) {
    // So long that the pauses begin with 1 s again, and too short for a good connection.
    bench.clock.advance(30_000);
    await broker.stop();
    await bench.untilPhase('waiting');
    bench.clock.advance(1_000);
    await bench.until('a vain attempt', () => bench.state.reason?.startsWith('Nothing listens') === true);
    broker = await TestBroker.start(context, { port });
    bench.clock.advance(2_000);
    await bench.untilPhase('connected');
  }
});

test('a connection that lasted longer ends the pattern', async (context) => {
  const bench = new SessionBench(context);
  let closeNow: () => void = () => undefined;
  const port = await scriptedServer(context, (_, connection) => (closeNow = connection.close));
  await bench.connect(port);
  for (const [lasted, wait] of [
    [1_000, 1_000],
    [61_000, 1_000],
    [1_000, 2_000],
    [1_000, 5_000],
  ] as const) {
    bench.clock.advance(lasted);
    closeNow();
    await bench.untilPhase('waiting');
    bench.clock.advance(wait);
    await bench.untilPhase('connected');
  }
});

test('three short connections within five minutes are a fight, and nothing less', () => {
  const cases: readonly (readonly [losses: readonly (readonly [opened: number, lost: number])[], found: boolean])[] = [
    [
      [
        [0, 1_000],
        [2_000, 3_000],
        [5_000, 6_000],
      ],
      true,
    ],
    [
      [
        [0, 1_000],
        [2_000, 3_000],
      ],
      false,
    ],
    [
      [
        [0, 59_999],
        [70_000, 80_000],
        [90_000, 91_000],
      ],
      true,
    ],
    [
      [
        [0, 60_000],
        [70_000, 80_000],
        [90_000, 91_000],
      ],
      false,
    ],
    [
      [
        [0, 1_000],
        [2_000, 3_000],
        [4_000, 64_000],
        [65_000, 66_000],
      ],
      false,
    ],
    [
      [
        [0, 1_000],
        [2_000, 3_000],
        [300_000, 301_000],
      ],
      false,
    ],
    [
      [
        [0, 1_000],
        [2_000, 3_000],
        [299_000, 300_999],
      ],
      true,
    ],
  ];
  for (const [losses, found] of cases) {
    const fight = new TakeoverFight();
    const results = losses.map(([opened, lost]) => fight.lost(opened, lost));
    assert.equal(results.at(-1) !== undefined, found, JSON.stringify(losses));
    assert.ok(results.slice(0, -1).every((result) => result === undefined));
  }
  const fight = new TakeoverFight();
  fight.lost(0, 1);
  fight.lost(2, 3);
  fight.reset();
  assert.equal(fight.lost(4, 5), undefined);
});
