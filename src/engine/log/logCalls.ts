import type { Server } from '../../rpc/contract.ts';
import type { LogReadCalls } from '../../rpc/log/logCalls.ts';
import { longLogCalls, type QuickLogCall } from '../../rpc/log/longLogCalls.ts';
import type { LogThread } from './thread/logThread.ts';

/** Calls that take a moment; the compiler asks for every one that is not said to be long. */
const quickLogCalls: Readonly<Record<QuickLogCall, true>> = {
  extent: true,
  rows: true,
  message: true,
  setRetention: true,
  addMarker: true,
  closeView: true,
  viewRows: true,
  placeOf: true,
  stopExport: true,
};

/** The engine's answers to calls about the log: those of the log's thread. */
export function logCalls(log: LogThread): Server<LogReadCalls> {
  const pass = log.ask.bind(log) as (call: string, ...args: readonly unknown[]) => Promise<unknown>;
  const names = [...longLogCalls, ...Object.keys(quickLogCalls)];
  const calls = names.map((call) => [call, (...args: readonly unknown[]) => pass(call, ...args)]);
  return Object.fromEntries(calls) as Server<LogReadCalls>;
}
