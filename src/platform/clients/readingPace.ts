import type { TrafficNote } from '../../rpc/log/traffic.ts';
import { rateText } from '../quota/quotas.ts';
import type { RateMeter } from '../quota/rateMeter.ts';

/** For how long a client is not read that has too many messages of QoS 2 unreleased. It could not release them if it were not read at all. */
const unreleasedRestMs = 100;

/** Slows the reading of one client that sends more than it may; nothing is lost [BLOG-rate, D-quota]. */
export class ReadingPace {
  readonly #own: RateMeter | undefined;
  readonly #maxUnreleased: number;
  readonly #rest: (ms: number) => void;
  readonly #unreleased = new Set<number>();
  #slow = false;

  /** `rest` is called with the milliseconds for which the client shall not be read. Without a meter of its own it has no rate. */
  constructor(own: RateMeter | undefined, maxUnreleased: number, rest: (ms: number) => void) {
    this.#own = own;
    this.#maxUnreleased = maxUnreleased;
    this.#rest = rest;
  }

  /** Counts a message, and for a command also against the rate of its device. @returns a note when the slowing begins with it. */
  message(bytes: number, commands: RateMeter | undefined): TrafficNote | undefined {
    const own = this.#own;
    if (own === undefined) return undefined;
    const [ownWait, commandWait] = [own.take(bytes), commands?.take(bytes) ?? 0];
    const wait = Math.max(ownWait, commandWait);
    const begins = wait > 0 && !this.#slow;
    this.#slow = wait > 0;
    if (wait > 0) this.#rest(wait);
    if (!begins) return undefined;
    const exceeded =
      commands !== undefined && commandWait > ownWait
        ? `Commands to one device may be ${rateText(commands.rate)}`
        : `This client may send ${rateText(own.rate)}`;
    return { what: 'slowed', reason: `${exceeded}. From here on it is read more slowly, until it keeps to that; nothing is lost.` };
  }

  /** A message of QoS 2 was taken. */
  unreleased(packetId: number): void {
    this.#unreleased.add(packetId);
    if (this.#unreleased.size > this.#maxUnreleased) this.#rest(unreleasedRestMs);
  }

  /** The client released a message of QoS 2. */
  released(packetId: number): void {
    this.#unreleased.delete(packetId);
  }
}
