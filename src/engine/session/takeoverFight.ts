/** How many losses make a pattern. */
const enough = 3;
/** Within which time they have to happen, in milliseconds. */
const withinMs = 5 * 60_000;
/** A connection that lasted longer was no part of a fight, in milliseconds. */
const shortMs = 60_000;

/**
 * Recognises two clients that share a client ID and push each other out by turns: our connection is accepted, is closed a little later
 * in good order and without a reason, is accepted again at once, and so on [D-app, D-conn]. A single loss of the kind is normal.
 */
export class TakeoverFight {
  readonly #losses: number[] = [];

  /**
   * An accepted connection was closed by the other side without a visible reason. Gives the time of each such loss, in milliseconds since
   * the epoch, when they make a pattern.
   */
  lost(openedAt: number, now: number): readonly number[] | undefined {
    if (now - openedAt >= shortMs) {
      this.reset();
      return undefined;
    }
    this.#losses.push(now);
    while ((this.#losses[0] ?? now) <= now - withinMs) this.#losses.shift();
    return this.#losses.length < enough ? undefined : [...this.#losses];
  }

  /** The pattern is broken: an attempt was not accepted, or there was a reason for a loss. */
  reset(): void {
    this.#losses.length = 0;
  }
}

/** The explanation of a fight, with the time of each loss as this computer’s clock shows it. */
export function fightText(clientId: string, losses: readonly number[]): string {
  const times = losses.map(clockTime);
  const list = `${times.slice(0, -1).join(', ')} and ${times.at(-1)}`;
  return (
    `The connection was accepted and lost again ${losses.length} times, at ${list}, each time without a reason. ` +
    `Most likely another client uses the client ID ${clientId} as well, and the two push each other out; there is no further attempt. ` +
    'Find the other client and stop it, or connect with another client ID, as an application for example.'
  );
}

/** `14:03:59`, where this computer is. */
export function clockTime(time: number): string {
  return new Date(time).toTimeString().slice(0, 8);
}
