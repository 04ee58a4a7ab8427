/** Shut while somebody who watches the traffic is behind: clients that publish are then read no further, and lose nothing. */
export class PublishGate {
  readonly #waiting = new Set<() => void>();
  #shut = 0;

  get isShut(): boolean {
    return this.#shut > 0;
  }

  /** Shuts the gate until the result is called, and everybody else who shut it has done the same. */
  shut(): () => void {
    this.#shut++;
    let isMine = true;
    return () => {
      if (!isMine) return;
      isMine = false;
      this.#shut--;
      this.#letIn();
    };
  }

  /** Calls `run` once, when the gate is open; the result forgets it. Who waits longest comes first. */
  whenOpen(run: () => void): () => void {
    const wait = (): void => run();
    this.#waiting.add(wait);
    return () => void this.#waiting.delete(wait);
  }

  /** Resolves when the gate is open, or the caller has gone who was to wait for that. */
  async passed(gone: AbortSignal): Promise<void> {
    while (this.isShut && !gone.aborted) {
      await new Promise<void>((resolve) => {
        const go = (): void => {
          leave();
          gone.removeEventListener('abort', go);
          resolve();
        };
        const leave = this.whenOpen(go);
        gone.addEventListener('abort', go);
      });
    }
  }

  #letIn(): void {
    for (const run of this.#waiting) {
      // Whoever was let in may have been too much already.
      if (this.isShut) return;
      this.#waiting.delete(run);
      run();
    }
  }
}
