import * as vscode from 'vscode';
import { isCandidate } from '../editor/files/candidates.ts';
import type { DocumentChoices } from '../editor/files/documentChoices.ts';
import type { LanguageFeatures } from '../editor/languageFeatures.ts';
import type { LintConfiguration } from '../rpc/engineContract.ts';
import { Bin } from './bin.ts';
import type { Connections } from './connections/connections.ts';
import type { Engine } from './engine.ts';
import { settings } from './ids.ts';
import type { Notices } from './notices.ts';

/** What the features in the editor take from the workbench. */
export interface EditorFeatureParts {
  readonly extension: vscode.Extension<unknown>;
  /** The program of the thread that runs the user's own schemas. */
  readonly schemasProgram: string;
  readonly choices: DocumentChoices;
  readonly connections: Connections;
  readonly engine: Engine;
  readonly notices: Notices;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Loads the linter and everything around it when the first of our files is open or the log is to judge messages, and
 * not before: every JSON file activates the extension, and most of them are not ours.
 */
export class EditorFeatures {
  readonly #parts: EditorFeatureParts;
  readonly #bin = new Bin();
  readonly #waiting = new Bin();
  #loaded: Promise<LanguageFeatures> | undefined;
  #isDisposed = false;

  constructor(parts: EditorFeatureParts) {
    this.#parts = parts;
  }

  /** Waits for the first of our files. */
  start(): void {
    const { choices } = this.#parts;
    const look = (documents: readonly vscode.TextDocument[] = vscode.workspace.textDocuments): void => {
      if (!documents.some((document) => isCandidate(document, choices))) return;
      // Told in the log where it failed.
      void this.load().catch(() => undefined);
    };
    this.#waiting.add(vscode.workspace.onDidOpenTextDocument((document) => look([document])));
    this.#waiting.add(
      vscode.workspace.onDidChangeConfiguration(
        (change) => (change.affectsConfiguration(settings.files) || change.affectsConfiguration(settings.schemas)) && look(),
      ),
    );
    this.#waiting.add(choices.onChange(() => look()));
    look();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#waiting.dispose();
    this.#bin.dispose();
  }

  /** One load is for everybody; after one that failed the next call tries again. What is disposed meanwhile is not started. */
  load(): Promise<LanguageFeatures> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }

  /** What the engine judges messages by. */
  async lintConfiguration(): Promise<LintConfiguration> {
    const features = await this.load();
    return { ...(await features.lintOfTraffic()), schemasProgram: this.#parts.schemasProgram };
  }

  async #load(): Promise<LanguageFeatures> {
    try {
      const { languageFeatures } = await import('./languageFeatures.ts');
      const features = languageFeatures(this.#parts);
      if (!this.#isDisposed) this.#run(features);
      return features;
    } catch (error) {
      this.#loaded = undefined;
      this.#parts.log.error('The linter could not be loaded', error instanceof Error ? error : String(error));
      throw error;
    }
  }

  #run(features: LanguageFeatures): void {
    const { engine } = this.#parts;
    try {
      features.start();
    } catch (error) {
      features.dispose();
      throw error;
    }
    this.#bin.add(features);
    this.#bin.add(features.onLintOfTraffic(() => void engine.configureLint()));
    this.#bin.add(engine.onSchemas((reports) => features.takeReportsOfLog(reports)));
    this.#waiting.dispose();
  }
}
