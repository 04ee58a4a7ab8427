import { join } from 'node:path';
import { getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { readFileEntries, type FileEntry } from '../../lint/files/fileEntries.ts';
import { LineIndex } from '../../lint/files/lineIndex.ts';
import { readSchemaEntries, type SchemaEntry } from '../../lint/files/schemaEntries.ts';
import { isObject, member } from '../../lint/json.ts';
import { defaultLintOptions, type LintOptions } from '../../lint/options.ts';
import type { Problem } from '../../lint/problem.ts';
import { readLintSettings } from '../../lint/settings.ts';
import { reasonOf } from '../reasonOf.ts';
import { decode } from './decode.ts';
import { isMissing } from '../isMissing.ts';
import { readRegularFile } from '../readRegularFile.ts';
import { settingsProblems } from './settingsProblems.ts';

/** What a settings file says about linting. */
export interface SettingsContent {
  readonly options: LintOptions;
  readonly entries: readonly FileEntry[];
  readonly schemas: readonly SchemaEntry[];
  readonly text: string;
  /** What is wrong with our settings, by its places in the text. What can be read counts all the same, as it does in VS Code. */
  readonly problems: readonly Problem[];
  /** Why it cannot be read, or not as a whole, as a full sentence. */
  readonly unreadable?: string;
}

/** Where the settings of a folder are. */
export function settingsIn(folder: string): string {
  return join(folder, '.vscode', 'settings.json');
}

/** What counts where there are no settings. */
export const noSettings: SettingsContent = { options: defaultLintOptions, entries: [], schemas: [], text: '', problems: [] };

/** Reads a settings file of VS Code, which is JSON with comments; `undefined` when there is none. Never throws. */
export function readSettingsFile(path: string): SettingsContent | undefined {
  try {
    const decoded = decode(readRegularFile(path));
    if (!decoded.isUtf8) return { ...noSettings, unreadable: 'The file is not UTF-8; the defaults count.' };
    return contentOf(decoded.text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return isMissing(error) ? undefined : { ...noSettings, unreadable: `The file cannot be read: ${reasonOf(error)}.` };
  }
}

function contentOf(text: string): SettingsContent {
  const errors: ParseError[] = [];
  let tree: Node | undefined;
  let settings: unknown;
  try {
    tree = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
    settings = tree === undefined ? undefined : getNodeValue(tree);
  } catch {
    // The parser is recursive, and the stack ends some thousand levels down.
    return { ...noSettings, unreadable: 'The file is nested too deep to be read; the defaults count.' };
  }
  const lint = readLintSettings({
    rules: member(settings, 'wiotp.lint.rules'),
    limits: member(settings, 'wiotp.lint.limits'),
    clientBuffer: member(settings, 'wiotp.lint.clientBuffer'),
  });
  const unreadable = formFault(text, settings, errors);
  return {
    options: lint.options,
    entries: readFileEntries(member(settings, 'wiotp.files') ?? {}).entries,
    schemas: readSchemaEntries(member(settings, 'wiotp.schemas')).entries,
    text,
    problems: settingsProblems(tree),
    ...(unreadable === undefined ? {} : { unreadable }),
  };
}

function formFault(text: string, settings: unknown, [first]: readonly ParseError[]): string | undefined {
  if (first !== undefined) {
    const { line, column } = new LineIndex(text).at(first.offset);
    return `This is not JSON at line ${line}, column ${column} (${printParseErrorCode(first.error)}); what can be read counts.`;
  }
  return settings === undefined || isObject(settings) ? undefined : 'The file must hold an object; the defaults count.';
}
