import { readPlotLines, type PlotLine } from '../../rpc/log/plotContract.ts';
import type { LogName } from '../../rpc/log/logCalls.ts';

/** How much of the time before now a plot shows, in milliseconds; all of it without one. */
export const spans = [
  { name: '1 min', ms: 60_000 },
  { name: '5 min', ms: 300_000 },
  { name: '1 h', ms: 3_600_000 },
  { name: 'All', ms: undefined },
] as const;

/** One of {@link spans}. */
export type Span = (typeof spans)[number];

/** What a plot keeps over being hidden, and over a reload of the window. */
export interface KeptPlot {
  readonly log: LogName;
  readonly lines: readonly PlotLine[];
  readonly span: Span['name'];
}

/** What was kept; `undefined` where nothing was, or what another version kept. */
export function readKept(kept: unknown): { readonly lines: readonly PlotLine[]; readonly span: Span } | undefined {
  if (typeof kept !== 'object' || kept === null || !('lines' in kept)) return undefined;
  const name = 'span' in kept ? kept.span : undefined;
  return { lines: readPlotLines(kept.lines), span: spans.find((span) => span.name === name) ?? spans[1] };
}
