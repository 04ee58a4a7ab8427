import type { Ajv, ValidateFunction } from 'ajv';
import type { OwnSchema } from '../lint/own/ownSchemas.ts';
import type { Problem } from '../lint/problem.ts';
import { draftCheck, newAjv, type Draft } from './dialect.ts';
import { draftProblems } from './draftProblems.ts';
import { keywordFaults } from './keywordFaults.ts';
import { Resources } from './resources.ts';
import { isBroken, off, readSchemaFile, type SchemaFile } from './schemaFile.ts';
import { schemaProblems, type SchemaFault } from './schemaProblem.ts';
import type { WorkSign } from './workSign.ts';

/** So many formats and patterns of a file are reported. */
const mostFaults = 100;

/** A schema as far as it could be compiled. */
export interface CompiledSchema {
  readonly problems: readonly Problem[];
  /** Missing when nothing can be checked against it. */
  readonly validate?: ValidateFunction;
}

/** Compiles schemas, each as far as it is in order. Never throws, whatever is in the files. */
export function compileSchemas(schemas: readonly OwnSchema[], sign: WorkSign): readonly CompiledSchema[] {
  const compilers = new Map<Draft, Ajv>();
  const compilerOf = (draft: Draft): Ajv => {
    const known = compilers.get(draft);
    if (known !== undefined) return known;
    const made = newAjv(draft);
    compilers.set(draft, made);
    return made;
  };
  const read = schemas.map((schema, index) => sign.during(index, () => readSchemaFile(schema, index)));
  const wrong = new Map<number, readonly Problem[]>();
  for (const [index, file] of read.entries()) {
    const problems = 'schema' in file ? againstDraft(file, sign) : [file];
    if (problems.length > 0) wrong.set(index, problems);
  }
  const files = read.filter((file): file is SchemaFile => 'schema' in file && !wrong.has(file.index));
  const useless = schemas.filter((_, index) => wrong.has(index)).map(({ path }) => path);
  new Resources(files, useless).resolve(files);
  for (const file of files) sign.during(file.index, () => add(file, compilerOf(file.draft)));
  const compiled = new Map(files.map((file) => [file.index, sign.during(file.index, () => compile(file, compilerOf(file.draft)))]));
  return schemas.map((_, index) => compiled.get(index) ?? { problems: wrong.get(index) ?? [] });
}

function againstDraft(file: SchemaFile, sign: WorkSign): readonly Problem[] {
  // Made before: its time does not count as that of the schema.
  const check = draftCheck(file.draft);
  return sign.during(file.index, () => draftProblems(file, check));
}

/** Makes a schema known to its compiler, so that others can refer to it. */
function add({ schema, address, walk, faults }: SchemaFile, ajv: Ajv): void {
  faults.push(...keywordFaults(walk, ajv).slice(0, mostFaults));
  try {
    ajv.addSchema(schema, address);
  } catch (error) {
    faults.push(cannotCompile(error));
  }
}

function compile(file: SchemaFile, ajv: Ajv): CompiledSchema {
  const validate = isBroken(file) ? undefined : validatorOf(file, ajv);
  const problems = schemaProblems(file.text, file.faults);
  return validate === undefined ? { problems } : { problems, validate };
}

function validatorOf({ address, faults }: SchemaFile, ajv: Ajv): ValidateFunction | undefined {
  try {
    return ajv.getSchema(address) as ValidateFunction | undefined;
  } catch (error) {
    faults.push(cannotCompile(error));
    return undefined;
  }
}

function cannotCompile(error: unknown): SchemaFault {
  const why = error instanceof RangeError ? 'it is too large' : error instanceof Error ? error.message : String(error);
  return { rule: 'own/schema-broken', message: `The schema cannot be compiled: ${why}. ${off}`, place: { path: [], part: 'object' } };
}
