import type { DetailFacts } from '../../filter/facts.ts';
import type { Severity } from '../../lint/problem.ts';
import type { ConnectionEvent, TrafficNote } from '../../rpc/log/traffic.ts';
import { eventText } from '../log/reading/eventText.ts';
import type { DetailColumns } from './detailTable.ts';
import type { Remark } from './storedMessage.ts';

/** What a filter may ask about a stored message besides what every message has. */
export function detailFacts(stored: DetailColumns): DetailFacts {
  const event = stored.event === null ? undefined : (JSON.parse(stored.event) as ConnectionEvent);
  const note = stored.note === null ? undefined : (JSON.parse(stored.note) as TrafficNote);
  const text = [stored.marker, event && eventText(event), note?.reason].filter((part) => typeof part === 'string').join(' ');
  const { severity } = verdictOf(stored);
  return {
    ...(stored.req_id === null ? {} : { reqId: stored.req_id }),
    ...(stored.rc === null ? {} : { rc: stored.rc }),
    ...(stored.partner_kind === null ? {} : { partnerKind: stored.partner_kind }),
    ...(stored.partner_ms === null ? {} : { answeredMs: stored.partner_ms }),
    ...(severity === undefined ? {} : { severity }),
    ...(text === '' ? {} : { text }),
    ...(stored.marker === null ? {} : { isMarker: true }),
    ...(note === undefined ? {} : { note: note.what }),
  };
}

/** What is wrong with a stored message, by itself and where it stands. */
export function verdictOf(stored: DetailColumns): { readonly severity: Severity | undefined; readonly problems: number } {
  const remarks = remarksOf(stored);
  const severities = new Set<string | null>([stored.severity, ...remarks.map(({ severity }) => severity)]);
  const severity = (['error', 'warning', 'hint'] as const).find((worst) => severities.has(worst));
  return { severity, problems: stored.problems + remarks.length };
}

/** What the order of messages says about a stored message. */
export function remarksOf({ remarks }: Pick<DetailColumns, 'remarks'>): readonly Remark[] {
  return remarks === null ? [] : (JSON.parse(remarks) as readonly Remark[]);
}
