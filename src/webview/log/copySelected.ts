import type { Reports } from '../reports.ts';
import { count, countOf } from '../text/figures.ts';
import type { DetailPane } from './detailPane.tsx';
import type { HostActs } from './hostActs.ts';
import type { TrafficList } from './list/trafficList.ts';

/** What {@link copySelected} needs. */
export interface CopyParts {
  readonly list: TrafficList;
  readonly detail: DetailPane;
  readonly acts: HostActs;
  readonly reports: Reports;
}

/** Copies the payload of the selected row, or a range of rows as they stand in the list. */
export async function copySelected({ list, detail, acts, reports }: CopyParts): Promise<void> {
  const { range } = list;
  if (range === undefined) return detail.copyPayload(list.selected);
  try {
    const { text, rows, left } = await list.reader.text(range, (row, before) => list.lineOf(row, before));
    if (rows === 0) return reports.did('No row of the selected ones is shown');
    acts.copy(text, left === 0 ? countOf(rows, 'row') : `The first ${count(rows)} of ${countOf(rows + left, 'row')}`);
  } catch (error) {
    reports.failed('The rows could not be copied', error);
  }
}
