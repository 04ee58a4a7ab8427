/** What does not change about a session. */
export interface SessionTraits {
  readonly clientId: string;
  /** Clean session false: the session outlives the connection. */
  readonly durable: boolean;
  /** Connections of one group share their subscriptions: each message goes to one of them. */
  readonly group?: string;
  /** How many messages of QoS 1 and 2 may be unacknowledged at once [D-quota, PX-mqtt]. */
  readonly window: number;
}
