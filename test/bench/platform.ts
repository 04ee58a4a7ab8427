// How fast the embedded platform routes events, against bare aedes and mosquitto: the same load with as many messages in flight
// in one run, each broker a process. And what 2,000 connected managed devices cost. `--messages N` per round, `--rounds N`.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { hasMosquitto, startAedes, startMosquitto, startPlatform, type Broker } from './load/brokers.ts';
import type { ManageJob, ResultOf, RouteJob } from './load/loadJobs.ts';
import { median, report } from './support/report.ts';

const { values } = parseArgs({
  options: { messages: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '5' } },
});
const messages = Number(values.messages);
const rounds = Number(values.rounds);
const bench = 'platform';
const publishers = 100;
const managedDevices = 2000;

const rivals: readonly (readonly [name: string, start: () => Promise<Broker>])[] = [
  ['bare aedes', startAedes],
  ...(hasMosquitto() ? [['mosquitto', startMosquitto] as const] : []),
];
if (!hasMosquitto()) console.error('There is no mosquitto here; the platform is not compared with it.');

for (const qos of [0, 1] as const) {
  const job = { qos, count: messages, durable: false };
  const ours: number[] = [];
  const theirs = rivals.map((): number[] => []);
  // The first round warms up; rounds alternate, so that a machine that slows down slows all.
  for (let round = 0; round <= rounds; round++) {
    ours.push(await rateOf(() => startPlatform(publishers, false), job));
    for (const [at, [, start]] of rivals.entries()) theirs[at]?.push(await rateOf(start, job));
  }
  const value = median(ours.slice(1));
  for (const [at, [against]] of rivals.entries()) {
    const ratio = Number((value / median(theirs[at]?.slice(1) ?? [])).toFixed(3));
    report({ bench, metric: `events routed per second, QoS ${qos}`, value: Math.round(value), unit: '1/s', against, ratio });
  }
}

const durable: number[] = [];
for (let round = 0; round <= rounds; round++) {
  durable.push(await rateOf(() => startPlatform(publishers, true), { qos: 1, count: messages, durable: true }));
}
const durableRate = Math.round(median(durable.slice(1)));
report({ bench, metric: 'events routed per second to a durable application on disk, QoS 1', value: durableRate, unit: '1/s' });

await measureManaged();

/** Messages per second through a broker of its own. */
async function rateOf(start: () => Promise<Broker>, job: Omit<RouteJob, 'address'>): Promise<number> {
  const broker = await start();
  try {
    const { result, stop } = await runLoad({ ...job, address: broker.address });
    await stop();
    return result.rate;
  } finally {
    await broker.stop();
  }
}

async function measureManaged(): Promise<void> {
  const broker = await startPlatform(managedDevices + 1, false);
  const { address, pid } = broker;
  try {
    // One device first, so that what is loaded on first use is not counted.
    const first = await runLoad<ManageJob>({ address, first: managedDevices, count: 1 });
    const before = residentKilobytes(pid);
    const all = await runLoad<ManageJob>({ address, first: 0, count: managedDevices });
    const each = Number(((residentKilobytes(pid) - before) / managedDevices).toFixed(1));
    const { connectMs, managedMs } = all.result;
    report({ bench, metric: `time to connect ${managedDevices} devices`, value: Math.round(connectMs), unit: 'ms' });
    report({ bench, metric: `time until ${managedDevices} devices are managed`, value: Math.round(managedMs), unit: 'ms' });
    report({ bench, metric: 'memory per connected managed device', value: each, unit: 'kB' });
    for (const { stop } of [first, all]) await stop();
  } finally {
    await broker.stop();
  }
}

/** Gives a job to a load generator of its own. Its clients stay connected until it is stopped. */
async function runLoad<J extends RouteJob | ManageJob>(job: J): Promise<{ result: ResultOf<J>; stop: () => Promise<void> }> {
  const load = fork(new URL('./load/routingLoad.ts', import.meta.url));
  const gone = once(load, 'exit');
  load.send(job);
  const [result] = (await Promise.race([once(load, 'message'), gone.then(() => [undefined])])) as [ResultOf<J> | undefined];
  if (result === undefined) throw new Error('The load generator ended before its work was done');
  return {
    result,
    stop: async () => {
      load.kill();
      await gone;
    },
  };
}

function residentKilobytes(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
}
