import { isRefusal, refusalText } from '../wiotp/refusal.ts';

/** How long the view says what it did, in milliseconds. */
const doneShownMs = 2_000;

/** The last thing that failed. */
export interface Failure {
  /** What failed and why, as text for people. */
  readonly text: string;
  /** Tries the same again, where the reader cannot do that with the button of before. */
  readonly retry: (() => void) | undefined;
}

/** What the view has to say about the reader's acts and its own calls: the last failure, and what was done just now. */
export class Reports {
  readonly #changed: () => void;
  #failure: (Failure & { readonly what: string }) | undefined;
  #done = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** What was done a moment ago; otherwise empty. */
  get done(): string {
    return this.#done;
  }

  /** Something failed; `what` says what, as the beginning of a sentence. */
  failed(what: string, error: unknown, retry?: () => void): void {
    const why = isRefusal(error) ? refusalText(error) : error instanceof Error ? error.message : String(error);
    this.#failure = { what, text: `${what}. ${why}`, retry };
    this.#changed();
  }

  /** The same thing works now. */
  worked(what: string): void {
    if (this.#failure?.what === what) this.dismiss();
  }

  dismiss(): void {
    this.#failure = undefined;
    this.#changed();
  }

  /** Says for a moment what was done. */
  did(what: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(''), doneShownMs);
    this.#say(what);
  }

  #say(what: string): void {
    this.#done = what;
    this.#changed();
  }
}
