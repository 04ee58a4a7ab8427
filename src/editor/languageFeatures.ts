import * as vscode from 'vscode';
import type { OurFile } from '../lint/files/ourFile.ts';
import type { LintOptions } from '../lint/options.ts';
import type { OwnSchema, SchemaReport } from '../lint/own/ownSchemas.ts';
import { deviceInfoFault } from '../profiles/registry/deviceInfoFault.ts';
import { isGeneric } from '../wiotp/genericKinds.ts';
import { Assistance, completionTriggers } from './assistance.ts';
import { CodeLenses, type LensCommands, type OpenConnections } from './codeLenses.ts';
import { Diagnostics } from './problems/diagnostics.ts';
import type { DocumentChoices } from './files/documentChoices.ts';
import { validatedPatterns } from './jsonService.ts';
import { LanguageStatus } from './languageStatus.ts';
import { lintBySettings } from './lintBySettings.ts';
import type { Linter } from './linter.ts';
import { lintSettings } from './settings/lintSettings.ts';
import { ourFileOf } from './files/ourFiles.ts';
import { languages } from './files/ourNames.ts';
import { quickFixMetadata, QuickFixes } from './problems/quickFixes.ts';
import { SchemaChecks, type StartSchemaThread } from './schemas/schemaChecks.ts';
import { SchemaFiles } from './schemas/schemaFiles.ts';
import { SchemaReports } from './schemas/schemaReports.ts';
import { SettingFaults } from './settings/settingFaults.ts';

/** What the features in the editor work with. */
export interface EditorParts {
  /** Our manifest, `package.json`. */
  readonly manifest: unknown;
  readonly choices: DocumentChoices;
  readonly connections: OpenConnections;
  readonly commands: LensCommands & { readonly choose: string };
  readonly startSchemaThread: StartSchemaThread;
  /** Tells the user what is wrong with a setting. */
  readonly tellFault: (fault: string) => void;
  /** Is told about a check that failed, which is a defect of ours. */
  readonly failed: (error: unknown) => void;
  /** Is told what the document in the active editor is, whenever that may have changed. */
  readonly active: (file: OurFile | undefined) => void;
}

/**
 * Everything that our files get in the editor besides what VS Code's JSON service makes of our schemas, and the
 * user's own schemas and settings, which the log is judged by as well.
 */
export class LanguageFeatures {
  readonly #parts: EditorParts;
  readonly #files: SchemaFiles;
  readonly #checks: SchemaChecks;
  readonly #reports: SchemaReports;
  readonly #running: vscode.Disposable[] = [];

  constructor(parts: EditorParts) {
    const { startSchemaThread: startThread, failed } = parts;
    this.#parts = parts;
    this.#files = new SchemaFiles(parts.tellFault, failed);
    this.#reports = new SchemaReports(this.#files);
    this.#checks = new SchemaChecks({
      files: this.#files,
      startThread,
      reported: (reports) => this.#reports.take('editor', reports),
      failed,
    });
  }

  start(): void {
    const { manifest, choices, connections, commands, tellFault, failed } = this.#parts;
    const selector = languages.map((language) => ({ language }));
    const choose = { title: vscode.l10n.t('Choose Kind…'), command: commands.choose };
    const diagnostics = new Diagnostics(choices, this.#checks, failed);
    const assistance = new Assistance(choices, validatedPatterns(manifest));
    const lenses = new CodeLenses(choices, connections, commands);
    const status = new LanguageStatus(choices, this.#checks, choose);
    for (const part of [this.#reports, this.#checks, this.#files, diagnostics, lenses, status, new SettingFaults(tellFault)]) {
      this.#running.push(part);
      part.start();
    }
    this.#running.push(
      vscode.languages.registerCodeActionsProvider(selector, new QuickFixes(diagnostics), quickFixMetadata),
      vscode.languages.registerCompletionItemProvider(selector, assistance, ...completionTriggers),
      vscode.languages.registerHoverProvider(selector, assistance),
      vscode.languages.registerCodeLensProvider(selector, lenses),
    );
    this.#tellActive();
  }

  dispose(): void {
    for (const part of this.#running.splice(0).toReversed()) part.dispose();
  }

  /** The linter with the user's own schemas, as soon as they are read. */
  async linter(): Promise<Linter> {
    await this.#files.settled();
    return { message: lintBySettings, deviceInfo: deviceInfoFault, own: this.#checks };
  }

  /** What messages that cross the wire are judged by. */
  async lintOfTraffic(): Promise<{ readonly options: LintOptions; readonly schemas: readonly OwnSchema[] }> {
    await this.#files.settled();
    return { options: lintSettings().options, schemas: this.#files.schemas };
  }

  /** Calls back when {@link lintOfTraffic} may give something else. */
  onLintOfTraffic(run: () => void): vscode.Disposable {
    return vscode.Disposable.from(
      this.#files.onChange(run),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('wiotp.lint') && run()),
    );
  }

  /** Shows what the log's thread found wrong with the user's own schemas. */
  takeReportsOfLog(reports: readonly SchemaReport[]): void {
    this.#reports.take('log', reports);
  }

  #tellActive(): void {
    let file: OurFile | undefined;
    const tell = (): void => {
      const document = vscode.window.activeTextEditor?.document;
      file = document === undefined ? undefined : ourFileOf(document, this.#parts.choices);
      this.#parts.active(file);
    };
    this.#running.push(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // Only its text tells what such a file is.
        const isOpen = file?.type === 'payload' && isGeneric(file.kind);
        if (isOpen && document === vscode.window.activeTextEditor?.document) tell();
      }),
      vscode.window.onDidChangeActiveTextEditor(tell),
      vscode.workspace.onDidOpenTextDocument(tell),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('wiotp.files') && tell()),
      this.#parts.choices.onChange(tell),
    );
    tell();
  }
}
