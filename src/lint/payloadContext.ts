import type { CatalogKind } from '../wiotp/catalog.ts';

/** What is known about a payload besides its kind. */
export interface PayloadContext {
  /** The kind of the request that this answers. */
  readonly answers?: CatalogKind;
  /** Whether it stands in a file of the workspace rather than having crossed the wire. */
  readonly inFile?: boolean;
  /**
   * Whether it is no message, but a body of the REST interface, or a part of one, that follows the rules for the member `d`
   * of this kind. Problems then name places from there, and say what the REST interface does.
   */
  readonly restBody?: boolean;
}
