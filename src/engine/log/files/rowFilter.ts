import type { MessageFacts } from '../../../filter/facts.ts';
import { matches } from '../../../filter/matches.ts';
import { findKind } from '../../../wiotp/catalog.ts';
import { detailFacts } from '../../store/detailFacts.ts';
import { fromFlags } from '../../store/flags.ts';
import type { StoredColumns } from '../../store/storedColumns.ts';
import { filterPlan } from '../reading/filterPlan.ts';

/**
 * Decides which whole rows pass the text of a filter.
 * @throws Refusal for a text that cannot be understood.
 */
export function rowFilter(text: string, now: number): (row: StoredColumns) => boolean {
  if (text.trim() === '') return () => true;
  const plan = filterPlan(text, now);
  return (row) => matches(plan, factsOf(row), row.payload);
}

function factsOf(row: StoredColumns): MessageFacts {
  const kind = findKind(row.kind ?? '')?.name;
  const { time, size } = row;
  return {
    ...fromFlags(row.flags),
    origin: { clientId: row.client, topic: row.topic, ...(kind === undefined ? {} : { kind }) },
    time,
    size,
    details: detailFacts(row),
  };
}
