import type { Listener, Server } from '../../rpc/contract.ts';
import { systemClock } from '../../rpc/node/clock.ts';
import { openStore } from '../store/openStore.ts';
import { TrafficArchive } from '../store/trafficArchive.ts';
import { LintBench } from './lintBench.ts';
import type { LogThreadCalls, LogThreadNews } from './logThreadContract.ts';
import { TrafficLog } from './trafficLog.ts';

/** What the log's thread answers. A log that nobody opened is one in memory. */
export function logServer(news: Listener<LogThreadNews>): Server<LogThreadCalls> {
  const bench = new LintBench(news.schemas);
  let current: TrafficLog | undefined;

  const open = (folder: string | undefined) => {
    current?.close();
    const { state, ...opened } = openStore(folder);
    const archive = new TrafficArchive({ ...opened, state }, { clock: systemClock, moved: news.store });
    current = new TrafficLog(archive, { bench, grew: news.grew });
    return { log: current, state };
  };
  const log = (): TrafficLog => current ?? open(undefined).log;

  return {
    openStore: (folder) => open(folder).state,
    take: (batch, lost) => log().take(batch, lost),
    configureLint: (configuration) => bench.configure(configuration),
    extent: () => log().extent,
    rows: (from, count) => log().rows(from, count),
    message: (seq) => log().message(seq),
    clear: () => log().clear(),
    close: () => {
      bench.dispose();
      current?.close();
    },
  };
}
