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
  readonly #tell: (what: string) => void;
  #unfollow: (() => void) | undefined;

  /** `tell` is told, in sentences, who came with the key and who came without. */
  constructor(platform: Platform, connections: ControlConnections, tell: (what: string) => void) {
    this.#platform = platform;
    this.#connections = connections;
    this.#tell = tell;
  }

  /** Begins to let in. */
  open(): void {
    this.#unfollow = this.#platform.followControl((stream, { peer }) => this.#take(stream, peer));
  }

  /** Lets nobody in any more, and ends all connections. */
  close(): void {
    this.#unfollow?.();
    this.#connections.dispose();
  }

  #take(stream: Duplex, peer: string): void {
    const admitted = (): void => {
      this.#tell(`${peer} attached.`);
      stream.once('close', () => this.#tell(`${peer} is attached no more.`));
      // Any frame tells the other end that it was let in; this one means nothing to it.
      stream.write(encodeFrame({ admitted: true }));
      this.#connections.admit(stream, peer);
    };
    expectKey(stream, this.secret, admitted, () => this.#tell(`${peer} tried to attach without the right key, and was turned away.`));
  }
}
