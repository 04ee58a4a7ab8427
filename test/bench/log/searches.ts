import { performance } from 'node:perf_hooks';
import { median } from '../support/report.ts';
import type { RunningEngine } from './withEngine.ts';

const rounds = 5;
const view = 'search';

/** Filters, by what is measured with them. */
export const searches: Readonly<Record<string, string>> = {
  'text filter, in one message of a thousand': '100087',
  'text filter, in every message': 'running',
  'text filter, in no message': 'zebra',
  'filter by kind, client and size': 'kind:device.event client:counter size:>100',
};

/** The milliseconds until a view has looked at all messages, the median of some. */
export async function search({ engine, news, forget }: Omit<RunningEngine, 'openedAfter'>, filter: string): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round++) {
    forget();
    const begin = performance.now();
    const extent = await engine.ask('openView', view, { log: 'live', filter });
    if (extent.searched !== undefined) await news(({ views }) => views[view] !== undefined && views[view].searched === undefined);
    took.push(performance.now() - begin);
    await engine.ask('closeView', view);
  }
  return median(took);
}
