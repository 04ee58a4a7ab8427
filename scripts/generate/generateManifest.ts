import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentNames } from '../../src/lint/files/fileEntries.ts';
import { rules } from '../../src/lint/rules.ts';
import { jsonValidationEntries, type JsonValidationEntry } from './schemas/generateSchemas.ts';

/** The setting of one rule in package.json. */
export interface RuleSetting {
  readonly type: 'string';
  readonly enum: readonly string[];
  readonly default: string;
  readonly description: string;
}

interface Setting {
  properties?: Readonly<Record<string, RuleSetting>>;
  additionalProperties?: unknown;
}

interface Manifest {
  readonly contributes: {
    jsonValidation: readonly JsonValidationEntry[];
    readonly configuration: { readonly properties: Record<string, Setting> };
  };
}

/** The parts of package.json that tables in the sources decide: severities of rules, names of kinds, and which files have a schema. */
export function generateManifest(): ReadonlyMap<string, string> {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as Manifest;
  const { contributes } = manifest;
  contributes.jsonValidation = jsonValidationEntries();
  const { properties } = contributes.configuration;
  settingOf(properties, 'wiotp.lint.rules').properties = ruleSettings();
  settingOf(properties, 'wiotp.files').additionalProperties = { type: 'string', examples: contentNames() };
  return new Map([['package.json', JSON.stringify(manifest, undefined, 2)]]);
}

function settingOf(properties: Manifest['contributes']['configuration']['properties'], name: string): Setting {
  const setting = properties[name];
  if (setting === undefined) throw new Error(`package.json has no setting ${name}`);
  return setting;
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
