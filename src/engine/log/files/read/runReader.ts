import { parentPort } from 'node:worker_threads';
import { PortWire } from '../../../../rpc/node/portWire.ts';
import { Service } from '../../../../rpc/service.ts';
import { fileBatches } from './fileBatches.ts';
import type { ReaderCalls } from './readerThread.ts';

/** Reads a file in this thread, for the thread that started it: one batch ahead of what that has asked for. */
export function runReader(file: string): void {
  if (parentPort === null) throw new Error('Files are read in a worker thread');
  const batches = fileBatches(file);
  const read = () => {
    const batch = batches.next();
    // Whoever asks for it hears of it.
    batch.catch(() => undefined);
    return batch;
  };
  let coming = read();
  const next = async () => {
    const { done = false, value } = await coming;
    coming = read();
    return done ? undefined : value;
  };
  new Service<ReaderCalls, object>(new PortWire(parentPort), { next }).start();
}
