import type { Refusal } from '../../wiotp/refusal.ts';

/** This often the same answer is no accident. */
const enough = 3;

/**
 * Notices that connections end again and again right after the same packet of ours, which connecting once more
 * would only repeat.
 */
export class RepeatedLoss {
  #packet: string | undefined;
  #times = 0;

  /** Takes the end of a connection. Tells whether it is time to give up. */
  lost(after: string | undefined): boolean {
    this.#times = after !== undefined && after === this.#packet ? this.#times + 1 : 1;
    this.#packet = after;
    return after !== undefined && this.#times >= enough;
  }

  reset(): void {
    this.#packet = undefined;
    this.#times = 0;
  }
}

const answered = new WeakMap<Refusal, string>();

/** The same refusal, known as the answer to this packet of ours, after which the connection was given up. */
export function answerTo(packet: string, refusal: Refusal): Refusal {
  answered.set(refusal, packet);
  return refusal;
}

/** The packet that a refusal is the answer to, where that is known. */
export function answeredPacket(refusal: Refusal): string | undefined {
  return answered.get(refusal);
}
