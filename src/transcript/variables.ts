import { Refusal } from '../wiotp/refusal.ts';
import { environmentName, randomRange, templateParts } from './variableSyntax.ts';

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
  /** The variables for `${env:NAME}`: only those that the user's own settings allow. Absent for none. */
  readonly environment?: Readonly<Record<string, string>>;
}

const wholeString = /(?<!\\)"(\$\{(?:counter|random:[^{}"]*)\})"/g;
const advice =
  'Use ${now}, ${uuid}, ${counter}, ${random:lo:hi} with two numbers, such as ${random:18:24.5}, or ${env:NAME}; write $${ for a literal ${.';

/**
 * Fills the variables of a template: `${now}` (ISO 8601), `${uuid}`, `${counter}`, `${random:lo:hi}`, which
 * includes both bounds and has at most as many decimals as the more precise one, and `${env:NAME}`. `$${` is a literal `${`.
 * In a template that is JSON, a string that consists of one numeric variable becomes a number, and what the environment
 * holds stays inside the string in which it stands.
 * @throws Refusal for an unknown or unfinished variable, and for one of the environment that is not given.
 */
export function fillTemplate(template: string, sources: TemplateSources): string {
  const parts = templateParts(template);
  if (parts.length === 0) return template;
  const json = isJson(template);
  const text = json ? template.replace(wholeString, '$1') : template;
  const pieces: string[] = [];
  let at = 0;
  for (const part of json ? templateParts(text) : parts) {
    pieces.push(text.slice(at, part.start));
    if (part.type === 'unfinished') throw refused(`${text.slice(part.start, part.end)} is not closed with "}".`);
    pieces.push(part.type === 'literal' ? '${' : valueOf(part.name, sources, json));
    at = part.end;
  }
  return [...pieces, text.slice(at)].join('');
}

/** The names of the environment's variables that a template asks for, each once. */
export function environmentNames(template: string): readonly string[] {
  const names = templateParts(template).map((part) => (part.type === 'variable' ? environmentName(part.name) : undefined));
  return [...new Set(names.filter((name) => name !== undefined))];
}

function valueOf(name: string, sources: TemplateSources, inJson: boolean): string {
  switch (name) {
    case 'now':
      return new Date(sources.now()).toISOString();
    case 'uuid':
      return sources.uuid();
    case 'counter':
      return String(sources.counter);
    default:
      return environmentText(name, sources, inJson) ?? randomNumber(name, sources);
  }
}

function environmentText(variable: string, { environment = {} }: TemplateSources, inJson: boolean): string | undefined {
  const name = environmentName(variable);
  if (name === undefined) return undefined;
  const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
  if (value === undefined) {
    throw new Refusal(`The environment variable ${name} is not allowed in templates, or is not set.`, {
      rule: 'a template uses only those variables of the environment that the user allows',
      advice: `Add "${name}" to the setting wiotp.templates.environment in your user settings, and set the variable before VS Code is started.`,
    });
  }
  return inJson ? JSON.stringify(value).slice(1, -1) : value;
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
