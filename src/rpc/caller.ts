import type { AnswerFrame, Args, Frame, Listener, Result } from './contract.ts';
import type { Wire } from './wire.ts';
import { fromWireError } from './wireError.ts';

/** How a {@link Caller} behaves. */
export interface CallerOptions<N> {
  /** The program at the other end, for error texts: `the engine`. */
  readonly name: string;
  readonly hear: Listener<N>;
  /** The other end is gone. Every open call has failed by then. */
  readonly ended?: (why: Error) => void;
  /** How long a call may take, in milliseconds; 30,000 unless told. */
  readonly timeoutMs?: number;
  /** Calls that may take any time: they wait for a person's decision, or for work that is as large as what it is done on. */
  readonly unhurried?: readonly string[];
}

interface OpenCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * The asking end of a wire: makes the calls of `C` and hears the news of `N`.
 * A call that fails there, takes too long, or whose program is gone, fails here with an error that says which.
 */
export class Caller<C extends object, N extends object> {
  readonly #wire: Wire;
  readonly #options: CallerOptions<N>;
  readonly #open = new Map<number, OpenCall>();
  // A view that is reloaded follows itself on one wire, and must not take an answer that was meant for the view before.
  #lastId = Math.floor(Math.random() * 2 ** 40);
  #gone: Error | undefined;

  constructor(wire: Wire, options: CallerOptions<N>) {
    this.#wire = wire;
    this.#options = options;
  }

  /** Opens the wire. */
  start(): void {
    this.#wire.open({ frame: (frame) => this.#take(frame as Frame), end: (why) => this.#end(why) });
  }

  /** Makes one call. */
  ask<K extends keyof C & string>(call: K, ...args: Args<C, K>): Promise<Result<C, K>> {
    return new Promise((resolve, reject) => {
      if (this.#gone !== undefined) {
        reject(this.#gone);
        return;
      }
      const id = ++this.#lastId;
      const timer = this.#options.unhurried?.includes(call) === true ? undefined : this.#limit(id, call, reject);
      this.#open.set(id, { resolve: resolve as (value: unknown) => void, reject, timer });
      this.#wire.send({ ask: call, id, args });
    });
  }

  /** Ends the wire; open calls fail. */
  dispose(): void {
    this.#fail(new Error(`${this.#options.name} was closed`));
    this.#wire.close();
  }

  #limit(id: number, call: string, reject: (error: Error) => void): ReturnType<typeof setTimeout> {
    const timeoutMs = this.#options.timeoutMs ?? 30_000;
    return setTimeout(() => {
      this.#open.delete(id);
      reject(new Error(`${this.#options.name} did not answer ${call} within ${timeoutMs / 1000} s`));
    }, timeoutMs);
  }

  #take(frame: Frame): void {
    if ('answer' in frame) this.#settle(frame);
    else if ('news' in frame && Object.hasOwn(this.#options.hear, frame.news)) {
      const listeners = this.#options.hear as Record<string, (...args: readonly unknown[]) => void>;
      listeners[frame.news]?.(...frame.args);
    }
  }

  #settle(answer: AnswerFrame): void {
    const call = this.#open.get(answer.answer);
    if (call === undefined) return;
    this.#open.delete(answer.answer);
    clearTimeout(call.timer);
    if (answer.failed === undefined) call.resolve(answer.value);
    else call.reject(fromWireError(answer.failed, this.#options.name));
  }

  #end(why: Error): void {
    this.#fail(why);
    this.#options.ended?.(why);
  }

  #fail(why: Error): void {
    this.#gone ??= why;
    for (const call of this.#open.values()) {
      clearTimeout(call.timer);
      call.reject(this.#gone);
    }
    this.#open.clear();
  }
}
