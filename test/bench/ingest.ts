// How fast messages are received, judged and stored, against bare mqtt.js that only counts them: the same broker, load
// and client options in one run. `--messages N` per round, `--rounds N`, `--source` runs the engine from its sources.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect as dial } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MqttClient } from 'mqtt';
import { testSettings } from '../support/engine/testSettings.ts';
import type { Caller } from '../../src/rpc/caller.ts';
import type { EngineCalls, EngineNews } from '../../src/rpc/engineContract.ts';
import { startEngineThread } from '../../src/rpc/node/engineThread.ts';
import { projectPath } from '../support/projectPaths.ts';
import { withBroker } from './load/withBroker.ts';
import { median, report } from './support/report.ts';

type Engine = Caller<EngineCalls, EngineNews>;

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '5' },
    source: { type: 'boolean', default: false },
  },
});
const messages = Number(values.messages);
const rounds = Number(values.rounds);
const built = projectPath('dist', 'engine.js');
const program = !values.source && existsSync(built) ? built : projectPath('src', 'engine', 'main.ts');

// One engine for all rounds, each with a store of its own: like bare mqtt.js it has run its code before it is measured.
const engine = startEngine();

for (const qos of [0, 1] as const) {
  // The first round warms up; rounds alternate, so that a machine that slows down slows both.
  const bare: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    bare.push(await withBroker((port, send) => bareRate(port, () => send({ count: messages, qos }))));
    ours.push(await withBroker((port, send) => engineRate(port, () => send({ count: messages, qos }))));
  }
  const [value, other] = [median(ours.slice(1)), median(bare.slice(1))];
  const metric = `messages per second, QoS ${qos}`;
  report({
    bench: 'ingest',
    metric,
    value: Math.round(value),
    unit: '1/s',
    against: 'bare mqtt.js',
    ratio: Number((value / other).toFixed(3)),
  });
}
await engine.ask('shutdown');
engine.dispose();

/** Messages per second that bare mqtt.js counts. */
async function bareRate(port: number, send: () => void): Promise<number> {
  const client = new MqttClient(() => dial({ port, host: '127.0.0.1', noDelay: true }), {
    clientId: 'd:bench:counter:1',
    username: 'use-token-auth',
    password: 'token',
    protocolVersion: 4,
    reconnectPeriod: 0,
    queueQoSZero: false,
    timerVariant: 'native',
    log: () => undefined,
  });
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  try {
    return await new Promise((resolve) => {
      let count = 0;
      const begin = performance.now();
      client.on('message', () => {
        if (++count === messages) resolve(rateSince(begin));
      });
      send();
    });
  } finally {
    client.end(true);
  }
}

function startEngine(): Engine {
  const nothing = (): void => undefined;
  return startEngineThread(program, {
    hear: {
      examined: nothing,
      sessions: nothing,
      store: nothing,
      schemas: nothing,
      exported: nothing,
      platformLost: nothing,
      grew: nothing,
    },
  });
}

/** Messages per second that the engine receives, judges and stores. */
async function engineRate(port: number, send: () => void): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'wiotp-ingest-'));
  try {
    await engine.ask('openStore', folder);
    const settings = testSettings(port, { id: 'bench', identity: { sender: 'device', org: 'bench', typeId: 'counter', deviceId: '1' } });
    await engine.ask('connect', settings, { token: 'token' });
    const before = (await engine.ask('extent')).end;
    const begin = performance.now();
    send();
    const rate = await stored(before + messages, begin);
    await check(before + messages);
    await engine.ask('disconnect', settings.id);
    return rate;
  } finally {
    await engine.ask('openStore', undefined);
    rmSync(folder, { recursive: true });
  }
}

/** Waits until the log ends with this number. */
async function stored(end: number, begin: number): Promise<number> {
  for (;;) {
    if ((await engine.ask('extent')).end >= end) return rateSince(begin);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** None may be lost, and the last one must be there to be read, with its verdict. */
async function check(end: number): Promise<void> {
  const extent = await engine.ask('extent');
  const [last] = await engine.ask('rows', end - 1, 1);
  if (extent.end !== end || last?.kind === undefined || last.problems !== 0)
    throw new Error(`The log is wrong: ${JSON.stringify({ extent, last })}`);
}

function rateSince(begin: number): number {
  return messages / ((performance.now() - begin) / 1000);
}
