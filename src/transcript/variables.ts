import { Refusal } from '../wiotp/refusal.ts';
import { randomRange, templateParts } from './variableSyntax.ts';

/** Where the variables of a template get their values. */
export interface TemplateSources {
  /** The time for `${now}`, in milliseconds since the epoch. */
  now(): number;
  /** A fresh text for `${uuid}`. */
  uuid(): string;
  /** The number for `${counter}`: the same everywhere in one message. */
  readonly counter: number;
  /** At least 0 and below 1, for `${random:lo:hi}`. */
  random(): number;
}

const wholeString = /(?<!\\)"(\$\{(?:counter|random:[^{}"]*)\})"/g;
const advice =
  'Use ${now}, ${uuid}, ${counter} or ${random:lo:hi} with two numbers, such as ${random:18:24.5}; write $${ for a literal ${.';

/**
 * Fills the variables of a template: `${now}` (ISO 8601), `${uuid}`, `${counter}` and `${random:lo:hi}`, which
 * includes both bounds and has at most as many decimals as the more precise one. `$${` is a literal `${`. In a template that is
 * JSON, a string that consists of one numeric variable becomes a number.
 * @throws Refusal for an unknown or unfinished variable.
 */
export function fillTemplate(template: string, sources: TemplateSources): string {
  const text = isJson(template) ? template.replace(wholeString, '$1') : template;
  const pieces: string[] = [];
  let at = 0;
  for (const part of templateParts(text)) {
    pieces.push(text.slice(at, part.start));
    if (part.type === 'unfinished') throw refused(`${text.slice(part.start, part.end)} is not closed with "}".`);
    pieces.push(part.type === 'literal' ? '${' : valueOf(part.name, sources));
    at = part.end;
  }
  return [...pieces, text.slice(at)].join('');
}

function valueOf(name: string, sources: TemplateSources): string {
  switch (name) {
    case 'now':
      return new Date(sources.now()).toISOString();
    case 'uuid':
      return sources.uuid();
    case 'counter':
      return String(sources.counter);
    default:
      return randomNumber(name, sources);
  }
}

function randomNumber(name: string, sources: TemplateSources): string {
  const range = randomRange(name);
  if (typeof range === 'string') throw refused(range);
  const { least, most, steps } = range;
  return String((least + Math.floor(sources.random() * (most - least + 1))) / steps);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function refused(message: string): Refusal {
  return new Refusal(message, { rule: 'a template uses only known variables', advice });
}
