import type { AttemptRow } from '../../rpc/board/boardContract.ts';
import type { ConnectionAttempt } from '../../rpc/board/attempt.ts';

/** What an attempt came to, in plain words. Everything in it may come from the wire: show it through `visibleStart`. */
export interface AttemptText {
  readonly tone: 'news' | 'good' | 'bad';
  /** What happened, in a few words. */
  readonly title: string;
  /** Where it arrived. */
  readonly place: string;
  /** Why, as full sentences. */
  readonly reason?: string;
  /** What to do about it or what comes next, as full sentences. */
  readonly advice?: string;
}

/** Comments an attempt for somebody who waits for a board. */
export function attemptText({ attempt }: AttemptRow): AttemptText {
  const { stage, host, port, secure, reason, advice } = attempt;
  const told = { ...(reason === undefined ? {} : { reason }), ...(advice === undefined ? {} : { advice }) };
  const place = `at ${host.includes(':') ? `[${host}]` : host}:${port}, ${secure ? 'with TLS' : 'without TLS'}`;
  return { place, ...stages[stage](attempt), ...told };
}

/** What a screen reader is told when rows changed: the latest of them. */
export function spokenLatest(rows: readonly AttemptRow[]): string {
  const [first, ...others] = rows;
  if (first === undefined) return '';
  return spokenAttempt(others.reduce((latest, row) => (row.attempt.time > latest.attempt.time ? row : latest), first));
}

function spokenAttempt(row: AttemptRow): string {
  const { title, reason = '' } = attemptText(row);
  return reason === '' ? title : `${title}: ${reason}`;
}

type Comment = Pick<AttemptText, 'tone' | 'title' | 'advice'>;

const stages: Readonly<Record<ConnectionAttempt['stage'], (attempt: ConnectionAttempt) => Comment>> = {
  tcp: (attempt) => ({
    tone: 'news',
    title: `TCP from ${from(attempt)}`,
    advice: attempt.secure
      ? 'TLS has not begun yet. A client without TLS has to use the other port.'
      : 'Nothing that is understood has come yet. A client with TLS has to use the other port.',
  }),
  tls: (attempt) => ({ tone: 'news', title: `TLS from ${from(attempt)}`, advice: 'It trusts the certificate. Now CONNECT has to follow.' }),
  http: (attempt) => ({ tone: 'news', title: `HTTP from ${from(attempt)}` }),
  webSocket: (attempt) => ({ tone: 'news', title: `WebSocket from ${from(attempt)}`, advice: 'Now CONNECT has to follow.' }),
  accepted: (attempt) => ({
    tone: 'good',
    title: `${client(attempt)} is connected, from ${from(attempt)}`,
    advice: 'Next: let it publish an event and subscribe to commands. Everything it sends is in the traffic log, checked.',
  }),
  refused: (attempt) => ({ tone: 'bad', title: refusedTitle(attempt) }),
  closed: (attempt) => ({ tone: 'news', title: `${client(attempt)} disconnected${codeText(attempt)}, from ${from(attempt)}` }),
};

/** The close code of a TLS handshake that failed [D-app]. */
const tlsFailed = 163;

/** Codes from this one on are statuses of HTTP; close codes are lower. */
const firstHttpError = 400;

/** Codes up to this one stand in a CONNACK; others are close codes [PX-mqtt]. */
const lastConnackCode = 5;

function refusedTitle(attempt: ConnectionAttempt): string {
  const { clientId, code = 0 } = attempt;
  if (code >= firstHttpError)
    return `HTTP request${clientId === undefined ? '' : ` of ${clientId}`} refused (${code}), from ${from(attempt)}`;
  if (code === tlsFailed) return `TLS handshake with ${from(attempt)} failed`;
  const what = clientId === undefined ? (code <= lastConnackCode ? 'CONNECT' : 'Connection') : `CONNECT of ${clientId}`;
  return `${what} refused${codeText(attempt)}, from ${from(attempt)}`;
}

function client({ clientId }: ConnectionAttempt): string {
  return clientId ?? 'A client';
}

function codeText({ code }: ConnectionAttempt): string {
  return code === undefined ? '' : ` (${code})`;
}

/** The address without the port, which is another each time. */
function from({ peer }: ConnectionAttempt): string {
  return peer.replace(/:\d+$/, '');
}
