import type { ValidateFunction } from 'ajv';
import { pathOfPointer } from '../lint/json.ts';
import type { OwnError } from '../lint/own/ownError.ts';
import { ownProblems } from '../lint/own/ownPayload.ts';
import type { Problem } from '../lint/problem.ts';
import { draftIds } from './dialect.ts';
import { off, type SchemaFile } from './schemaFile.ts';
import { faultAt, schemaProblems } from './schemaProblem.ts';

/** A list for items is told so many times at most. */
const mostLists = 100;

const itemsList = `In JSON Schema 2020-12 a list with a schema for each entry is called prefixItems, and items is one schema for all others. Rename it, or name the draft that the schema is written in: "$schema": "${draftIds['draft-07']}". ${off}`;

/** What is wrong with a schema by the schema of its draft, which `check` holds. */
export function draftProblems({ draft, schema, text }: SchemaFile, check: ValidateFunction): readonly Problem[] {
  if (check(schema)) return [];
  const errors = [...new Map((check.errors ?? []).map((error) => [identityOf(error), error])).values()];
  const others = errors.filter((error) => !isItemsList(error));
  const lists = errors.filter(isItemsList).slice(0, mostLists);
  const faults = lists.map(({ instancePath }) => faultAt('own/schema-broken', pathOfPointer(schema, instancePath), itemsList));
  const checked = { text, payload: schema, schema: `JSON Schema ${draft}`, rule: 'own/schema-broken' } as const;
  return [...schemaProblems(text, faults), ...ownProblems(checked, others)];
}

/** Several vocabularies of a draft may say the same. */
function identityOf({ keyword, instancePath, params }: OwnError): string {
  return `${keyword} ${instancePath} ${JSON.stringify(params)}`;
}

/** What becomes of older schemas that do not name their draft. */
function isItemsList({ keyword, instancePath, data }: OwnError): boolean {
  return keyword === 'type' && instancePath.endsWith('/items') && Array.isArray(data);
}
