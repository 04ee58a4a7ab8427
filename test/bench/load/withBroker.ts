import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Load } from './eventBroker.ts';

/** Runs a measurement against the broker of the load, in a process of its own. */
export async function withBroker<T>(measure: (port: number, send: (load: Load) => void) => Promise<T>): Promise<T> {
  const broker = fork(new URL('./eventBroker.ts', import.meta.url));
  try {
    const [{ port }] = (await once(broker, 'message')) as [{ port: number }];
    return await measure(port, (load) => broker.send(load));
  } finally {
    broker.kill();
  }
}
