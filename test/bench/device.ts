// Being a device: how fast a session publishes with QoS 1, acknowledged, through the engine's calls, against bare mqtt.js that
// publishes the same to the same platform; and how long a published message takes until its row is on the screen of the real
// workbench. `--messages N` per round, `--rounds N`, `--rows N` on the screen; `--no-screen` leaves the workbench out.
import { connect as dial } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MqttClient } from 'mqtt';
import { startEngineThread } from '../../src/rpc/node/engineThread.ts';
import { projectPath } from '../support/projectPaths.ts';
import { testSettings } from '../support/engine/testSettings.ts';
import { startPlatform } from './load/brokers.ts';
import { publishToRow } from './screen/publishToRow.ts';
import { median, report } from './support/report.ts';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '50000' },
    rounds: { type: 'string', default: '5' },
    rows: { type: 'string', default: '300' },
    'no-screen': { type: 'boolean', default: false },
  },
});
const messages = Number(values.messages);
const rounds = Number(values.rounds);

/** So many messages wait for their acknowledgement at a time. */
const inFlight = 100;

const topic = 'iot-2/evt/status/fmt/json';
const payload = Buffer.from(JSON.stringify({ temperature: 21.4, text: 'x'.repeat(166) }));
const token = 'bench-token';

await throughput();
if (!values['no-screen']) {
  const times = (await publishToRow(Number(values.rows))).toSorted((a, b) => a - b);
  const at = (part: number): number => times[Math.floor(times.length * part)] ?? Number.NaN;
  report({ bench: 'device', metric: 'publish to row on screen, median', value: at(0.5), unit: 'ms' });
  report({ bench: 'device', metric: 'publish to row on screen, p95', value: at(0.95), unit: 'ms' });
}

async function throughput(): Promise<void> {
  const broker = await startPlatform(1, false);
  try {
    // The first round warms up; rounds alternate, so that a machine that slows down slows both.
    const bare: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      bare.push(await bareRate(broker.address.port, broker.address.org));
      ours.push(await engineRate(broker.address.port, broker.address.org));
    }
    const [value, other] = [median(ours.slice(1)), median(bare.slice(1))];
    const ratio = Number((value / other).toFixed(3));
    report({
      bench: 'device',
      metric: 'messages published per second, QoS 1',
      value: Math.round(value),
      unit: '1/s',
      against: 'bare mqtt.js',
      ratio,
    });
  } finally {
    await broker.stop();
  }
}

async function bareRate(port: number, org: string): Promise<number> {
  const client = new MqttClient(() => dial({ port, host: '127.0.0.1', noDelay: true }), {
    clientId: `d:${org}:bench:d0`,
    username: 'use-token-auth',
    password: token,
    protocolVersion: 4,
    reconnectPeriod: 0,
    queueQoSZero: false,
    timerVariant: 'native',
    log: () => undefined,
  });
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  try {
    return await rateOf(async () => void (await client.publishAsync(topic, payload, { qos: 1 })));
  } finally {
    client.end(true);
  }
}

async function engineRate(port: number, org: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'wiotp-device-'));
  const nothing = (): void => undefined;
  const engine = startEngineThread(projectPath('dist', 'engine.js'), {
    hear: {
      examined: nothing,
      sessions: nothing,
      store: nothing,
      schemas: nothing,
      exported: () => undefined,
      platformLost: nothing,
      grew: nothing,
    },
  });
  try {
    await engine.ask('openStore', folder);
    const identity = { sender: 'device', org, typeId: 'bench', deviceId: 'd0' } as const;
    await engine.ask('connect', testSettings(port, { id: 'bench', identity }), { token });
    return await rateOf(async () => void (await engine.ask('publish', 'bench', { topic, payload, qos: 1, retain: false })));
  } finally {
    await engine.ask('shutdown');
    rmSync(folder, { recursive: true });
  }
}

/** Messages per second, with so many under way at a time. */
async function rateOf(publish: () => Promise<void>): Promise<number> {
  let left = messages;
  const publisher = async (): Promise<void> => {
    while (left-- > 0) await publish();
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: inFlight }, publisher));
  return messages / ((performance.now() - begin) / 1000);
}
