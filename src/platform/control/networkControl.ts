import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { encodeFrame } from '../../rpc/node/frameCodec.ts';
import type { Platform } from '../platform.ts';
import type { ControlConnections } from './controlConnections.ts';
import { expectKey } from './keyGate.ts';

/**
 * Lets the platform be steered over the network by who has the key, which is made anew with each run. The ports hand over only
 * what came with TLS or from this machine.
 */
export class NetworkControl {
  /** What has to be shown; it is not kept anywhere. */
  readonly secret = randomBytes(32).toString('base64url');
  readonly #platform: Platform;
  readonly #connections: ControlConnections;
  #unfollow: (() => void) | undefined;

  constructor(platform: Platform, connections: ControlConnections) {
    this.#platform = platform;
    this.#connections = connections;
  }

  /** Begins to let in. */
  open(): void {
    this.#unfollow = this.#platform.followControl((stream) => this.#take(stream));
  }

  /** Lets nobody in any more, and ends all connections. */
  close(): void {
    this.#unfollow?.();
    this.#connections.dispose();
  }

  #take(stream: Duplex): void {
    expectKey(stream, this.secret, () => {
      // Any frame tells the other end that it was let in; this one means nothing to it.
      stream.write(encodeFrame({ admitted: true }));
      this.#connections.admit(stream);
    });
  }
}
