import { workerData } from 'node:worker_threads';
import type { ReaderRole } from './log/files/read/readerThread.ts';
import type { logRole } from './log/thread/logRole.ts';

// One program, three threads: the engine starts it once more for the log, and the log for each file that it reads. None of them
// loads the others' libraries.
const given = (workerData ?? {}) as typeof logRole | ReaderRole | { readonly role?: undefined };
if (given.role === 'log') void import('./log/thread/runLog.ts').then(({ runLog }) => runLog());
else if (given.role === 'reader') {
  const { file } = given;
  void import('./log/files/read/runReader.ts').then(({ runReader }) => runReader(file));
} else void import('./runEngine.ts').then(({ runEngine }) => runEngine());
