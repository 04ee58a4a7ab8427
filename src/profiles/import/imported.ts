import type { ConnectionProfile } from '../profile.ts';
import type { Secrets } from '../secrets.ts';

/** IBM's libraries that read such files and variables [PY, ND2]. */
export type Sdk = 'python' | 'node';

/** Something that whoever imports should know: an effective value, or what was left out. */
export interface ImportNote {
  /** What it is about; `cleanSession` and `ca` are there for every connection that was configured for an SDK. */
  readonly about: 'cleanSession' | 'ca' | 'identity' | 'port' | 'target' | 'secrets' | 'other';
  /** Whose behaviour it is about, by the name that people know; absent for what is the same everywhere. */
  readonly sdk?: string;
  /** Full sentences that name the SDK where one is meant. */
  readonly text: string;
}

/** One connection that was found. */
export interface ImportedConnection {
  readonly profile: ConnectionProfile;
  /** For the secret store, and nowhere else. */
  readonly secrets: Secrets;
  readonly notes: readonly ImportNote[];
}

/** How an import is done. */
export interface ImportOptions {
  /** Gives each profile an ID of its own. */
  readonly newId: () => string;
  /** The library whose behaviour counts where the two differ; Python unless told. */
  readonly sdk?: Sdk;
  /** Connect as a gateway: its files look like those of devices. */
  readonly gateway?: boolean;
}
