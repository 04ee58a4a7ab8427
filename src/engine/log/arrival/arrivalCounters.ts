import type { LeftRows } from '../../store/leftRows.ts';
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

  /** What arrived became a row. */
  stored(at: SeenAt): void {
    this.#sources[at].stored++;
  }

  /** What arrived was counted in the row of an earlier one. */
  repeated(at: SeenAt): void {
    this.#sources[at].repeated++;
  }

  lost(lost: Lost): void {
    this.#sources.session.lost += lost.session;
    this.#sources.platform.lost += lost.platform;
  }

  /** Everything counted, with the rows of each source that left the log since. */
  with(left: LeftRows): LogCounters {
    const of = (at: SeenAt): SourceCounters => ({
      ...this.#sources[at].total(),
      pruned: left.pruned[at],
      cleared: left.cleared[at],
      dropped: left.dropped[at],
    });
    return { session: of('session'), platform: of('platform') };
  }
}

class SourceCount {
  received = 0;
  sent = 0;
  events = 0;
  lost = 0;
  stored = 0;
  repeated = 0;
  readonly #kinds = new Map<string, number>();

  count(kind: string): void {
    this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1);
  }

  total(): Omit<SourceCounters, keyof LeftRows> {
    const { received, sent, events, lost, stored, repeated } = this;
    const arrived = received + sent + events + lost;
    return { arrived, received, sent, events, lost, stored, repeated, kinds: Object.fromEntries(this.#kinds) };
  }
}
