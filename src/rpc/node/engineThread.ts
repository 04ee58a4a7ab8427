import { Worker } from 'node:worker_threads';
import { Caller, type CallerOptions } from '../caller.ts';
import type { EngineCalls, EngineNews } from '../engineContract.ts';
import { PortWire } from './portWire.ts';

/** Starts the engine in a thread of its own. `dispose` ends the thread at once; ask `shutdown` first. */
export function startEngineThread(program: string, options: Omit<CallerOptions<EngineNews>, 'name'>): Caller<EngineCalls, EngineNews> {
  // The host's own Node flags, such as a debugger's, are not for the thread.
  const worker = new Worker(program, { execArgv: [], stderr: false, stdout: false });
  const caller = new Caller<EngineCalls, EngineNews>(new PortWire(worker), { ...options, name: 'the engine' });
  caller.start();
  return caller;
}
