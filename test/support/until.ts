import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until the answer is not `undefined`, and returns it.
 * @throws Error naming `what` after `timeout` milliseconds.
 */
export async function until<T>(what: string, ask: () => Promise<T | undefined> | T | undefined, timeout = 30_000): Promise<T> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() >= deadline) throw new Error(`Waited ${timeout / 1000} s in vain for ${what}.`);
    await sleep(50);
  }
}
