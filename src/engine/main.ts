import { workerData } from 'node:worker_threads';
import { logRole } from './log/thread/logRole.ts';

// One program, two threads: the engine starts it once more for the log. Neither loads the other's libraries.
const { role } = (workerData ?? {}) as Partial<typeof logRole>;
if (role === logRole.role) void import('./log/thread/runLog.ts').then(({ runLog }) => runLog());
else void import('./runEngine.ts').then(({ runEngine }) => runEngine());
