import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../src/lint/rules.ts';
import { jsonValidationEntries, type JsonValidationEntry } from './schemas/generateSchemas.ts';

/** The setting of one rule in package.json. */
export interface RuleSetting {
  readonly type: 'string';
  readonly enum: readonly string[];
  readonly default: string;
  readonly description: string;
}

interface Manifest {
  readonly contributes: {
    jsonValidation: readonly JsonValidationEntry[];
    readonly configuration: { readonly properties: Record<string, { properties?: Readonly<Record<string, RuleSetting>> }> };
  };
}

/** The parts of package.json that tables in the sources decide: the severities of rules, and which files have a schema. */
export function generateManifest(): ReadonlyMap<string, string> {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as Manifest;
  const { contributes } = manifest;
  contributes.jsonValidation = jsonValidationEntries();
  const setting = contributes.configuration.properties['wiotp.lint.rules'];
  if (setting === undefined) throw new Error('package.json has no setting wiotp.lint.rules');
  setting.properties = ruleSettings();
  return new Map([['package.json', JSON.stringify(manifest, undefined, 2)]]);
}

/** One property of `wiotp.lint.rules` for every rule. */
export function ruleSettings(): Readonly<Record<string, RuleSetting>> {
  return Object.fromEntries(
    Object.entries(rules).map(([rule, { title, severity }]) => [
      rule,
      { type: 'string', enum: ['error', 'warning', 'hint', 'off'], default: severity, description: `${title}.` },
    ]),
  );
}
