import { isObject } from './json.ts';
import { nearest } from '../wiotp/nearest.ts';
import type { LimitsProfile } from '../wiotp/limitTable.ts';
import { defaultLintOptions, type LintOptions } from './options.ts';
import type { Severity } from './problem.ts';
import { rules } from './rules.ts';
import { alternatives, quoted, valueText } from './wording.ts';

/** The settings below `wiotp.lint.` that decide how to check, as they stand in a settings file: anything may be in them. */
export interface RawLintSettings {
  readonly rules?: unknown;
  readonly limits?: unknown;
  readonly clientBuffer?: unknown;
}

/** What the settings of the linter say, as far as they can be read. */
export interface LintSettings {
  readonly options: LintOptions;
  /** What is wrong with the settings and therefore ignored, as full sentences. */
  readonly faults: readonly string[];
}

/** What a rule can be set to, and whose limits there are: a table each, so that neither misses one. */
const severities: Readonly<Record<Severity | 'off', true>> = { error: true, warning: true, hint: true, off: true };
const limitsNames: Readonly<Record<LimitsProfile, true>> = { lite: true, standard: true, mas: true, quickstart: true };

/** The smallest packet that carries a topic of the platform does not fit into less. */
const leastClientBuffer = 16;

/**
 * Reads `wiotp.lint.rules`, `wiotp.lint.limits` and `wiotp.lint.clientBuffer`, where `undefined` and `null` stand for what is not set.
 * Never throws, whatever people write into them: what cannot be used is named, and the default counts.
 */
export function readLintSettings(raw: RawLintSettings): LintSettings {
  const faults: string[] = [];
  const clientBuffer = readClientBuffer(raw.clientBuffer, faults);
  const options = {
    rules: readRules(raw.rules, faults),
    limits: readLimits(raw.limits, faults),
    ...(clientBuffer === undefined ? {} : { clientBuffer }),
  };
  return { options, faults };
}

function readRules(raw: unknown, faults: string[]): LintOptions['rules'] {
  if (isUnset(raw)) return defaultLintOptions.rules;
  if (!isObject(raw)) {
    faults.push(`wiotp.lint.rules must be an object of rules with a severity for each; it is ${valueText(raw)}, which is ignored.`);
    return defaultLintOptions.rules;
  }
  const chosen: Record<string, Severity | 'off'> = {};
  for (const [rule, severity] of Object.entries(raw)) {
    if (!Object.hasOwn(rules, rule)) faults.push(unknownRule(rule));
    else if (typeof severity === 'string' && isNameIn(severities, severity)) chosen[rule] = severity;
    else {
      const names = alternatives(Object.keys(severities));
      faults.push(`wiotp.lint.rules: the severity of ${rule} must be ${names}; it is ${valueText(severity)}, which is ignored.`);
    }
  }
  return chosen;
}

function unknownRule(rule: string): string {
  const meant = nearest(rule, Object.keys(rules));
  const hint = meant === undefined ? '' : ` Is ${meant} meant?`;
  return `wiotp.lint.rules: there is no rule ${quoted(rule)}; the entry is ignored.${hint}`;
}

function readLimits(raw: unknown, faults: string[]): LimitsProfile {
  if (isUnset(raw)) return defaultLintOptions.limits;
  if (typeof raw === 'string' && isNameIn(limitsNames, raw)) return raw;
  const names = alternatives(Object.keys(limitsNames));
  faults.push(`wiotp.lint.limits must be ${names}; it is ${valueText(raw)}, and "${defaultLintOptions.limits}" counts.`);
  return defaultLintOptions.limits;
}

function readClientBuffer(raw: unknown, faults: string[]): number | undefined {
  if (isUnset(raw) || raw === 0) return undefined;
  if (typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= leastClientBuffer) return raw;
  const range = `a whole number of bytes, at least ${leastClientBuffer}, or 0 for a buffer that is not checked`;
  faults.push(`wiotp.lint.clientBuffer must be ${range}; it is ${valueText(raw)}, and the buffer is not checked.`);
  return undefined;
}

function isUnset(raw: unknown): raw is undefined | null {
  return raw === undefined || raw === null;
}

function isNameIn<Name extends string>(table: Readonly<Record<Name, true>>, text: string): text is Name {
  return Object.hasOwn(table, text);
}
