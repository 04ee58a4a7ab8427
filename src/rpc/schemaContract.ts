import type { OwnSchema } from '../lint/own/ownSchemas.ts';
import type { Problem } from '../lint/problem.ts';

/** One payload that is to be checked against one schema. */
export interface SchemaJob {
  /** The schema's place in what was compiled last. */
  readonly schema: number;
  /** The payload; what is no JSON has no problems here. */
  readonly text: string;
}

/** Calls that the thread of the user's own schemas answers. */
export interface SchemaCalls {
  /** Takes these schemas in place of the ones before. Answers what is wrong with each file. */
  compile(schemas: readonly OwnSchema[]): readonly (readonly Problem[])[];
  /** What is wrong with each payload. */
  check(jobs: readonly SchemaJob[]): readonly (readonly Problem[])[];
}
