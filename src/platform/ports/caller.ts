import type { Socket } from 'node:net';
import type { Refusal } from '../../wiotp/refusal.ts';

/** Somebody who connected to a listener. */
export interface Caller {
  readonly socket: Socket;
  /** The client's address, `192.168.1.40:52011`. */
  readonly peer: string;
  /** Whether nothing is being done for it, so that it may be cut at once when the listener closes. */
  idle: boolean;
  /** Why that happened. */
  cut?: Refusal;
}
