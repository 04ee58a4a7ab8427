/** Resolves with the first signal that asks the process to end, which therefore goes on; a second one of the same sort ends it. */
export function nextSignal(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(undefined));
  });
}
