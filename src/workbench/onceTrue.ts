import type * as vscode from 'vscode';

/** How long is waited, in milliseconds: a platform that ends closes every connection and writes what is not yet written. */
const mostMs = 10_000;

/**
 * Resolves as soon as something is true, now or after a change.
 * @throws Error that begins with `otherwise` when that takes too long.
 */
export function onceTrue(onChange: vscode.Event<unknown>, isTrue: () => boolean, otherwise: string): Promise<void> {
  if (isTrue()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      listening.dispose();
      reject(new Error(`${otherwise} after ${mostMs / 1000} s`));
    }, mostMs);
    const listening = onChange(() => {
      if (!isTrue()) return;
      clearTimeout(late);
      listening.dispose();
      resolve();
    });
  });
}
