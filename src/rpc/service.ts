import type { AnswerFrame, Args, AskFrame, Frame, Server } from './contract.ts';
import type { Wire } from './wire.ts';
import { toWireError } from './wireError.ts';

/**
 * The answering end of a wire: answers the calls of `C` and tells the news of `N`.
 * Every call is answered, also when its implementation throws or the name is not one of ours.
 */
export class Service<C extends object, N extends object> {
  readonly #wire: Wire;
  readonly #server: Server<C>;
  readonly #ended: (why: Error) => void;

  constructor(wire: Wire, server: Server<C>, ended: (why: Error) => void = () => undefined) {
    this.#wire = wire;
    this.#server = server;
    this.#ended = ended;
  }

  /** Opens the wire. */
  start(): void {
    this.#wire.open({ frame: (frame) => void this.#take(frame as Frame), end: this.#ended });
  }

  /** Tells one piece of news; nobody answers. */
  tell<K extends keyof N & string>(news: K, ...args: Args<N, K>): void {
    this.#wire.send({ news, args });
  }

  /** Ends the wire. */
  dispose(): void {
    this.#wire.close();
  }

  async #take(frame: Frame): Promise<void> {
    if (!isAsk(frame)) return;
    this.#wire.send(await this.#answer(frame));
  }

  async #answer({ ask, id, args }: AskFrame): Promise<AnswerFrame> {
    try {
      const calls = this.#server as Record<string, (...args: readonly unknown[]) => unknown>;
      const run = Object.hasOwn(this.#server, ask) ? calls[ask] : undefined;
      if (run === undefined) throw new Error(`there is no call ${ask}`);
      return { answer: id, value: await run(...args) };
    } catch (error) {
      return { answer: id, failed: toWireError(error) };
    }
  }
}

function isAsk(frame: unknown): frame is AskFrame {
  if (typeof frame !== 'object' || frame === null) return false;
  const { ask, id, args } = frame as Partial<AskFrame>;
  return typeof ask === 'string' && typeof id === 'number' && Array.isArray(args);
}
