import type { Clock } from '../../rpc/node/clock.ts';
import { mostOf } from '../../wiotp/limitTable.ts';
import type { PlatformWishes } from '../platformWishes.ts';

const perSecond = mostOf('quickstartMessageRate', 'quickstart');
const gapMs = 1000 / perSecond;

/** A message that comes this much early is still on time: a device that sends once a second is never exact. */
const toleranceMs = 250;

/** Decides which messages of one Quickstart device get lost: what is over one a second may be [D-mqtt]. */
export class DropRule {
  readonly #when: PlatformWishes['quickstartDrops'];
  readonly #clock: Clock;
  #due = 0;
  #over = 0;

  constructor(when: PlatformWishes['quickstartDrops'], clock: Clock) {
    this.#when = when;
    this.#clock = clock;
  }

  /** Counts one message. @returns why it gets lost, as full sentences; `undefined` when it does not. */
  take(): string | undefined {
    const now = this.#clock.now();
    // So far ahead it is only when the computer's clock was set back.
    if (this.#due > now + 2 * gapMs) this.#due = now;
    if (now >= this.#due - toleranceMs) {
      this.#due = Math.max(this.#due, now) + gapMs;
      return undefined;
    }
    this.#over++;
    if (this.#when === 'never' || (this.#when === 'sometimes' && this.#over % 2 === 0)) return undefined;
    return `Quickstart drops messages of a device over ${perSecond} a second. Send less often, or use a registered device.`;
  }
}
