import { Worker } from 'node:worker_threads';
import { Caller } from '../../../../rpc/caller.ts';
import { PortWire } from '../../../../rpc/node/portWire.ts';
import type { FileBatch, FileReading } from './fileReading.ts';

/** What a thread of the engine's program is told when it is to read a file for the log. */
export interface ReaderRole {
  readonly role: 'reader';
  readonly file: string;
}

/** Calls the log's thread makes and a reader answers. */
export interface ReaderCalls {
  /** What comes next of the file; `undefined` at its end. */
  next(): FileBatch | undefined;
}

/**
 * Reads files in threads of their own, which end with the file: a line may take longer to understand than the log's thread may be kept.
 * `program` is the engine's own.
 */
export function threadReading(program: string | URL): FileReading {
  return async function* read(file) {
    const workerData: ReaderRole = { role: 'reader', file };
    const wire = new PortWire(new Worker(program, { workerData }));
    const reader = new Caller<ReaderCalls, object>(wire, { name: 'the reader of files', hear: {}, unhurried: ['next'] });
    reader.start();
    try {
      for (let batch = await reader.ask('next'); batch !== undefined; batch = await reader.ask('next')) yield batch;
    } finally {
      reader.dispose();
    }
  };
}
