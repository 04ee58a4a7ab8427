import { schemaServer } from '../../../src/ownSchemas/schemaServer.ts';
import { WorkSign } from '../../../src/ownSchemas/workSign.ts';
import type { OwnSchema } from '../../../src/lint/own/ownSchemas.ts';
import type { Problem } from '../../../src/lint/problem.ts';

/** A schema file for all topics: of a value, or of a text as it is. */
export function schemaFile(path: string, schema: unknown, filter = '#'): OwnSchema {
  return { filter, path, text: typeof schema === 'string' ? schema : JSON.stringify(schema) };
}

/** What the thread would find wrong with a payload by one schema, `schemas/own.json`, found without a thread. */
export function checked(schema: unknown, payload: unknown, others: readonly OwnSchema[] = []): readonly Problem[] {
  const { wrong, check } = compiled([schemaFile('schemas/own.json', schema), ...others]);
  const own = wrong[0] ?? [];
  if (own.length > 0) throw new Error(own.map(({ message }) => message).join('\n'));
  return check(payload);
}

/** Compiles schemas: what is wrong with each file, and a check against the first. */
export function compiled(schemas: readonly OwnSchema[]): {
  readonly wrong: readonly (readonly Problem[])[];
  readonly check: (payload: unknown) => readonly Problem[];
} {
  const server = schemaServer(new WorkSign());
  const wrong = server.compile(schemas) as readonly (readonly Problem[])[];
  return {
    wrong,
    check: (payload) => {
      const [problems = []] = server.check([{ schema: 0, text: textOf(payload) }]) as readonly (readonly Problem[])[];
      return problems;
    },
  };
}

/** A payload as text: JSON of a value, or a text as it is. */
export function textOf(payload: unknown): string {
  return typeof payload === 'string' ? payload : JSON.stringify(payload);
}

/** The part of a text that a problem marks. */
export function marked(text: string, { range }: Problem): string {
  return text.slice(range.start, range.end);
}
