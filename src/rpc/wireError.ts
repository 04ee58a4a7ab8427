import { isRefusal, Refusal } from '../wiotp/refusal.ts';
import type { WireError } from './contract.ts';

/** An error in the form that crosses a wire: a refusal keeps its rule, advice and code. */
export function toWireError(error: unknown): WireError {
  if (isRefusal(error)) {
    const { message, rule, advice, code } = error;
    return { message, refusal: { rule, advice, ...(code === undefined ? {} : { code }) } };
  }
  return { message: error instanceof Error ? error.message : String(error) };
}

/** The error as it is thrown at the caller. `from` names the program that failed, for errors that are no refusals. */
export function fromWireError(error: WireError, from: string): Error {
  return error.refusal === undefined ? new Error(`${from}: ${error.message}`) : new Refusal(error.message, error.refusal);
}
