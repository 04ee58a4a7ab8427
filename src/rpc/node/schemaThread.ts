import { Worker } from 'node:worker_threads';
import { Caller } from '../caller.ts';
import type { SchemaCalls } from '../schemaContract.ts';
import { PortWire } from './portWire.ts';

/** The thread tells nothing by itself. */
export type SchemaNews = Record<string, never>;

/** What the thread finds in its `workerData`. */
export interface SchemaThreadData {
  /** Where it notes what it is doing. */
  readonly workSign: SharedArrayBuffer;
}

/** What a hostile schema may use up before its thread ends. */
const maxOldGenerationSizeMb = 512;

/**
 * Starts the thread that runs the user's own schemas. Its calls may take any time: whoever asks looks at the sign, and
 * ends the thread with `dispose`.
 */
export function startSchemaThread(program: string | URL, workSign: SharedArrayBuffer): Caller<SchemaCalls, SchemaNews> {
  const workerData: SchemaThreadData = { workSign };
  const worker = new Worker(program, {
    workerData,
    execArgv: [],
    stderr: false,
    stdout: false,
    resourceLimits: { maxOldGenerationSizeMb },
  });
  const unhurried = ['compile', 'check'];
  const caller = new Caller<SchemaCalls, SchemaNews>(new PortWire(worker), { name: 'the schema thread', hear: {}, unhurried });
  caller.start();
  return caller;
}
