import { isObject } from '../../lint/json.ts';
import { nearest } from '../../wiotp/nearest.ts';
import { alternatives, quoted, valueText } from '../../lint/wording.ts';
import type { Located } from '../model.ts';
import type { Report } from '../remark.ts';
import { elementsOf, membersOf } from './members.ts';

const typeNames = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
const deepest = 64;

/** What the value of a keyword must be. `schema`, `schemas` and `schemaMap` are looked into. */
type Shape = 'schema' | 'schemas' | 'schemaMap' | 'type' | 'text' | 'number' | 'count' | 'flag' | 'list' | 'names' | 'object' | 'any';

/** The keywords of draft-07. */
const keywords: Readonly<Record<string, Shape>> = {
  ...shaped('schema', ['additionalProperties', 'propertyNames', 'contains', 'additionalItems', 'not', 'if', 'then', 'else']),
  ...shaped('schemas', ['allOf', 'anyOf', 'oneOf']),
  ...shaped('schemaMap', ['properties', 'patternProperties', 'definitions']),
  ...shaped('text', [
    '$schema',
    '$id',
    '$ref',
    '$comment',
    'title',
    'description',
    'format',
    'pattern',
    'contentEncoding',
    'contentMediaType',
  ]),
  ...shaped('number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']),
  ...shaped('count', ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties']),
  ...shaped('flag', ['uniqueItems', 'readOnly', 'writeOnly']),
  ...shaped('list', ['enum', 'examples']),
  ...shaped('any', ['const', 'default', 'items']),
  type: 'type',
  required: 'names',
  dependencies: 'object',
};

const wanted: Readonly<Partial<Record<Shape, { readonly is: (value: unknown) => boolean; readonly called: string }>>> = {
  schema: { is: (value) => isObject(value) || typeof value === 'boolean', called: 'a schema: an object, true or false' },
  schemas: { is: (value) => Array.isArray(value) && value.length > 0, called: 'a list of schemas' },
  schemaMap: { is: isObject, called: 'an object with a schema for each name' },
  type: { is: isType, called: `${alternatives(typeNames)}, or a list of these` },
  text: { is: (value) => typeof value === 'string', called: 'text in quotes' },
  number: { is: (value) => typeof value === 'number', called: 'a number' },
  count: { is: (value) => Number.isInteger(value) && Number(value) >= 0, called: 'an integer of at least 0' },
  flag: { is: (value) => typeof value === 'boolean', called: 'true or false' },
  list: { is: Array.isArray, called: 'a list' },
  names: { is: (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'), called: 'a list of names' },
  object: { is: isObject, called: 'an object' },
};

/** Whether `expect` can be a JSON Schema of draft-07 at all; what is wrong is reported where it stands. */
export function checkExpect(expect: Located<unknown>, json: string, report: Report): void {
  checkSchema('expect', expect, 0);

  function checkSchema(name: string, schema: Located<unknown>, depth: number): void {
    if (!matches('schema', name, schema) || !isObject(schema.value) || depth > deepest) return;
    for (const [keyword, place] of membersOf(json, schema.range.start)) {
      const shape = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
      if (shape === undefined) reportUnknown(keyword, place.key);
      else checkKeyword(keyword, shape, { value: schema.value[keyword], range: place.value }, depth);
    }
  }

  function checkKeyword(keyword: string, shape: Shape, found: Located<unknown>, depth: number): void {
    if (!matches(shape, keyword, found)) return;
    const { value, range } = found;
    if (shape === 'schema') checkSchema(keyword, found, depth + 1);
    else if (shape === 'schemas' && Array.isArray(value)) {
      for (const [at, place] of elementsOf(json, range.start).entries())
        checkSchema(keyword, { value: value[at], range: place }, depth + 1);
    } else if (shape === 'schemaMap' && isObject(value)) {
      for (const [name, place] of membersOf(json, range.start)) checkSchema(name, { value: value[name], range: place.value }, depth + 1);
    }
  }

  function matches(shape: Shape, name: string, { value, range }: Located<unknown>): boolean {
    const rule = wanted[shape];
    if (rule === undefined || rule.is(value)) return true;
    const message = `${name} is ${valueText(value)}; it must be ${rule.called}. The transcript cannot run.`;
    report({ rule: 'transcript/expect', message, range });
    return false;
  }

  function reportUnknown(keyword: string, range: Located<unknown>['range']): void {
    const meant = nearest(keyword, Object.keys(keywords));
    const advice = meant === undefined ? 'What the payload must contain goes into payload.' : `Did you mean ${quoted(meant)}?`;
    report({
      rule: 'transcript/expect',
      message: `expect is a JSON Schema, and ${quoted(keyword)} is none of its keywords: it checks nothing. ${advice}`,
      range,
    });
  }
}

function shaped(shape: Shape, names: readonly string[]): Record<string, Shape> {
  return Object.fromEntries(names.map((name) => [name, shape]));
}

function isType(value: unknown): boolean {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  return names.length > 0 && names.every((name) => typeof name === 'string' && typeNames.includes(name));
}
