import type { NewDevice } from '../device/deviceState.ts';

/** What somebody who tries to connect has come to. The same connection is told again whenever it gets further. */
export interface ConnectionAttempt {
  /** Names the network connection, as records of traffic do. */
  readonly connection: string;
  /** In milliseconds since the epoch. */
  readonly time: number;
  readonly peer: string;
  /** Where it arrived. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly stage: 'tcp' | 'tls' | 'http' | 'webSocket' | 'accepted' | 'refused' | 'closed';
  readonly clientId?: string;
  readonly code?: number;
  readonly reason?: string;
  readonly advice?: string;
  /** Refused only because it is not registered: this registers it, with the token that it just sent. */
  readonly registrable?: NewDevice;
}
