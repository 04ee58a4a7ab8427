import { isRefusal, Refusal } from '../wiotp/refusal.ts';
import type { WireError } from './contract.ts';

/** An error in the form that crosses a wire: a refusal keeps its rule, advice and code. */
export function toWireError(error: unknown): WireError {
  if (isRefusal(error)) {
    const { message, rule, advice, code } = error;
    return { message, refusal: { rule, advice, ...(code === undefined ? {} : { code }) } };
  }
  if (!(error instanceof Error)) return { message: String(error) };
  return { message: error.message, ...(error.stack === undefined ? {} : { stack: error.stack }) };
}

/** The error as it is thrown at the caller. `from` names the program that failed, for errors that are no refusals. */
export function fromWireError(error: WireError, from: string): Error {
  if (error.refusal !== undefined) return new Refusal(error.message, error.refusal);
  const there = new Error(error.message);
  if (error.stack !== undefined) there.stack = error.stack;
  return new Error(`${from}: ${error.message}`, { cause: there });
}
