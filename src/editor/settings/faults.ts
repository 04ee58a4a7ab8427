/** Tells what is wrong with settings: each fault once, and again when it comes back after it was put right. */
export class Faults {
  readonly #tell: (fault: string) => void;
  #told: ReadonlySet<string> = new Set();

  constructor(tell: (fault: string) => void) {
    this.#tell = tell;
  }

  /** All faults that there are now. */
  report(found: readonly string[]): void {
    const now = new Set(found);
    for (const fault of now) if (!this.#told.has(fault)) this.#tell(fault);
    this.#told = now;
  }
}
