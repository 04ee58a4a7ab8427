import type { Refusal } from '../../wiotp/refusal.ts';
import type { Attempts } from '../clients/attempts.ts';
import type { Journal } from '../journal.ts';
import type { Link } from '../ports/link.ts';
import { statusOf } from './http/errorAnswer.ts';

/**
 * The statuses of calls that are part of the traffic when they are refused, because whoever calls does not get in, with the
 * close code that says the same in messaging; a wrong media type has none.
 */
const told: ReadonlyMap<number, { readonly code?: number }> = new Map([
  [401, { code: 180 }],
  [403, { code: 180 }],
  [415, {}],
  [503, { code: 167 }],
]);

/** Who is told. */
export interface RefusalReaders {
  readonly journal: Journal;
  readonly attempts: Attempts;
}

/** Tells of a call that was not let in. `clientId` is empty when nobody knows who called. */
export function tellRefused({ journal, attempts }: RefusalReaders, clientId: string, link: Link, why: Refusal): void {
  const status = statusOf(why);
  const code = told.get(status);
  if (code === undefined) return;
  const { message, advice } = why;
  const reason = `HTTP ${status}: ${message}`;
  attempts.refused(link, clientId, why);
  journal.event({ clientId, connection: link.id }, { kind: 'connection.refused', peer: link.peer, ...code, status, reason, advice });
}
