import { performance } from 'node:perf_hooks';
import type { Caller } from '../../../src/rpc/caller.ts';
import type { EngineCalls, EngineNews } from '../../../src/rpc/engineContract.ts';
import type { LogNewsItem } from '../../../src/rpc/log/logCalls.ts';
import { startEngineThread } from '../../../src/rpc/node/engineThread.ts';
import { projectPath } from '../../support/projectPaths.ts';

/** The log shall hold all of them. */
const retention = { megabytes: 10_000, days: 365 };

/** An engine with a log, as the extension host has one. */
export interface RunningEngine {
  readonly engine: Caller<EngineCalls, EngineNews>;
  /** How long it took to open the log, in milliseconds. */
  readonly openedAfter: number;
  /** Waits for news of the log that say so, the latest first, and returns them. */
  readonly news: (isSo: (item: LogNewsItem) => boolean) => Promise<LogNewsItem>;
  /** Forgets the latest news. */
  readonly forget: () => void;
}

/** Runs an engine on the log in a folder. */
export async function withEngine(folder: string, run: (running: RunningEngine) => Promise<void>): Promise<void> {
  let latest: LogNewsItem | undefined;
  let heard: () => void = () => undefined;
  const news = async (isSo: (item: LogNewsItem) => boolean): Promise<LogNewsItem> => {
    for (;;) {
      if (latest !== undefined && isSo(latest)) return latest;
      await new Promise<void>((resolve) => (heard = resolve));
    }
  };
  const grew = (_: unknown, item: LogNewsItem): void => {
    latest = item;
    heard();
  };
  const ignore = (): void => undefined;
  const hear = { examined: ignore, sessions: ignore, store: ignore, schemas: ignore, exported: ignore, platformLost: ignore, grew };
  const engine = startEngineThread(projectPath('dist', 'engine.js'), { hear, unhurried: ['openStore', 'openView', 'shutdown'] });
  try {
    // The thread is there before the watch starts.
    await engine.ask('stopExamination', '');
    const begin = performance.now();
    const { file } = await engine.ask('openStore', folder);
    if (file === undefined) throw new Error('The log is not in a file');
    const openedAfter = performance.now() - begin;
    await engine.ask('setRetention', retention);
    await run({ engine, openedAfter, news, forget: () => (latest = undefined) });
  } finally {
    await engine.ask('shutdown');
    engine.dispose();
  }
}
