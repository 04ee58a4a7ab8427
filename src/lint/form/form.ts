/**
 * What a value in a file of the workbench may be: as much of JSON Schema (draft-07) as the files of `.wiotp` need. The same table
 * is what is checked, and what VS Code is given to describe and suggest.
 */
export interface Form {
  /** For people; full sentences. */
  readonly description: string;
  /** Absent for a value of any type. */
  readonly type?: keyof typeof typeWords;
  readonly enum?: readonly (string | number)[];
  readonly enumDescriptions?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** Of texts: 1 for one that must not be empty. */
  readonly minLength?: 1;
  readonly maxItems?: number;
  /** Of an object; without them it may have any members. */
  readonly properties?: Readonly<Record<string, Form>>;
  readonly required?: readonly string[];
  /** Of every element of a list. */
  readonly items?: Form;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
}

/** The types of a form, as they complete the sentence "It must be …". */
export const typeWords = {
  string: 'text in quotes',
  integer: 'an integer',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
} as const;
