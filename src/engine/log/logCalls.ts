import type { Server } from '../../rpc/contract.ts';
import type { LogReadCalls } from '../../rpc/log/logCalls.ts';
import type { LogThread } from './thread/logThread.ts';

/** Every call about the log that the engine passes on; the compiler asks for all of them. */
const passed: Readonly<Record<keyof LogReadCalls, true>> = {
  extent: true,
  rows: true,
  message: true,
  clear: true,
  setRetention: true,
  addMarker: true,
  openView: true,
  closeView: true,
  viewRows: true,
  placeOf: true,
  findRow: true,
  known: true,
  openLog: true,
  closeLog: true,
  exportLog: true,
  stopExport: true,
  startRecording: true,
  stopRecording: true,
  plotSources: true,
  series: true,
  conversation: true,
  recentActions: true,
  compareBoots: true,
  previousOfTopic: true,
  lookUp: true,
};

/** The engine's answers to calls about the log: those of the log's thread. */
export function logCalls(log: LogThread): Server<LogReadCalls> {
  const pass = log.ask.bind(log) as (call: string, ...args: readonly unknown[]) => Promise<unknown>;
  const calls = Object.keys(passed).map((call) => [call, (...args: readonly unknown[]) => pass(call, ...args)]);
  return Object.fromEntries(calls) as Server<LogReadCalls>;
}
