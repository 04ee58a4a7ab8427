import { argv } from 'node:process';
import { parentPort } from 'node:worker_threads';
import type { EngineCalls, EngineNews } from '../rpc/engineContract.ts';
import { PortWire } from '../rpc/node/portWire.ts';
import { Service } from '../rpc/service.ts';
import { engineServer } from './engineServer.ts';
import { LogThread } from './log/thread/logThread.ts';

/** Runs the engine in this thread, for the thread that started it. */
export function runEngine(): void {
  // In a worker thread the second argument is the program that the thread runs.
  const [, program] = argv;
  if (parentPort === null || program === undefined) throw new Error('The engine runs in a worker thread');
  const news: EngineNews = {
    examined: (run, step) => service.tell('examined', run, step),
    sessions: (states) => service.tell('sessions', states),
    grew: (log, item) => service.tell('grew', log, item),
    exported: (run, state) => service.tell('exported', run, state),
    store: (state) => service.tell('store', state),
    schemas: (reports) => service.tell('schemas', reports),
    platformLost: (why) => service.tell('platformLost', why),
  };
  const log = new LogThread({
    program,
    hear: news,
    failed: (why) => {
      // Without its log the engine is of no use: the thread ends with this error, and the host hears of it.
      throw why;
    },
  });
  // The answer to the shutdown is still to be sent.
  const stopped = (): void => void setImmediate(() => service.dispose());
  const service = new Service<EngineCalls, EngineNews>(new PortWire(parentPort), engineServer(log, news, stopped));
  service.start();
}
