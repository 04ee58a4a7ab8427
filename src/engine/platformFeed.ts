import { Caller } from '../rpc/caller.ts';
import type { PlatformCalls, PlatformNews } from '../rpc/platformContract.ts';
import type { TrafficRecord } from '../rpc/log/traffic.ts';
import type { PausableWire } from '../rpc/wire.ts';
import { isTrafficRecord } from './isTrafficRecord.ts';
import type { OwnConnections } from './ownConnections.ts';

/** Where the platform's traffic goes. */
export interface FeedOptions {
  readonly own: OwnConnections;
  /** Takes every record that is not about a session of ours. */
  readonly take: (record: TrafficRecord) => void;
  /** Calls `run` as soon as more can be taken, usually at once. Until then the platform is not read, and slows its clients. */
  readonly whenReady: (run: () => void) => void;
  /** Counts records that the platform had to drop. */
  readonly lost: (count: number) => void;
  /** Nothing arrives any more although nobody disposed the feed. */
  readonly ended: (why: Error) => void;
}

/** The embedded platform's traffic on its way into the log. */
export class PlatformFeed {
  readonly #wire: PausableWire;
  readonly #options: FeedOptions;
  readonly #caller: Caller<PlatformCalls, PlatformNews>;
  /** Records that came before it was known which clients are ours. */
  #early: TrafficRecord[] = [];
  #isBegun = false;

  /** Takes over a wire on which the key was shown. */
  constructor(wire: PausableWire, options: FeedOptions) {
    this.#wire = wire;
    this.#options = options;
    this.#caller = new Caller<PlatformCalls, PlatformNews>(wire, {
      name: 'the platform',
      hear: {
        ...nothingElse,
        info: (info) => this.#options.own.listensAt(info),
        traffic: (records, dropped) => this.#hear(records, dropped),
      },
      ended: (why) => this.#ended(why),
    });
  }

  /**
   * Begins to take traffic.
   * @throws Error when the platform does not answer; the feed is over then.
   */
  async start(): Promise<void> {
    this.#caller.start();
    try {
      await this.#caller.ask('watchTraffic');
      const [info, devices, applications] = await Promise.all([
        this.#caller.ask('describe'),
        this.#caller.ask('devices'),
        this.#caller.ask('applications'),
      ]);
      this.#options.own.begin(info, { devices, applications });
    } catch (error) {
      this.#caller.dispose();
      throw error;
    }
    this.#isBegun = true;
    const early = this.#early;
    this.#early = [];
    for (const record of early) this.#take(record);
  }

  dispose(): void {
    this.#options.own.end();
    this.#caller.dispose();
  }

  #hear(records: readonly TrafficRecord[], dropped: number): void {
    // The wire ends with the error when this throws.
    if (!records.every(isTrafficRecord)) throw new Error('The platform sent something that is no traffic record');
    if (dropped > 0) this.#options.lost(dropped);
    if (!this.#isBegun) this.#early.push(...records);
    else {
      for (const record of records) this.#take(record);
      this.#keepPace();
    }
  }

  #keepPace(): void {
    let isReady = false;
    this.#options.whenReady(() => {
      isReady = true;
      this.#wire.resume();
    });
    if (!isReady) this.#wire.pause();
  }

  #take(record: TrafficRecord): void {
    if (!this.#options.own.has(record)) this.#options.take(record);
  }

  #ended(why: Error): void {
    this.#options.own.end();
    // A feed that ends before it has begun fails its start.
    if (this.#isBegun) this.#options.ended(why);
  }
}

const unheard = (): void => undefined;

/** News that concern the trees of the workbench, and not the log. */
const nothingElse = { devices: unheard, applications: unheard, images: unheard, attempts: unheard, ending: unheard };
