/** What a connection is read from. */
export interface ConnectionPlace {
  /** The command that asks, for what it says. */
  readonly command: 'publish' | 'doctor';
  /** Where relative paths begin. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}
