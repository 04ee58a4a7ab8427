/** What a connection needs besides its profile. Only the secret store and the engine ever hold one. */
export interface Secrets {
  /** The device's or the API key's token. */
  readonly token?: string;
  /** Of the client's private key. */
  readonly passphrase?: string;
  /** Of the proxy's user. */
  readonly proxyPassword?: string;
}
