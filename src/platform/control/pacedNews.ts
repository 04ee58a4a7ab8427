import { Pace } from '../../rpc/pace.ts';

/** News of one sort is told at most this often. */
const everyMs = 100;

/** News waits while the reader leaves this much unread: it gets the latest when it has caught up. */
const maxUnreadBytes = 4 * 1024 * 1024;

/** Tells one reader what is new, not more often than it can be looked at and not faster than it reads. */
export class PacedNews {
  readonly #pace: Pace;

  /** `tell` tells all that is new since it was called last; `unread` are the bytes that the reader has not taken yet. */
  constructor(unread: () => number, tell: () => void) {
    this.#pace = new Pace(() => {
      if (unread() > maxUnreadBytes) this.#pace.poke();
      else tell();
    }, everyMs);
  }

  /** There is something new. */
  poke(): void {
    this.#pace.poke();
  }

  /** Tells nothing any more. */
  dispose(): void {
    this.#pace.dispose();
  }
}
