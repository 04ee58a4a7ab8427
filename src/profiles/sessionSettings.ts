import type { ClientIdentity } from '../wiotp/clientId.ts';
import type { ManagementChoice, Subscription, TlsChoice, Transport, Will } from './profile.ts';

/** Where bytes go, and through what. */
export interface Endpoint {
  readonly transport: Transport;
  readonly host: string;
  readonly port: number;
  /** Of a WebSocket, `/mqtt`. */
  readonly path: string;
  /** `http://user@host:port`, without a password; absent for none. */
  readonly proxy?: string;
  readonly tls: EndpointTls;
}

/** TLS with paths that are absolute. */
export interface EndpointTls extends TlsChoice {
  /** An authority that is trusted besides, as PEM: the embedded platform's. */
  readonly ca?: string;
  /** What the CA file has to hold, as SHA-256 in hex; a file that holds anything else is not used. Absent where any content will do. */
  readonly caHash?: string;
}

/** Whose rules the server keeps, as far as the profile tells. */
export type SessionHome = 'embedded' | 'classic' | 'quickstart' | 'mas' | 'other';

/** Everything a session needs to connect, but for secrets. */
export interface SessionSettings {
  /** The connection profile's ID; one session per profile. */
  readonly id: string;
  readonly identity: ClientIdentity;
  readonly home: SessionHome;
  /** Whether the platform is known to be at the other end, so that its rules about topics are kept before anything is sent. */
  readonly isPlatform: boolean;
  readonly endpoint: Endpoint;
  /** `use-token-auth`, or an API key; absent on Quickstart, where no password is sent either. */
  readonly userName?: string;
  readonly mqttVersion: '3.1.1' | '5';
  readonly cleanSession: boolean;
  readonly keepAliveSeconds: number;
  readonly sessionExpirySeconds?: number;
  readonly will?: Will;
  /** Made in this order whenever the connection opens, before the Manage request. */
  readonly subscriptions: readonly Subscription[];
  /** Absent for applications and on Quickstart. */
  readonly management?: ManagementChoice;
}
