// A process that stands for the extension host: it runs the engine, fills its log with a million messages, opens it again,
// searches it, and measures itself. Started by ../log.ts with the log's folder; sends one figure after the other.
import { join } from 'node:path';
import { performance, monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import type { Caller } from '../../../src/rpc/caller.ts';
import type { EngineCalls, EngineNews } from '../../../src/rpc/engineContract.ts';
import type { LogNewsItem } from '../../../src/rpc/log/logCalls.ts';
import { startEngineThread } from '../../../src/rpc/node/engineThread.ts';
import { testSettings } from '../../support/engine/testSettings.ts';
import { projectPath } from '../../support/projectPaths.ts';
import { withBroker } from '../load/withBroker.ts';
import { median } from '../support/report.ts';

type Engine = Caller<EngineCalls, EngineNews>;

/** What this process tells. */
export interface HostFigure {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
}

const [, , folder = '', count = '1000000'] = process.argv;
const messages = Number(count);
const view = 'bench';
const pacedPerSecond = 20_000;
const pacedSeconds = 10;
const rounds = 5;
/** The log shall hold all of them. */
const retention = { megabytes: 10_000, days: 365 };

let latest: LogNewsItem | undefined;
let heard: () => void = () => undefined;

await withEngine(async (engine) => {
  await withBroker(async (port, send) => {
    const settings = testSettings(port, { id: 'bench', identity: { sender: 'device', org: 'bench', typeId: 'counter', deviceId: '1' } });
    await engine.ask('connect', settings, { token: 'token' });
    await engine.ask('openView', view, { log: 'live', filter: '' });
    const before = (await engine.ask('extent')).end;
    const begin = performance.now();
    send({ count: messages, qos: 0 });
    await news(({ extent }) => extent.end >= before + messages);
    tell('messages received, stored and queryable', messages / ((performance.now() - begin) / 1000), '1/s');
    const lost = before + messages - (await engine.ask('extent')).end;
    const wrong = addsUp(latest);
    tell('of them lost', lost, 'messages');
    tell('counters that do not add up', wrong, 'counters');
    if (lost !== 0 || wrong !== 0) process.exitCode = 1;

    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const pacedFrom = (await engine.ask('extent')).end;
    send({ count: pacedPerSecond * pacedSeconds, qos: 0, perSecond: pacedPerSecond });
    // A view that is shown pulls its rows whenever it is told that the log grew.
    const pull = async (): Promise<void> => void (await engine.ask('viewRows', view, (latest?.extent.end ?? 60) - 60, 60));
    await news(({ extent }) => {
      void pull();
      return extent.end >= pacedFrom + pacedPerSecond * pacedSeconds;
    });
    delay.disable();
    tell(`event-loop delay p99 while ${pacedPerSecond} messages a second come`, delay.percentile(99) / 1e6 - 5, 'ms');
  });
});

const opened: number[] = [];
const begun: number[] = [];
for (let round = 0; round < rounds; round++) {
  const start = performance.now();
  await withEngine(async (engine, openedAfter) => {
    const begin = performance.now();
    const { end } = await engine.ask('openView', view, { log: 'live', filter: '' });
    const { rows } = await engine.ask('viewRows', view, end - 60, 60);
    if (rows.length !== 60) throw new Error(`${rows.length} rows instead of 60`);
    opened.push(openedAfter + performance.now() - begin);
    begun.push(performance.now() - start);
  });
}
tell('open a log of a million messages until the last rows', median(opened), 'ms');
tell('the same with the engine’s start', median(begun), 'ms');

const empty = await memoryOf(join(folder, 'empty'), () => undefined);
const full = await memoryOf(folder, tell);
tell('memory added to the extension host, its own heap', full.heap, 'MB');
tell('memory added to the process by both threads of the engine, searches, and an empty log', empty.rss, 'MB');
tell('memory added to the process by the same with the million messages', full.rss, 'MB');

/** The megabytes that an engine adds which has searched a log. */
async function memoryOf(folder: string, tellTime: typeof tell): Promise<{ readonly heap: number; readonly rss: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage();
  let after = before;
  await withEngine(async (engine) => {
    const searches = { 'in one message of a thousand': '100087', 'in every message': 'running', 'in no message': 'zebra' };
    for (const [what, text] of Object.entries(searches)) tellTime(`text filter, ${what}`, await search(engine, text), 'ms');
    tellTime('filter by kind, client and size', await search(engine, 'kind:device.event client:counter size:>100'), 'ms');
    globalThis.gc?.();
    after = process.memoryUsage();
  }, folder);
  return { heap: (after.heapUsed - before.heapUsed) / 2 ** 20, rss: (after.rss - before.rss) / 2 ** 20 };
}

/** The milliseconds until a view has looked at all messages, the median of some. */
async function search(engine: Engine, filter: string): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round++) {
    latest = undefined;
    const begin = performance.now();
    const extent = await engine.ask('openView', view, { log: 'live', filter });
    if (extent.searched !== undefined) await news(({ views }) => views[view] !== undefined && views[view].searched === undefined);
    took.push(performance.now() - begin);
    await engine.ask('closeView', view);
  }
  return median(took);
}

/** Runs an engine on a log; `openedAfter` is how long it took to open that. */
async function withEngine(run: (engine: Engine, openedAfter: number) => Promise<void>, log = folder): Promise<void> {
  const ignore = (): void => undefined;
  const hear = { examined: ignore, sessions: ignore, store: ignore, schemas: ignore, exported: ignore, platformLost: ignore };
  const engine = startEngineThread(projectPath('dist', 'engine.js'), {
    hear: { ...hear, grew: (_, item) => takeNews(item) },
    unhurried: ['openStore', 'openView', 'shutdown'],
  });
  try {
    // The thread is there before the watch starts.
    await engine.ask('stopExamination', '');
    const begin = performance.now();
    const { file } = await engine.ask('openStore', log);
    if (file === undefined) throw new Error('The log is not in a file');
    const openedAfter = performance.now() - begin;
    await engine.ask('setRetention', retention);
    await run(engine, openedAfter);
  } finally {
    await engine.ask('shutdown');
    engine.dispose();
  }
}

function takeNews(item: LogNewsItem): void {
  latest = item;
  heard();
}

/** Waits for news that say so. */
async function news(isSo: (item: LogNewsItem) => boolean): Promise<void> {
  const isThere = (): boolean => latest !== undefined && isSo(latest);
  while (!isThere()) await new Promise<void>((resolve) => (heard = resolve));
}

/** How many sources have counters that do not add up. */
function addsUp(item: LogNewsItem | undefined): number {
  return Object.values(item?.counters ?? {}).filter(({ arrived, received, sent, events, lost, stored, repeated, kinds }) => {
    const ofKinds = Object.values(kinds).reduce((sum, each) => sum + each, 0);
    return arrived !== received + sent + events + lost || arrived !== stored + repeated + lost || ofKinds !== arrived - lost;
  }).length;
}

function tell(metric: string, value: number, unit: string): void {
  process.send?.({ metric, value, unit } satisfies HostFigure);
}
