// A log thread for the tests of LogThread: it takes batches only when it is told to, and dies on request.
import { parentPort } from 'node:worker_threads';
import type { LogThreadCalls, LogThreadNews } from '../../../../../src/engine/log/thread/logThreadContract.ts';
import { PortWire } from '../../../../../src/rpc/node/portWire.ts';
import { Service } from '../../../../../src/rpc/service.ts';

/** The calls that the tests make. */
type Answered = Pick<LogThreadCalls, 'openStore' | 'take' | 'extent' | 'clear' | 'close'>;

const held: (() => void)[] = [];
let isOpen = false;
let stored = 0;
let notKept = 0;
const batches: number[] = [];

if (parentPort !== null) {
  const service = new Service<Answered, LogThreadNews>(new PortWire(parentPort), {
    // The folder says what to do: open the gate for batches, or die.
    openStore: (folder) => {
      if (folder === 'die') setImmediate(() => process.exit(1));
      isOpen = true;
      for (const take of held.splice(0)) take();
      return {};
    },
    take: async ({ times }, lost) => {
      batches.push(times.length);
      if (!isOpen) await new Promise<void>((resolve) => held.push(resolve));
      stored += times.length;
      notKept += lost.session + lost.platform;
    },
    extent: () => ({ first: stored, end: notKept }),
    // What came before this call, in batches.
    clear: (): void => service.tell('store', { notice: JSON.stringify(batches) }),
    close: () => undefined,
  });
  service.start();
}
