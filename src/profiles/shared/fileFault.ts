import type { Path } from '../../lint/finding.ts';

/** What sort of fault a profiles file has. */
export type FileFaultKind =
  /** It is no JSON. */
  | 'syntax'
  /** A member has another shape than it must have, or is missing. */
  | 'shape'
  /** A member that nobody knows. */
  | 'unknown'
  /** Something that looks like a secret. */
  | 'secret'
  /** Two profiles have one name. */
  | 'duplicate'
  /** A rule of profiles is broken. */
  | 'profile';

/** Something that is wrong with a profiles file. */
export interface FileFault {
  readonly kind: FileFaultKind;
  /** The way to it in the file; a member that is missing is shown at the object that lacks it. */
  readonly path: Path;
  readonly severity: 'error' | 'warning' | 'hint';
  /** What is wrong, what comes of it, and how to put it right, as full sentences. */
  readonly message: string;
  /** What was most likely meant: a value, or for `unknown` the name of a member. */
  readonly nearest?: string;
}
