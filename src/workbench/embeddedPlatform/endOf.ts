import type * as vscode from 'vscode';

/** How long a platform may take to end, in milliseconds: it closes every connection and writes what is not yet written. */
const endMs = 10_000;

/**
 * Resolves when `isOver` after a change.
 * @throws Error when that takes too long.
 */
export function endOf(onChange: vscode.Event<unknown>, isOver: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      listening.dispose();
      reject(new Error(`the embedded platform was told to end and still runs after ${endMs / 1000} s`));
    }, endMs);
    const listening = onChange(() => {
      if (!isOver()) return;
      clearTimeout(late);
      listening.dispose();
      resolve();
    });
  });
}
