import type { Retention } from '../../rpc/log/logCalls.ts';

/** How much traffic may be kept, and how much is unless the settings say, as the manifest has it. */
export const retentionBounds: Readonly<Record<keyof Retention, { readonly least: number; readonly most: number; readonly usual: number }>> =
  {
    megabytes: { least: 10, most: 100_000, usual: 200 },
    days: { least: 1, most: 3_650, usual: 7 },
  };
