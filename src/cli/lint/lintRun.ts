import { resolve } from 'node:path';
import type { CommandContext } from '../commandContext.ts';
import type { ExitCode } from '../exitCode.ts';
import { printable } from '../../wiotp/printable.ts';
import { reasonOf } from '../reasonOf.ts';
import { checkContent } from './checkContent.ts';
import { chosenContent, contentOf, type Content } from './content.ts';
import type { FileResult } from './fileResult.ts';
import { findFiles, isFolder, type Found } from './findFiles.ts';
import { FolderSettings, SettingsFinder } from './folderSettings.ts';
import type { LintCommandOptions } from './lintOptions.ts';
import { OwnSchemaChecks } from './ownSchemaChecks.ts';
import { readIncluded } from './readIncluded.ts';
import { reportWriter, type ReportWriter } from './reports.ts';
import { noSettings, settingsIn } from './settingsFile.ts';
import { isWithin } from './isWithin.ts';
import { shownPath } from './shownPath.ts';
import { sourceAt, type Source } from './source.ts';
import { Tally } from './tally.ts';

const inputAdvice = 'Nobody says what it holds. Say it with --kind or --topic.';
const fileAdvice =
  'Nobody says what it holds. Say it with --kind or --topic, name it in wiotp.files of .vscode/settings.json, ' +
  'or call it <name>.dm.<kind>.json.';

/** A choice for whatever lies in a folder would call every file there a payload. */
const folderAdvice = 'It is a folder, and --kind and --topic are about files that are named one by one.';

/** One run of `wiotp lint`: file by file, each reported as soon as it is checked. */
export class LintRun {
  readonly #options: LintCommandOptions;
  readonly #context: CommandContext;
  readonly #writer: ReportWriter;
  readonly #settings: Pick<SettingsFinder, 'of' | 'found'>;
  readonly #own: OwnSchemaChecks;
  readonly #tally = new Tally();
  readonly #seen = new Set<string | undefined>();

  constructor(options: LintCommandOptions, context: CommandContext) {
    this.#options = options;
    this.#context = context;
    this.#writer = reportWriter(options.format, context.folder);
    this.#settings = options.useSettings ? new SettingsFinder() : withoutSettings;
    this.#own = new OwnSchemaChecks(context.schemasProgram);
  }

  async run(): Promise<ExitCode> {
    const { out, folder } = this.#context;
    await out.writeAll(this.#writer.begin);
    for (const target of this.#options.targets) {
      if (this.#options.content !== undefined && isFolder(resolve(folder, target))) this.#unreadable(target, folderAdvice);
      else for (const found of findFiles(target, folder)) await this.#take(found);
    }
    await this.#reportSettings();
    await this.#reportSchemas();
    await out.writeAll(this.#writer.end(this.#tally.totals));
    return this.#tally.exitCode(this.#options.strict);
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #take(found: Found): Promise<void> {
    if (found.type === 'unreadable') return this.#unreadable(found.path, found.reason);
    const source = sourceAt(found, this.#context);
    if (this.#seen.has(source.file)) return;
    const settings = this.#settings.of(source.folder);
    const content = this.#contentOf(source, settings);
    if (content === undefined && !found.isNamed) return this.#tally.skipped();
    this.#seen.add(source.file);
    // That a file cannot be read matters more than that nobody knows it; standard input would have to be typed first.
    if (content === undefined && source.file === undefined) return this.#unreadable(source.path, inputAdvice);
    const bytes = await this.#read(source);
    if (bytes === undefined) return;
    if (content === undefined) return this.#unreadable(source.path, fileAdvice);
    await this.#report(await this.#check(bytes, content, source, settings));
  }

  async #reportSettings(): Promise<void> {
    for (const { folder, problems, unreadable } of this.#settings.found) {
      const path = shownPath(settingsIn(folder), this.#context.folder);
      if (problems.length > 0) await this.#report({ path, kind: 'settings', problems });
      if (unreadable !== undefined) this.#unreadable(path, unreadable);
    }
  }

  /** A schema that no message needed is nobody's business, unless the folder of its settings is what was to be checked. */
  async #reportSchemas(): Promise<void> {
    const { targets } = this.#options;
    const { folder: base } = this.#context;
    const folders = targets.map((target) => resolve(base, target)).filter(isFolder);
    for (const settings of this.#settings.found) {
      if (folders.some((folder) => isWithin(folder, settings.folder))) this.#own.needAll(settings);
    }
    const { results, unreadable } = await this.#own.findings();
    for (const result of results) await this.#report({ ...result, path: shownPath(result.path, base) });
    for (const { path, reason } of unreadable) this.#unreadable(shownPath(path, base), reason);
  }

  #contentOf({ path, file }: Source, settings: FolderSettings): Content | undefined {
    const { content: chosen, message } = this.#options;
    if (chosen !== undefined) return chosenContent(chosen, path, message.sender);
    const ours = file === undefined ? undefined : settings.fileAt(file);
    return ours === undefined ? undefined : contentOf(ours, message.sender);
  }

  async #read({ path, read }: Source): Promise<Uint8Array | undefined> {
    try {
      return await read();
    } catch (error) {
      this.#unreadable(path, reasonOf(error));
      return undefined;
    }
  }

  async #check(bytes: Uint8Array, content: Content, source: Source, settings: FolderSettings): Promise<FileResult> {
    const { path, file, folder } = source;
    const outermost = this.#outermost(source, settings);
    const problems = await checkContent(bytes, {
      content,
      message: this.#options.message,
      options: settings.options,
      inFile: file !== undefined,
      own: this.#own.of(settings),
      include: (included) => this.#include(resolve(folder, included), outermost),
    });
    return { path, kind: content.type === 'payload' ? (content.kind?.name ?? null) : content.type, problems };
  }

  /** Transcripts include nothing from outside of this folder: that of the settings, else where the command runs or the file is. */
  #outermost({ folder }: Source, settings: FolderSettings): string {
    if (this.#settings.found.includes(settings)) return settings.folder;
    return isWithin(this.#context.folder, folder) ? this.#context.folder : folder;
  }

  #include(path: string, outermost: string): string | undefined {
    return readIncluded(path, outermost, (reason) => this.#say(`${shownPath(path, this.#context.folder)}: ${reason}`));
  }

  async #report(result: FileResult): Promise<void> {
    const isFirst = this.#tally.totals.files === 0;
    this.#tally.checked(result);
    await this.#context.out.writeAll(this.#writer.file(result, isFirst));
  }

  #unreadable(path: string, reason: string): void {
    this.#tally.unreadable(path);
    this.#say(`${path}: ${reason}`);
  }

  #say(text: string): void {
    this.#context.err.write(() => printable(text));
  }
}

const withoutSettings: Pick<SettingsFinder, 'of' | 'found'> = { of: () => new FolderSettings('', noSettings), found: [] };
