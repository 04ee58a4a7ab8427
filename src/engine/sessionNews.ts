import type { SessionState } from '../rpc/session/sessionState.ts';
import type { Clock } from '../rpc/node/clock.ts';
import { Pace } from '../rpc/pace.ts';

/** How often the host hears of what changes while sessions come and go as before, in milliseconds. */
const paceMs = 100;

/**
 * Tells the states of the sessions: at once when a session begins, ends or comes into another phase, and when nothing was told for
 * a tenth of a second; otherwise ten times a second, and the last state always.
 */
export class SessionNews {
  readonly #pace: Pace;
  #states: readonly SessionState[] = [];
  #phases = '';
  #isTold = true;

  constructor(tell: (states: readonly SessionState[]) => void, clock: Clock) {
    this.#pace = new Pace(
      () => {
        this.#isTold = true;
        tell(this.#states);
      },
      paceMs,
      clock,
    );
  }

  /** These are the states of all sessions now. */
  changed(states: readonly SessionState[]): void {
    this.#states = states;
    this.#isTold = false;
    const phases = JSON.stringify(states.map(({ id, phase, failed }) => [id, phase, failed]));
    if (phases !== this.#phases) this.#pace.dispose();
    this.#phases = phases;
    this.#pace.poke();
  }

  /** Tells what was not told yet, now. */
  flush(): void {
    if (this.#isTold) return;
    this.#pace.dispose();
    this.#pace.poke();
  }

  /** Nothing is told any more. */
  dispose(): void {
    this.#pace.dispose();
  }
}
