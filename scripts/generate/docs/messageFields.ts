import type { Schema } from '../messageSchemas.ts';

/** A table of every member of a payload, those inside others included, in the order of the schema. */
export function fieldTable(schema: Schema): string {
  const rows = rowsOf(schema, '').map(({ name, part, required }) => {
    const cells = [`\`${name}\``, typeOf(part), required ? 'yes' : 'no', part.description ?? ''];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  if (rows.length === 0) return 'The payload is a JSON object with any members.';
  return ['| Member | Type | Required | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

interface Row {
  readonly name: string;
  readonly part: Schema;
  readonly required: boolean;
}

function rowsOf(schema: Schema, prefix: string): readonly Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, part]) => {
    const path = `${prefix}${name}`;
    return [{ name: path, part, required: schema.required?.includes(name) ?? false }, ...inside(part, path)];
  });
}

function inside(part: Schema, path: string): readonly Row[] {
  const { patternProperties = {}, additionalProperties, items } = part;
  if (items !== undefined) {
    const { allOf = [items] } = items;
    return allOf.flatMap((one) => (one.if === undefined ? rowsOf(one, `${path}[].`) : whenField(one, path)));
  }
  const bundles = Object.values(patternProperties).flatMap((value) => freeMember(value, `${path}.{bundleId}`));
  const others = typeof additionalProperties === 'object' ? freeMember(additionalProperties, `${path}.{name}`) : [];
  return [...rowsOf(part, `${path}.`), ...bundles, ...others];
}

/** A member whose name is free. */
function freeMember(part: Schema, name: string): readonly Row[] {
  return [{ name, part, required: false }, ...inside(part, name)];
}

/** What the value of one named attribute looks like. */
function whenField({ if: condition, then }: Schema, path: string): readonly Row[] {
  const attribute = String(condition?.properties?.['field']?.const);
  const value = then?.properties?.['value'];
  if (value === undefined) return [];
  return [{ name: `${path}[].value for ${attribute}`, part: value, required: false }, ...rowsOf(value, `${attribute}.`)];
}

function typeOf(part: Schema): string {
  const { type = 'any' } = part;
  return [type, boundsOf(part)].filter((text) => text !== undefined).join(part.enum === undefined ? ', ' : ': ');
}

function boundsOf({ enum: values, minimum, maximum, anyOf, maxLength, maxItems, minItems, format }: Schema): string | undefined {
  if (values !== undefined) return values.join(', ');
  if (minimum !== undefined) return maximum === undefined ? `at least ${minimum}` : `${minimum} to ${maximum}`;
  if (maxLength !== undefined) return `at most ${maxLength} characters`;
  if (maxItems !== undefined) return `${minItems ?? 0} to ${maxItems} entries`;
  if (format === 'date-time') return 'ISO 8601';
  const least = anyOf?.find((alternative) => alternative.minimum !== undefined)?.minimum;
  return least === undefined ? undefined : `0 or at least ${least}`;
}
