// A process that stands for the extension host: it runs the engine, fills its log with a million messages, opens it again,
// searches it, and measures itself. Started by ../log.ts with the log's folder; sends one figure after the other.
import { performance, monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import type { LogNewsItem } from '../../../src/rpc/log/logCalls.ts';
import { testSettings } from '../../support/engine/testSettings.ts';
import { withBroker } from '../load/withBroker.ts';
import { median } from '../support/report.ts';
import { search, searches } from './searches.ts';
import { withEngine } from './withEngine.ts';

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

await withEngine(folder, async ({ engine, news }) => {
  await withBroker(async (port, send) => {
    const settings = testSettings(port, { id: 'bench', identity: { sender: 'device', org: 'bench', typeId: 'counter', deviceId: '1' } });
    await engine.ask('connect', settings, { token: 'token' });
    await engine.ask('openView', view, { log: 'live', filter: '' });
    const before = (await engine.ask('extent')).end;
    const begin = performance.now();
    send({ count: messages, qos: 0 });
    const full = await news(({ extent }) => extent.end >= before + messages);
    tell('messages received, stored and queryable', messages / ((performance.now() - begin) / 1000), '1/s');
    const lost = before + messages - (await engine.ask('extent')).end;
    const wrong = addsUp(full);
    tell('of them lost', lost, 'messages');
    tell('counters that do not add up', wrong, 'counters');
    if (lost !== 0 || wrong !== 0) process.exitCode = 1;

    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const pacedFrom = (await engine.ask('extent')).end;
    send({ count: pacedPerSecond * pacedSeconds, qos: 0, perSecond: pacedPerSecond });
    await news(({ extent: { end } }) => {
      // A view that is shown pulls its rows whenever it is told that the log grew.
      void engine.ask('viewRows', view, end - 60, 60);
      return end >= pacedFrom + pacedPerSecond * pacedSeconds;
    });
    delay.disable();
    tell(`event-loop delay p99 while ${pacedPerSecond} messages a second come`, delay.percentile(99) / 1e6 - 5, 'ms');
  });
});

const opened: number[] = [];
const begun: number[] = [];
for (let round = 0; round < rounds; round++) {
  const start = performance.now();
  await withEngine(folder, async ({ engine, openedAfter }) => {
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

await withEngine(folder, async (running) => {
  for (const [what, filter] of Object.entries(searches)) tell(what, await search(running, filter), 'ms');
});

/** How many sources have counters that do not add up. */
function addsUp(item: LogNewsItem): number {
  return Object.values(item.counters).filter(({ arrived, received, sent, events, lost, stored, repeated, kinds }) => {
    const ofKinds = Object.values(kinds).reduce((sum, each) => sum + each, 0);
    return arrived !== received + sent + events + lost || arrived !== stored + repeated + lost || ofKinds !== arrived - lost;
  }).length;
}

function tell(metric: string, value: number, unit: string): void {
  process.send?.({ metric, value, unit } satisfies HostFigure);
}
