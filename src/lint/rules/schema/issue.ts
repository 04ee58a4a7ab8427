import type { CatalogKind } from '../../../wiotp/catalog.ts';
import type { Finding, Path } from '../../finding.ts';
import type { PayloadContext } from '../../payloadContext.ts';

/** One keyword of the schema that a payload breaks, as the compiled validator reports it. */
export interface Issue {
  readonly kind: CatalogKind;
  readonly context: PayloadContext;
  /** The whole payload. */
  readonly payload: unknown;
  /** The value that breaks the keyword, and the way to it. */
  readonly path: Path;
  readonly value: unknown;
  readonly keyword: string;
  /** What the keyword says of itself, such as `{ limit: 90, comparison: '<=' }`. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The names that the object knows; only for `additionalProperties`. */
  readonly knownMembers: readonly string[];
}

/** Puts an issue into words; `undefined` when it is not this translator's to tell. */
export type Translate = (issue: Issue) => Finding | undefined;

/** Puts every issue of a keyword into words. */
export type Tell = (issue: Issue) => Finding;
