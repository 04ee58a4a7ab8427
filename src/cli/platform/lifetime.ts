import { Listeners } from '../../platform/listeners.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { Linger } from './linger.ts';

/** How long a platform lives on when nobody steers it. */
export interface LifetimeWish {
  /** Absent for a platform that only a signal ends. */
  readonly lingerSeconds?: number;
  readonly keepRunning: boolean;
}

/** When the platform ends: when it is told to, or some time after its last window went. */
export class Lifetime {
  /** Resolves when the platform shall end. */
  readonly ended: Promise<void>;
  readonly end: () => void;
  readonly #linger: Linger | undefined;
  readonly #changed = new Listeners<[]>();

  constructor({ lingerSeconds, keepRunning }: LifetimeWish, clock: Clock) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.end = resolve;
    this.#linger = lingerSeconds === undefined ? undefined : new Linger(lingerSeconds, keepRunning, clock, resolve);
  }

  /** Whether it runs on without windows. */
  get keepRunning(): boolean {
    return this.#linger?.keepRunning ?? true;
  }

  /** Decides that anew. @throws Refusal when it was started in a terminal, which decides. */
  readonly setKeepRunning = (keepRunning: boolean): void => {
    if (this.#linger === undefined) {
      throw new Refusal('This platform was started with wiotp platform and runs until that command ends.', {
        rule: 'who started a platform decides when it ends',
        advice: 'End it with Ctrl+C there, or stop the platform here.',
      });
    }
    this.#linger.setKeepRunning(keepRunning);
    this.#changed.tell();
  };

  /** Calls `changed` whenever that was decided anew; the result stops that. */
  readonly follow = (changed: () => void): (() => void) => this.#changed.add(changed);

  /** Says how many windows there are now. */
  count(windows: number): void {
    this.#linger?.count(windows);
  }

  dispose(): void {
    this.#linger?.dispose();
  }
}
