import addFormats from 'ajv-formats';
import { Ajv, type Options, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** A draft of JSON Schema. */
export type Draft = 'draft-07' | '2019-09' | '2020-12';

/** What each draft calls itself in `$schema`. */
export const draftIds: Readonly<Record<Draft, string>> = {
  'draft-07': 'http://json-schema.org/draft-07/schema',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
};

/** It knows the most keywords: read as an older draft, newer keywords would silently be passed over. */
const usual: Draft = '2020-12';

const options: Options = {
  allErrors: true,
  // With the value and the schema around it, which messages are made from.
  verbose: true,
  messages: false,
  strict: false,
  logger: false,
  // Schemas are checked by themselves, before they are added.
  validateSchema: false,
  // Members that every object inherits, such as toString, are no members of a payload.
  ownProperties: true,
  // 21.4 is a multiple of 0.1.
  multipleOfPrecision: 9,
};

/** The draft that a parsed schema is written in; `undefined` when its `$schema` names none that we know. */
export function draftOf(schema: unknown): Draft | undefined {
  if (typeof schema !== 'object' || schema === null || !Object.hasOwn(schema, '$schema')) return usual;
  const { $schema: named } = schema as { readonly $schema: unknown };
  if (typeof named !== 'string') return undefined;
  const plain = named.replace(/^https?:/, '').replace(/#$/, '');
  return drafts.find((draft) => draftIds[draft].endsWith(plain) && plain !== '');
}

/** A compiler for schemas of one draft. */
export function newAjv(draft: Draft): Ajv {
  const ajv = create(draft);
  addFormats(ajv);
  return ajv;
}

const checks = new Map<Draft, ValidateFunction>();

/** Checks a parsed schema against the schema of its draft. Made once, because that takes a tenth of a second. */
export function draftCheck(draft: Draft): ValidateFunction {
  const known = checks.get(draft);
  if (known !== undefined) return known;
  const made = newAjv(draft).getSchema(draftIds[draft]);
  if (made === undefined) throw new Error(`There is no schema of ${draft}`);
  checks.set(draft, made as ValidateFunction);
  return made as ValidateFunction;
}

const drafts: readonly Draft[] = ['draft-07', '2019-09', '2020-12'];

function create(draft: Draft): Ajv {
  switch (draft) {
    case 'draft-07':
      return new Ajv(options);
    case '2019-09':
      return new Ajv2019(options);
    case '2020-12':
      return new Ajv2020(options);
  }
}
