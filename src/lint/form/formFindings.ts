import { at, replaceWith, type Finding, type Path } from '../finding.ts';
import { isObject, member } from '../json.ts';
import { sureName } from '../memberName.ts';
import { nearest } from '../../wiotp/nearest.ts';
import type { RuleId } from '../rules.ts';
import { alternatives, memberIs, pathText, quoted } from '../wording.ts';
import { typeWords, type Form } from './form.ts';

/** The rules that a file breaks whose form is wrong. */
export interface FormRules {
  /** A value of a wrong type, or out of its range. */
  readonly value: RuleId;
  readonly missing: RuleId;
  readonly unknownMember: RuleId;
  /** What becomes of a file with a wrong value, as a full sentence. */
  readonly effect: string;
}

/** Values of any form are read no deeper than this: whoever compares or prints them goes through them level by level. */
const deepest = 64;

/** Where a value is not what its form says: at most one finding for each value, and nothing below a wrong one. */
export function formFindings(value: unknown, form: Form, rules: FormRules): readonly Finding[] {
  const findings: Finding[] = [];
  check(value, form, []);
  return findings;

  function check(found: unknown, { type, enum: allowed, properties, ...limits }: Form, path: Path): void {
    const wanted = wantedInstead(found, { ...limits, ...(type === undefined ? {} : { type }) });
    if (wanted !== undefined) wrong(found, path, wanted);
    else if (allowed !== undefined && !allowed.some((candidate) => candidate === found)) notAllowed(found, path, allowed);
    else if (Array.isArray(found) && limits.items !== undefined) {
      for (const [index, element] of found.entries()) check(element, limits.items, [...path, index]);
    } else if (isObject(found) && properties !== undefined) checkMembers(found, properties, limits.required ?? [], path);
    else if (isDeeper(found, deepest)) wrong(found, path, `nested no deeper than ${deepest} levels`);
  }

  function checkMembers(found: object, properties: Readonly<Record<string, Form>>, required: readonly string[], path: Path): void {
    for (const name of required) if (!Object.hasOwn(found, name)) missing(name, path);
    for (const name of Object.keys(found)) {
      const form = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (form === undefined) unknown(name, found, properties, path);
      else check(member(found, name), form, [...path, name]);
    }
  }

  function wrong(found: unknown, path: Path, wanted: string): void {
    const is = path.length === 0 ? memberIs(path, found, 'The file') : memberIs(path, found);
    findings.push({ rule: rules.value, message: `${is}; it must be ${wanted}. ${rules.effect}`, place: { path, part: 'value' } });
  }

  function notAllowed(found: unknown, path: Path, allowed: readonly (string | number)[]): void {
    const place = { path, part: 'value' } as const;
    const meant = typeof found === 'string' ? meantWord(found, allowed) : undefined;
    const fix = meant === undefined ? {} : { fix: { title: `Change it to ${meant}`, ...at(place, replaceWith(JSON.stringify(meant))) } };
    const message = `${memberIs(path, found)}; it must be ${alternatives(allowed)}. ${rules.effect}`;
    findings.push({ rule: rules.value, message, place, ...fix });
  }

  function missing(name: string, path: Path): void {
    const owner = path.length === 0 ? 'The file' : pathText(path);
    findings.push({
      rule: rules.missing,
      message: `${owner} has no member ${quoted(name)}, which it needs. ${rules.effect}`,
      place: { path, part: 'object' },
      about: [...path, name],
    });
  }

  function unknown(name: string, found: object, properties: Readonly<Record<string, Form>>, path: Path): void {
    const free = Object.keys(properties).filter((candidate) => !Object.hasOwn(found, candidate));
    const place = { path: [...path, name], part: 'key' } as const;
    const sure = sureName(name, free);
    const meant = sure ?? nearest(name, free);
    const owner = path.length === 0 ? 'The file' : pathText(path);
    findings.push({
      rule: rules.unknownMember,
      message: `${owner} has no member ${quoted(name)}, so it has no effect.${meant === undefined ? ' Remove it.' : ` Did you mean ${quoted(meant)}?`}`,
      place,
      ...(sure === undefined ? {} : { fix: { title: `Change it to ${sure}`, ...at(place, replaceWith(JSON.stringify(sure))) } }),
    });
  }
}

/** What a value must be that it is not, as it completes "It must be …"; `undefined` for one that is right so far. */
function wantedInstead(value: unknown, { type, minimum, maximum, minLength, maxItems }: Omit<Form, 'description'>): string | undefined {
  if (type !== undefined && !isOfType(value, type)) return typeWords[type];
  if (minLength !== undefined && value === '') return `${typeWords.string} that is not empty`;
  if (maxItems !== undefined && Array.isArray(value) && value.length > maxItems) return `a list of at most ${maxItems} entries`;
  if (typeof value !== 'number') return undefined;
  if (minimum !== undefined && value < minimum) return `at least ${minimum}`;
  return maximum !== undefined && value > maximum ? `at most ${maximum}` : undefined;
}

function isOfType(value: unknown, type: keyof typeof typeWords): boolean {
  switch (type) {
    case 'object':
      return isObject(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isSafeInteger(value);
    case 'string':
    case 'boolean':
      return typeof value === type;
  }
}

/** The allowed word that is certainly meant: the same in another spelling, or what stands behind its point. */
function meantWord(word: string, allowed: readonly (string | number)[]): string | undefined {
  const words = allowed.filter((candidate) => typeof candidate === 'string');
  return sureName(word, words) ?? words.find((candidate) => candidate.endsWith(`.${word}`));
}

/** Goes no deeper than asked for, whatever the value. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
