import type { LogCounters, SourceCounters } from '../../../rpc/log/logCalls.ts';
import type { SeenAt } from '../../../rpc/log/traffic.ts';
import type { Direction } from '../../../wiotp/message.ts';
import type { Lost } from '../thread/recordBatch.ts';

/** Counts what arrives, by source and kind. */
export class ArrivalCounters {
  readonly #sources: Readonly<Record<SeenAt, SourceCount>> = { session: new SourceCount(), platform: new SourceCount() };

  message(at: SeenAt, direction: Direction, kind: string): void {
    const source = this.#sources[at];
    // What goes up is sent by a session's client, and received by the platform.
    if ((direction === 'up') === (at === 'platform')) source.received++;
    else source.sent++;
    source.count(kind);
  }

  /** A connection event, or a marker. */
  event(at: SeenAt, kind: string): void {
    this.#sources[at].events++;
    this.#sources[at].count(kind);
  }

  lost(lost: Lost): void {
    this.#sources.session.lost += lost.session;
    this.#sources.platform.lost += lost.platform;
  }

  /** Everything counted, with the rows of each source that are no longer in the log although nobody deleted them. */
  with(dropped: Readonly<Record<SeenAt, number>>): LogCounters {
    return { session: this.#sources.session.total(dropped.session), platform: this.#sources.platform.total(dropped.platform) };
  }
}

class SourceCount {
  received = 0;
  sent = 0;
  events = 0;
  lost = 0;
  readonly #kinds = new Map<string, number>();

  count(kind: string): void {
    this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1);
  }

  total(dropped: number): SourceCounters {
    const { received, sent, events, lost } = this;
    const arrived = received + sent + events + lost;
    const notKept = lost + dropped;
    return { arrived, received, sent, events, lost, stored: arrived - notKept, notKept, kinds: Object.fromEntries(this.#kinds) };
  }
}
