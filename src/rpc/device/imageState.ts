/** A firmware image that shall be served. */
export interface ImageWish {
  /** A file on the platform's machine, or the bytes themselves. */
  readonly source: { readonly path: string } | { readonly bytes: Uint8Array };
  readonly name: string;
  readonly version: string;
  /** How the verifier is made, or a text that is taken as it is. */
  readonly verifier: 'sha256' | 'md5' | { readonly text: string };
  /** The address of the platform that the device reaches: a host of one of its listeners. */
  readonly host: string;
  readonly secure: boolean;
}

/** How far somebody has fetched an image, in bytes. */
export interface ImageProgress {
  readonly sent: number;
  readonly total: number;
}

/** An image that is served, with who fetched it. */
export interface ImageState extends ImageProgress {
  readonly imageId: string;
  readonly uri: string;
  readonly name: string;
  readonly version: string;
  readonly verifier: string;
  /** The latest first. */
  readonly transfers: readonly ImageTransfer[];
}

/** One request for an image. */
export interface ImageTransfer extends ImageProgress {
  readonly peer: string;
  readonly userAgent: string;
  /** What was asked for, such as `bytes=0-1023`; empty for everything. */
  readonly range: string;
  /** The HTTP status of the answer. */
  readonly status: number;
  readonly state: 'running' | 'done' | 'cut' | 'left' | 'refused';
  /** In milliseconds since the epoch. */
  readonly time: number;
}
