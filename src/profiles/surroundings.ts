/** A listener of the embedded platform. */
export interface PlatformListener {
  readonly service: 'full' | 'quickstart';
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
}

/** The embedded platform as a profile needs to know it. */
export interface PlatformPlace {
  readonly instanceId: string;
  readonly org: string;
  /** The certificate of its authority, as PEM. */
  readonly ca?: string;
  readonly listeners: readonly PlatformListener[];
}

/** What a profile depends on that does not stand in it. */
export interface Surroundings {
  /** Absent while it does not run. */
  readonly platform?: PlatformPlace;
  /** VS Code's `http.proxy`, or the environment's proxy; absent for none. */
  readonly editorProxy?: string;
  /** The folder that a shared profile came from; relative paths begin there. */
  readonly folder?: string;
  /** Of a shared profile, what its CA file holds: SHA-256 in hex, empty when it cannot be read; absent when it names none. */
  readonly caHash?: string;
  /** The user's home folder, for paths that begin with `~/`. */
  readonly home?: string;
}
