import type { Path } from './finding.ts';
import { isSecretName } from './secretName.ts';

const usuallyLongest = 40;

/** A member as people write it: `d.fields[0].value`; the payload itself is `The payload`. */
export function pathText(path: Path): string {
  if (path.length === 0) return 'The payload';
  return path
    .map((step, at) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[A-Za-z_][A-Za-z0-9_-]{0,40}$/.test(step)) return `[${quoted(step)}]`;
      return at === 0 ? step : `.${step}`;
    })
    .join('');
}

/** A value as it may stand in a sentence: `60`, `the text "99"`, `an object`. Long texts are cut. */
export function valueText(value: unknown): string {
  if (value === '') return 'an empty text';
  if (typeof value === 'string') return `the text ${quoted(value)}`;
  if (Array.isArray(value)) return 'an array';
  // What is written as 1e400 is read as Infinity.
  if (value === Infinity || value === -Infinity) return 'a number beyond what can be counted with';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/**
 * What a member is: `d.lifetime is 60`. Of a member whose name says that it holds a secret, only the sort of the value:
 * messages go into logs that others read.
 */
export function memberIs(path: Path, value: unknown, name = pathText(path)): string {
  const last = path.findLast((step) => typeof step === 'string');
  return `${name} is ${last !== undefined && isSecretName(last) ? sortOf(value) : valueText(value)}`;
}

function sortOf(value: unknown): string {
  if (typeof value === 'number') return 'a number';
  return typeof value === 'string' && value !== '' ? 'a text' : valueText(value);
}

/** Text in double quotes, cut after so many UTF-16 units and with everything unprintable escaped. */
export function quoted(text: string, longest = usuallyLongest): string {
  return text.length <= longest ? JSON.stringify(text) : `${JSON.stringify(text.slice(0, longest)).slice(0, -1)}…"`;
}

/** `1, 2 or 3`. */
export function alternatives(values: readonly unknown[]): string {
  return joined(values, 'or');
}

/** `1, 2 and 3`. */
export function listing(values: readonly unknown[]): string {
  return joined(values, 'and');
}

function joined(values: readonly unknown[], word: string): string {
  const texts = values.map((value) => (typeof value === 'string' ? quoted(value) : String(value)));
  const last = texts.pop() ?? '';
  return texts.length === 0 ? last : `${texts.join(', ')} ${word} ${last}`;
}
