import * as vscode from 'vscode';
import { languages } from './lintDocument.ts';
import { PayloadDiagnostics } from './payloadDiagnostics.ts';
import { quickFixMetadata, QuickFixes } from './quickFixes.ts';

/**
 * Everything that payload files get in the editor besides what VS Code's JSON service makes of our schemas.
 * The entry of a bundle of its own, which is loaded when the first payload file is open.
 */
export class LanguageFeatures {
  readonly #diagnostics = new PayloadDiagnostics();
  #fixes: vscode.Disposable | undefined;

  start(): void {
    const selector = languages.map((language) => ({ language }));
    this.#fixes = vscode.languages.registerCodeActionsProvider(selector, new QuickFixes(), quickFixMetadata);
    this.#diagnostics.start();
  }

  dispose(): void {
    this.#fixes?.dispose();
    this.#diagnostics.dispose();
  }
}
