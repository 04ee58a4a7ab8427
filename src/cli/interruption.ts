const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs something that the first signal which asks the process to end interrupts; a second one of the same sort ends the process. */
export async function interruptibly<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  for (const signal of signals) process.once(signal, end);
  try {
    return await run(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, end);
  }
}
