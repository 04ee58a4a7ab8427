import type { TrafficRecord } from '../../../rpc/log/traffic.ts';

/** Something that happened to a client's connection. */
export interface ConnectionEntry {
  /** In milliseconds since the epoch. */
  readonly time: number;
  readonly message: string;
}

/** How many entries of one client are kept; the oldest go. */
const mostEntries = 100;

/** How many clients are remembered; whoever was silent longest goes. Refused ones may have any client ID. */
const mostClients = 2000;

/** What happened to connections of late, by client ID. */
export class ConnectionLog {
  readonly #byClient = new Map<string, ConnectionEntry[]>();

  /** Looks at one connection event. */
  take({ clientId, time, event }: TrafficRecord): void {
    const message = event === undefined ? undefined : textOf(event);
    if (message === undefined || clientId === '') return;
    const entries = this.#byClient.get(clientId) ?? [];
    entries.push({ time, message });
    if (entries.length > mostEntries) entries.shift();
    this.#byClient.delete(clientId);
    this.#byClient.set(clientId, entries);
    const [oldest] = this.#byClient.keys();
    if (this.#byClient.size > mostClients && oldest !== undefined) this.#byClient.delete(oldest);
  }

  /** The latest first. */
  of(clientId: string): readonly ConnectionEntry[] {
    return (this.#byClient.get(clientId) ?? []).toReversed();
  }
}

function textOf({ kind, peer = 'an unknown address', code, reason = '' }: NonNullable<TrafficRecord['event']>): string | undefined {
  switch (kind) {
    case 'connection.open':
      return `Connected from ${peer}.`;
    case 'connection.closed':
      return `Closed with code ${code ?? 0}: ${reason}`;
    case 'connection.refused':
      return `Refused${code === undefined ? '' : ` with code ${code}`}: ${reason}`;
    case 'connection.subscribed':
      return undefined;
  }
}
