import { getNodeValue, type Node } from 'jsonc-parser';
import { readFileEntries } from '../../lint/files/fileEntries.ts';
import { readSchemaEntries } from '../../lint/files/schemaEntries.ts';
import { filterFault } from '../../lint/own/filterFault.ts';
import type { Problem } from '../../lint/problem.ts';
import { rules } from '../../lint/rules.ts';
import { readLintSettings } from '../../lint/settings.ts';
import { quoted } from '../../lint/wording.ts';
import { reasonOf } from '../reasonOf.ts';
import { globMatcher } from './globMatcher.ts';

/** What is wrong with the value of each setting that this command reads, as full sentences. */
const settings: Readonly<Record<string, (value: unknown) => readonly string[]>> = {
  'wiotp.files': (files) => [...readFileEntries(files ?? {}).faults, ...globFaults(files)],
  'wiotp.schemas': (schemas) => readSchemaEntries(schemas).faults,
  'wiotp.lint.rules': (value) => readLintSettings({ rules: value }).faults,
  'wiotp.lint.limits': (limits) => readLintSettings({ limits }).faults,
  'wiotp.lint.clientBuffer': (clientBuffer) => readLintSettings({ clientBuffer }).faults,
};

/** What is wrong with our settings in a file of settings, each at the member that is wrong, in the order of their places. */
export function settingsProblems(file: Node | undefined): readonly Problem[] {
  return membersOf(file).flatMap((setting) => {
    const { name, value } = setting;
    const faultsOf = Object.hasOwn(settings, name) ? settings[name] : undefined;
    if (faultsOf === undefined) return [];
    // Asked for one member at a time, it tells which of them is wrong.
    if (value.type === 'object')
      return membersOf(value).flatMap((entry) =>
        problems(entry, ruleOf(name, entry), faultsOf({ [entry.name]: getNodeValue(entry.value) })),
      );
    return problems(setting, settingRule, faultsOf(getNodeValue(value)));
  });
}

const settingRule = 'file/settings';

type FaultRule = typeof settingRule | 'own/filter';

interface Member {
  readonly name: string;
  readonly value: Node;
  readonly range: Problem['range'];
}

function membersOf(node: Node | undefined): readonly Member[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ offset, length, children: [key, value] = [] }) => {
    return key === undefined || value === undefined
      ? []
      : [{ name: String(key.value), value, range: { start: offset, end: offset + length } }];
  });
}

function ruleOf(setting: string, { name }: Member): FaultRule {
  return setting === 'wiotp.schemas' && filterFault(name) !== undefined ? 'own/filter' : settingRule;
}

function problems({ range }: Member, rule: FaultRule, faults: readonly string[]): readonly Problem[] {
  return faults.map((message) => ({ rule, severity: rules[rule].severity, message, range }));
}

function globFaults(files: unknown): readonly string[] {
  return Object.keys(files ?? {}).flatMap((glob) => {
    try {
      globMatcher(glob);
      return [];
    } catch (error) {
      return [`wiotp.files: The glob ${quoted(glob)} cannot be used: ${reasonOf(error)}.`];
    }
  });
}
