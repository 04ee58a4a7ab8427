import { argv } from 'node:process';
import { parentPort } from 'node:worker_threads';
import { PortWire } from '../../../rpc/node/portWire.ts';
import { Service } from '../../../rpc/service.ts';
import type { LogThreadCalls, LogThreadNews } from './logThreadContract.ts';
import { threadReading } from '../files/read/readerThread.ts';
import { logServer } from '../logServer.ts';

/** Runs the log in this thread, for the thread that started it. */
export function runLog(): void {
  // In a worker thread the second argument is the program that the thread runs.
  const [, program] = argv;
  if (parentPort === null || program === undefined) throw new Error('The log runs in a worker thread');
  const news = {
    grew: (log, item) => service.tell('grew', log, item),
    exported: (run, state) => service.tell('exported', run, state),
    store: (state) => service.tell('store', state),
    schemas: (reports) => service.tell('schemas', reports),
  } satisfies LogThreadNews;
  const service = new Service<LogThreadCalls, LogThreadNews>(new PortWire(parentPort), logServer(news, threadReading(program)));
  service.start();
}
