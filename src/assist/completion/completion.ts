import type { TextRange } from '../../lint/problem.ts';

/** One suggestion. */
export interface Completion {
  readonly label: string;
  readonly sort: 'member' | 'value' | 'snippet';
  /** What is put in place of `range`, in the language of VS Code's snippets: `$1`, `${1:text}`; `$`, `}` and `\` are escaped. */
  readonly insert: string;
  readonly range: TextRange;
  /** One line beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
}

/** A suggestion, before it is known what it replaces. */
export type Suggestion = Omit<Completion, 'range'>;
