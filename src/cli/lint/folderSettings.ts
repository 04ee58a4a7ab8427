import { dirname, relative } from 'node:path';
import { decided } from '../../lint/decided.ts';
import { fileOfEntry, type FileEntry } from '../../lint/files/fileEntries.ts';
import { ourFileOfName, type OurFile } from '../../lint/files/ourFile.ts';
import type { SchemaEntry } from '../../lint/files/schemaEntries.ts';
import type { LintOptions } from '../../lint/options.ts';
import { placed, type PlacedProblem } from './fileResult.ts';
import { globMatcher, type Matcher } from './globMatcher.ts';
import { noSettings, readSettingsFile, settingsIn, type SettingsContent } from './settingsFile.ts';
import { slashes } from './slashes.ts';

/** The settings of one folder and everything below it that has none of its own. */
export class FolderSettings {
  readonly #folder: string;
  readonly #content: SettingsContent;
  readonly #matchers: readonly (readonly [FileEntry, Matcher])[];

  /** @param folder The folder that `.vscode` is in. */
  constructor(folder: string, content: SettingsContent) {
    this.#folder = folder;
    this.#content = content;
    this.#matchers = content.entries.map((entry) => [entry, matcherOf(entry.glob)]);
  }

  get folder(): string {
    return this.#folder;
  }

  get options(): LintOptions {
    return this.#content.options;
  }

  get schemas(): readonly SchemaEntry[] {
    return this.#content.schemas;
  }

  /** Why the file cannot be read, or not as a whole, as a full sentence. */
  get unreadable(): string | undefined {
    return this.#content.unreadable;
  }

  /** What is wrong with the settings themselves. */
  get problems(): readonly PlacedProblem[] {
    const { problems, options, text } = this.#content;
    return placed(decided(problems, options), text);
  }

  /** What a file is by `wiotp.files`, or else by its name; `undefined` for one that is none of ours. */
  fileAt(path: string): OurFile | undefined {
    const below = slashes(relative(this.#folder, path));
    const found = this.#matchers.find(([, matches]) => matches(below) || matches(slashes(path)));
    return found === undefined ? ourFileOfName(path) : fileOfEntry(found[0], path);
  }
}

/** Finds the settings of files: the nearest `.vscode/settings.json` upwards. Each is read once. */
export class SettingsFinder {
  readonly #byFolder = new Map<string, FolderSettings>();
  readonly #found: FolderSettings[] = [];

  /** Those of the folders that have been asked for, as far as there are any, in the order in which they were met. */
  get found(): readonly FolderSettings[] {
    return this.#found;
  }

  /** The settings that count for files in a folder. */
  of(folder: string): FolderSettings {
    const known = this.#byFolder.get(folder);
    if (known !== undefined) return known;
    const parent = dirname(folder);
    const settings = this.#read(folder) ?? (parent === folder ? new FolderSettings(folder, noSettings) : this.of(parent));
    this.#byFolder.set(folder, settings);
    return settings;
  }

  #read(folder: string): FolderSettings | undefined {
    const content = readSettingsFile(settingsIn(folder));
    if (content === undefined) return undefined;
    const settings = new FolderSettings(folder, content);
    this.#found.push(settings);
    return settings;
  }
}

/** A glob that cannot be used catches nothing; it is one of the problems of the settings. */
function matcherOf(glob: string): Matcher {
  try {
    return globMatcher(glob);
  } catch {
    return () => false;
  }
}
