/**
 * A contract is one interface per direction: its methods are the calls one program answers for another, or the
 * news one program tells and nobody answers. Both ends derive their types from it with the helpers below.
 */

/** The arguments of one call of a contract. */
export type Args<C, K extends keyof C> = C[K] extends (...args: infer A) => unknown ? A : never;

/** What one call of a contract gives back. */
export type Result<C, K extends keyof C> = C[K] extends (...args: never) => infer R ? Awaited<R> : never;

/** An implementation of every call of a contract; any of them may be asynchronous. */
export type Server<C> = { readonly [K in keyof C]: (...args: Args<C, K>) => Result<C, K> | Promise<Result<C, K>> };

/** A listener for every piece of news of a contract. */
export type Listener<N> = { readonly [K in keyof N]: (...args: Args<N, K>) => void };

/** The frames on the wire. */
export interface AskFrame {
  readonly ask: string;
  readonly id: number;
  readonly args: readonly unknown[];
}
export interface AnswerFrame {
  readonly answer: number;
  readonly value?: unknown;
  readonly failed?: WireError;
}
export interface NewsFrame {
  readonly news: string;
  readonly args: readonly unknown[];
}
export type Frame = AskFrame | AnswerFrame | NewsFrame;

/** An error on its way to the caller. */
export interface WireError {
  readonly message: string;
  /** Where a defect happened, for the log of the caller's program. */
  readonly stack?: string;
  readonly refusal?: { readonly rule: string; readonly advice: string; readonly code?: number };
}
