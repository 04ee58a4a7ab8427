/** `error`: the platform refuses, ignores or disconnects; `warning`: legacy or likely wrong; `hint`: style. */
export type Severity = 'error' | 'warning' | 'hint';

/** A place in a text, in UTF-16 units; `end` is exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Replaces a range of the text. */
export interface TextEdit extends TextRange {
  readonly text: string;
}

/** A change that puts a problem right. Offered only where it is certain. */
export interface Fix {
  /** Says what it does, as on a menu: `Set lifetime to 3600`. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** It takes away what may be the only copy of something, and is made only when it is asked for, never with all others. */
  readonly alone?: true;
}

/** One finding of the linter. */
export interface Problem {
  /** The rule's name, such as `dm/lifetime`; described in docs/rules.md. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, what the platform does about it, and how to put it right. */
  readonly message: string;
  readonly range: TextRange;
  /** What the problem is about when it is not the payload; `range` is then the beginning of the text, or the member of a transcript's step. */
  readonly part?: 'topic' | 'qos' | 'retain';
  /** Other places that belong to it, such as the request that an answer refers to. */
  readonly related?: readonly RelatedPlace[];
  readonly fix?: Fix;
}

/** A place in the same text that explains a problem. */
export interface RelatedPlace {
  readonly message: string;
  readonly range: TextRange;
}
