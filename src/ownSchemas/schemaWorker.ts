import type { OwnSchema } from '../lint/own/ownSchemas.ts';
import type { Problem } from '../lint/problem.ts';
import type { Caller } from '../rpc/caller.ts';
import { startSchemaThread, type SchemaNews } from '../rpc/node/schemaThread.ts';
import type { SchemaCalls, SchemaJob } from '../rpc/schemaContract.ts';
import { WorkSign } from './workSign.ts';

/** How long an item of a call may take, and what is usually to blame when it takes longer. */
interface Limit {
  readonly ms: number;
  readonly cause: string;
}

const checkLimit: Limit = { ms: 250, cause: 'a pattern that can match the same text in very many ways, such as ^(a+)+$' };
const compileLimit: Limit = { ms: 2_000, cause: 'its size' };

/** How often a thread that is asked something is looked at, in milliseconds. */
const lookMs = 25;

/** An item of a call that the thread had to be ended for, or that broke it. The message says which, as what it did. */
export class GuiltyItem extends Error {
  readonly item: number;

  constructor(item: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.item = item;
  }
}

/** One life of the thread: until something that it was asked spoils it, or it is disposed. Asked one call at a time. */
export class SchemaWorker {
  readonly #sign = new WorkSign();
  readonly #caller: Caller<SchemaCalls, SchemaNews>;

  constructor(program: string | URL) {
    this.#caller = startSchemaThread(program, this.#sign.memory);
  }

  /**
   * Makes the thread take these schemas in place of others, and tells what is wrong with each.
   * @throws GuiltyItem when one of them takes too long. The worker is over after any error.
   */
  compile(schemas: readonly OwnSchema[]): Promise<readonly (readonly Problem[])[]> {
    return this.#watched(this.#caller.ask('compile', schemas), compileLimit);
  }

  /**
   * What is wrong with each payload.
   * @throws GuiltyItem when one of the checks takes too long. The worker is over after any error, and nothing is known about the other checks.
   */
  check(jobs: readonly SchemaJob[]): Promise<readonly (readonly Problem[])[]> {
    return this.#watched(this.#caller.ask('check', jobs), checkLimit);
  }

  /** Ends the thread, whatever it does. What was asked fails. */
  dispose(): void {
    this.#caller.dispose();
  }

  async #watched<T>(answer: Promise<T>, { ms, cause }: Limit): Promise<T> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    let [step, since] = [this.#sign.step, performance.now()];
    const timer = setInterval(() => {
      const [now, item] = [performance.now(), this.#sign.item];
      if (this.#sign.step !== step) [step, since] = [this.#sign.step, now];
      else if (item !== undefined && now - since >= ms)
        reject(new GuiltyItem(item, `took more than ${ms} ms and was stopped; the usual cause is ${cause}`));
    }, lookMs);
    try {
      return await Promise.race([answer, late]);
    } catch (error) {
      this.dispose();
      throw this.#blamed(error);
    } finally {
      clearInterval(timer);
    }
  }

  /** A thread that breaks while an item is at work, for lack of memory for instance, was broken by that. */
  #blamed(error: unknown): unknown {
    const { item } = this.#sign;
    if (error instanceof GuiltyItem || item === undefined) return error;
    const why = error instanceof Error ? error.message : String(error);
    return new GuiltyItem(item, `broke the thread that runs schemas (${why})`, { cause: error });
  }
}
