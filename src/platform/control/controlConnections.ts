import type { Duplex } from 'node:stream';
import { ControlConnection, type Controlled } from './controlConnection.ts';

/** The control connections that were let in by one door. */
export class ControlConnections {
  readonly #controlled: Controlled;
  readonly #isLocal: boolean;
  readonly #counted: () => void;
  readonly #open = new Set<ControlConnection>();

  /** `isLocal` tells whether the door is for this machine only; `counted` is called whenever the number of connections changed. */
  constructor(controlled: Controlled, isLocal: boolean, counted: () => void) {
    this.#controlled = controlled;
    this.#isLocal = isLocal;
    this.#counted = counted;
  }

  /** How many there are. */
  get size(): number {
    return this.#open.size;
  }

  /** Begins to answer on a stream that has shown the key; `who` names the other end. */
  admit(stream: Duplex, who: string): void {
    const origin = { isLocal: this.#isLocal, who };
    const connection = new ControlConnection(stream, origin, this.#controlled, () => {
      if (this.#open.delete(connection)) this.#counted();
    });
    this.#open.add(connection);
    this.#counted();
    connection.start();
  }

  /** Ends all of them, after everything that was told. */
  dispose(): void {
    for (const connection of this.#open) connection.dispose();
  }
}
