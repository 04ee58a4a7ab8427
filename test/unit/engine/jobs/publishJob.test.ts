import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PublishJob } from '../../../../src/engine/jobs/publishJob.ts';
import type { JobSpec } from '../../../../src/rpc/device/deviceRequest.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';

const spec: JobSpec = {
  topic: 'iot-2/evt/status/fmt/json',
  template: '{"n":"${counter}","at":"${now}"}',
  qos: 1,
  everyMs: 500,
};

/** A job whose connection is the test. */
class JobBench {
  readonly clock = new FakeClock();
  readonly published: { topic: string; text: string; qos: number }[] = [];
  /** Why it ended by itself; `undefined` for having done what it should. */
  readonly ends: unknown[] = [];
  readonly job: PublishJob;
  ready = true;
  /** What publishing does after it has taken the message. */
  acknowledge: () => Promise<void> = () => Promise.resolve();

  constructor(change: Partial<JobSpec> = {}) {
    this.job = new PublishJob(
      { ...spec, ...change },
      {
        clock: this.clock,
        random: () => 0.5,
        uuid: () => 'uuid',
        id: 'job',
        isReady: () => this.ready,
        publish: ({ topic, payload, qos }) => {
          this.published.push({ topic, text: Buffer.from(payload).toString(), qos });
          return this.acknowledge();
        },
        progressed: () => undefined,
        over: (why) => this.ends.push(why),
      },
    );
  }

  /** Lets time pass, and then what follows from it happen. */
  async advance(ms: number): Promise<void> {
    this.clock.advance(ms);
    await new Promise(setImmediate);
  }
}

test('publishes at once and then every so often, and counts', async () => {
  const bench = new JobBench();
  await bench.job.start();
  for (let at = 0; at < 2; at++) await bench.advance(500);
  assert.deepEqual(bench.published, [
    { topic: 'iot-2/evt/status/fmt/json', text: '{"n":1,"at":"1970-01-01T00:16:40.000Z"}', qos: 1 },
    { topic: 'iot-2/evt/status/fmt/json', text: '{"n":2,"at":"1970-01-01T00:16:40.500Z"}', qos: 1 },
    { topic: 'iot-2/evt/status/fmt/json', text: '{"n":3,"at":"1970-01-01T00:16:41.000Z"}', qos: 1 },
  ]);
  assert.deepEqual(bench.job.state, { id: 'job', topic: 'iot-2/evt/status/fmt/json', everyMs: 500, sent: 3, rate: 2 });
  bench.job.stop();
  await bench.advance(5_000);
  assert.equal(bench.published.length, 3);
  assert.equal(bench.clock.pending, 0);
});

test('pauses while there is no connection, and goes on with the next number', async () => {
  const bench = new JobBench();
  await bench.job.start();
  bench.ready = false;
  await bench.advance(2_000);
  assert.equal(bench.published.length, 1);
  bench.ready = true;
  await bench.advance(500);
  assert.match(bench.published[1]?.text ?? '', /"n":2/);
});

test('a message that fails with the connection is no end of the job', async () => {
  const bench = new JobBench();
  await bench.job.start();
  bench.acknowledge = () => {
    bench.ready = false;
    return Promise.reject(new Error('lost'));
  };
  await bench.advance(500);
  assert.deepEqual(bench.ends, []);
  bench.ready = true;
  bench.acknowledge = () => Promise.resolve();
  await bench.advance(500);
  assert.equal(bench.job.state.sent, 2);
});

test('a message that fails on a good connection ends the job and says why', async () => {
  const bench = new JobBench();
  await bench.job.start();
  const why = new Error('too large');
  bench.acknowledge = () => Promise.reject(why);
  await bench.advance(500);
  assert.deepEqual(bench.ends, [why]);
  assert.equal(bench.clock.pending, 0);
});

test('does not publish on top of a message that is still on its way', async () => {
  const bench = new JobBench();
  await bench.job.start();
  const { promise, resolve } = Promise.withResolvers<void>();
  bench.acknowledge = () => promise;
  await bench.advance(500);
  await bench.advance(1_000);
  assert.equal(bench.published.length, 2);
  resolve();
  await bench.advance(0);
  await bench.advance(500);
  assert.equal(bench.published.length, 3);
});

test('a first message that fails ends the job', async () => {
  const bench = new JobBench();
  bench.acknowledge = () => Promise.reject(new Error('no'));
  await assert.rejects(bench.job.start(), { message: 'no' });
  assert.equal(bench.clock.pending, 0);
});

test('an unknown variable fails the start and nothing is sent', async () => {
  const bench = new JobBench({ template: '{"a":"${temperature}"}' });
  await assert.rejects(bench.job.start(), isRefusal);
  assert.deepEqual(bench.published, []);
  assert.equal(bench.clock.pending, 0);
});

const refused: readonly (readonly [what: string, change: Partial<JobSpec>])[] = [
  ['more often than every 10 ms', { everyMs: 9 }],
  ['a pace below nothing', { everyMs: -1 }],
  ['without a pace', { everyMs: Number.NaN }],
  ['a pause that no timer can wait for', { everyMs: 2 ** 31 }],
  ['for ever as a pace', { everyMs: Number.POSITIVE_INFINITY }],
  ['no message at all', { count: 0 }],
  ['half a message', { count: 1.5 }],
  ['a count below nothing', { count: -3 }],
];

for (const [what, change] of refused) {
  test(`refuses ${what}`, async () => {
    const bench = new JobBench(change);
    await assert.rejects(bench.job.start(), isRefusal);
    assert.deepEqual([bench.published, bench.clock.pending], [[], 0]);
  });
}

test('ends by itself after the last message, and does not count one that failed', async () => {
  const bench = new JobBench({ count: 3 });
  await bench.job.start();
  bench.acknowledge = () => {
    bench.ready = false;
    return Promise.reject(new Error('lost'));
  };
  await bench.advance(500);
  bench.ready = true;
  bench.acknowledge = () => Promise.resolve();
  await bench.advance(500);
  assert.deepEqual(bench.ends, []);
  await bench.advance(500);
  assert.deepEqual(bench.ends, [undefined]);
  await bench.advance(5_000);
  assert.deepEqual(
    bench.published.map(({ text }) => (JSON.parse(text) as { n: number }).n),
    [1, 2, 2, 3],
  );
  assert.equal(bench.clock.pending, 0);
});

test('small delays do not add up, and a stall is followed by no burst', async () => {
  const clock = new FakeClock();
  const began = clock.now();
  const late = new LateClock(clock);
  const times: number[] = [];
  const job = new PublishJob(
    { ...spec, everyMs: 100 },
    {
      id: 'late',
      clock: late,
      random: () => 0,
      uuid: () => '',
      isReady: () => true,
      publish: async () => void times.push(late.now() - began),
      progressed: () => undefined,
      over: () => undefined,
    },
  );
  late.delays = [30, 30, 0, 1_050, 0, 0];
  await job.start();
  for (let at = 0; at < 2_000; at += 10) {
    clock.advance(10);
    await new Promise(setImmediate);
  }
  job.stop();
  assert.deepEqual(times.slice(0, 8), [0, 130, 230, 300, 1_450, 1_550, 1_650, 1_750]);
});

/** A clock whose timers are late: the first by the first delay, and so on. */
class LateClock {
  delays: number[] = [];
  readonly #clock: FakeClock;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  after(ms: number, run: () => void): { cancel(): void } {
    return this.#clock.after(ms + (this.delays.shift() ?? 0), run);
  }
}
