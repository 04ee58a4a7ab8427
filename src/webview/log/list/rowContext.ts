import type { LogPlace, PageRow, PendingRow } from '../../../rpc/log/logContract.ts';
import type { LogRow } from '../../../rpc/log/traffic.ts';
import { rowFlags } from './rowFlags.ts';

/**
 * What VS Code's own context menu of a row is told: the place and the page, which its commands are given; what decides which of them are offered,
 * as soon as the row is here; and of a request that waits for the reader's answer what names it.
 */
export function rowContext(place: LogPlace & Pick<PageRow, 'page'>, row: LogRow | undefined, pending: PendingRow | undefined): string {
  const flags = row === undefined ? {} : { ...rowFlags(row), waits: pending !== undefined };
  return JSON.stringify({ ...place, ...flags, ...pending, webviewSection: 'row', preventDefaultContextMenuItems: true });
}
