import { LineIndex } from '../../lint/files/lineIndex.ts';
import type { Problem, Severity, TextRange } from '../../lint/problem.ts';

/** A problem with its place, counted as {@link LineIndex} does; the end is exclusive. */
export interface PlacedProblem {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Other places of the same file that belong to it. */
  readonly related: readonly { readonly message: string; readonly line: number; readonly column: number }[];
}

/** What came of the check of one file. */
export interface FileResult {
  /** As it was typed, or as it continues a folder that was; `-` for standard input. */
  readonly path: string;
  /** The name of a kind, `transcript`, `profiles`, `replies`, `schema` or `settings`; `null` when nobody knows. */
  readonly kind: string | null;
  readonly problems: readonly PlacedProblem[];
}

/** Problems of a text with their lines and columns in it. */
export function placed(problems: readonly Problem[], text: string): readonly PlacedProblem[] {
  if (problems.length === 0) return [];
  const index = new LineIndex(text);
  return problems.map(({ rule, severity, message, range, related = [] }) => ({
    rule,
    severity,
    message,
    ...placeOf(range, index),
    related: related.map((other) => ({ message: other.message, ...index.at(other.range.start) })),
  }));
}

function placeOf({ start, end }: TextRange, index: LineIndex): Pick<PlacedProblem, 'line' | 'column' | 'endLine' | 'endColumn'> {
  const { line: endLine, column: endColumn } = index.at(end);
  return { ...index.at(start), endLine, endColumn };
}
