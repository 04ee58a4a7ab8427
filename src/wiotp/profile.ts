/** Where a connection goes. */
export type Target =
  /** The embedded platform of this machine, wherever it listens. */
  { readonly kind: 'embedded' } | { readonly kind: 'host'; readonly host: string; readonly port: number };

/**
 * A connection profile: everything needed to connect except secrets. There is no field a token could sit in;
 * tokens live in the secret store only.
 */
export interface ConnectionProfile {
  readonly id: string;
  readonly name: string;
  readonly target: Target;
  /** Empty for the embedded platform, which has one organisation of its own. */
  readonly org: string;
  readonly typeId: string;
  readonly deviceId: string;
  readonly cleanSession: boolean;
  readonly keepAliveSeconds: number;
  /** Send a Manage request whenever the connection is open. */
  readonly managed: boolean;
  readonly lifetimeSeconds: number;
  /** Created by *Try It Now*: its token may be replaced silently. */
  readonly demo: boolean;
}
