import type { Schema } from '../messageSchemas.ts';

/** What a value may be, as the beginning of a sentence: `Integer, 0 or at least 3600`. */
export function typeText(part: Schema): string {
  return [typeName(part), ...bounds(part)].join(', ');
}

/** `Integer`, `List of objects`, `Value of any type`. */
function typeName({ type, enum: values, format, items }: Schema): string {
  if (format === 'date-time') return 'Text, a date and time in ISO 8601';
  const types = type === undefined ? [...new Set((values ?? []).map(typeOfValue))] : [type].flat();
  if (types.length === 0) return 'Value of any type';
  const [name = '', ...others] = types.map((one) => names[one] ?? one);
  const text = [name, ...others].join(' or ');
  const plural = typeof items?.type === 'string' ? plurals[items.type] : undefined;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${plural === undefined ? '' : ` of ${plural}`}`;
}

const names: Readonly<Record<string, string>> = { string: 'text', boolean: 'true or false', array: 'list' };
const plurals: Readonly<Record<string, string>> = { string: 'texts', object: 'objects', integer: 'integers', number: 'numbers' };

function typeOfValue(value: unknown): string {
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function bounds({ minimum, maximum, anyOf, minLength, maxLength, minItems, maxItems, minProperties }: Schema): string[] {
  const least = anyOf?.find((alternative) => alternative.minimum !== undefined)?.minimum;
  return [
    ...(least === undefined ? between(minimum, maximum, '') : [`0 or at least ${least}`]),
    ...(minLength === 1 && maxLength === undefined ? ['not empty'] : between(minLength, maxLength, ' characters')),
    ...(minItems === 1 && maxItems === undefined ? ['not empty'] : between(minItems, maxItems, ' items')),
    ...(minProperties === undefined ? [] : ['not empty']),
  ];
}

function between(least: number | undefined, most: number | undefined, unit: string): string[] {
  if (least !== undefined && most !== undefined) return [`${least} to ${most}${unit}`];
  if (least !== undefined) return [`at least ${least}${unit}`];
  return most === undefined ? [] : [`at most ${most}${unit}`];
}
