import { ownProblems } from '../lint/own/ownPayload.ts';
import type { OwnSchema } from '../lint/own/ownSchemas.ts';
import type { Problem } from '../lint/problem.ts';
import type { Server } from '../rpc/contract.ts';
import type { SchemaCalls, SchemaJob } from '../rpc/schemaContract.ts';
import { compileSchemas, type CompiledSchema } from './compileSchemas.ts';
import { fileProblem } from './schemaProblem.ts';
import type { WorkSign } from './workSign.ts';

const noProblems: readonly Problem[] = [];

/** What the thread answers. It notes on the sign which schema it compiles, or which job it checks. */
export function schemaServer(sign: WorkSign): Server<SchemaCalls> {
  let schemas: readonly OwnSchema[] = [];
  let compiled: readonly CompiledSchema[] = [];

  const check = ({ schema, text }: SchemaJob, job: number): readonly Problem[] => {
    const validate = compiled[schema]?.validate;
    const name = schemas[schema]?.path;
    if (validate === undefined || name === undefined) return noProblems;
    let payload: unknown;
    try {
      payload = JSON.parse(text);
    } catch {
      return noProblems;
    }
    try {
      if (sign.during(job, () => validate(payload))) return noProblems;
    } catch (error) {
      return [unchecked(text, name, error)];
    }
    return ownProblems({ text, payload, schema: name, rule: 'own/payload' }, validate.errors ?? []);
  };

  return {
    compile: (next) => {
      schemas = next;
      compiled = compileSchemas(next, sign);
      return compiled.map(({ problems }) => problems);
    },
    check: (jobs) => jobs.map(check),
  };
}

function unchecked(text: string, name: string, error: unknown): Problem {
  // A schema that refers to itself goes as deep as the payload.
  const why = error instanceof RangeError ? 'it is nested too deep' : String(error);
  const message = `The payload cannot be checked against ${name}: ${why}.`;
  return fileProblem('own/payload', text, message);
}
