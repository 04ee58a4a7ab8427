/** What is known about one place of a payload or transcript. Others are named by their number in the table of all. */
export interface Annotation {
  /** Markdown. */
  readonly text?: string;
  /** What is known about the members of an object. */
  readonly members?: Readonly<Record<string, number>>;
  /** What holds for members of any other name. */
  readonly others?: number;
  /** What is known about each item of a list. */
  readonly items?: number;
  /** What is known besides, when a member has a certain value. */
  readonly when?: readonly AnnotationCondition[];
  /** Values to suggest. */
  readonly values?: readonly SuggestedValue[];
  /** What to write for a new member: a value in the language of VS Code's snippets. */
  readonly insert?: string;
}

/** What is known besides when a member of the object has a certain value. */
export interface AnnotationCondition {
  readonly member: string;
  readonly is: unknown;
  /** The number of what is known then. */
  readonly adds: number;
}

/** A value that may stand in a place. */
export interface SuggestedValue {
  readonly value: unknown;
  /** What it means, as Markdown; examples mean nothing in particular. */
  readonly text?: string;
}
