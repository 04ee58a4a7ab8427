import type { CatalogKind } from '../wiotp/catalog.ts';

/** What is known about a payload besides its kind. */
export interface PayloadContext {
  /** The kind of the request that this answers. */
  readonly answers?: CatalogKind;
  /** Whether it stands in a file of the workspace rather than having crossed the wire. */
  readonly inFile?: boolean;
}
