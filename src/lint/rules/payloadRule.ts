import type { CatalogKind } from '../../wiotp/catalog.ts';
import type { Finding } from '../finding.ts';
import type { PayloadContext } from '../payloadContext.ts';

/** Looks for what a schema cannot say. */
export interface PayloadRule {
  /** The kinds whose payloads it looks at. */
  readonly isFor: (kind: CatalogKind) => boolean;
  /** Whether it knows bodies of the REST interface as well as messages. */
  readonly knowsBodies?: true;
  /** Takes any JSON value and finds nothing in what is none of its business. */
  readonly find: (payload: unknown, context: PayloadContext) => readonly Finding[];
}

/** What a rule says when there is nothing to say. */
export const nothing: readonly Finding[] = [];
