import type { ListenerService } from '../../rpc/platformContract.ts';

/** How a client reached the platform. */
export interface Link {
  /** Names the network connection among all of the platform. */
  readonly id: string;
  /** The client's address, `192.168.1.40:52011`. */
  readonly peer: string;
  /** Where it arrived. */
  readonly host: string;
  readonly port: number;
  readonly service: ListenerService;
  /** Whether it came over TLS. */
  readonly secure: boolean;
  readonly webSocket: boolean;
  /** The name that the client asked for in TLS (SNI). */
  readonly serverName?: string;
}
