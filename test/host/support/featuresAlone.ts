import * as vscode from 'vscode';
import { Assistance } from '../../../src/editor/assistance.ts';
import { CodeLenses } from '../../../src/editor/codeLenses.ts';
import { Diagnostics } from '../../../src/editor/problems/diagnostics.ts';
import { DocumentChoices } from '../../../src/editor/files/documentChoices.ts';
import { validatedPatterns } from '../../../src/editor/jsonService.ts';
import type { Sender } from '../../../src/wiotp/message.ts';
import { languages } from '../../../src/editor/files/ourNames.ts';
import { Bin } from '../../../src/workbench/bin.ts';
import { ourExtension } from './sample.ts';

/** Features of the editor beside those of the running extension, with choices and connections that tests decide about. */
export class FeaturesAlone {
  readonly #bin = new Bin();
  readonly #connectionsChanged = this.#bin.add(new vscode.EventEmitter<void>());
  readonly choices = this.#bin.add(new DocumentChoices(mementoInMemory(), failed));
  readonly lenses = this.#bin.add(
    new CodeLenses(
      this.choices,
      { classes: () => this.#open, onChange: (run) => this.#connectionsChanged.event(run) },
      { publish: 'wiotp.publishPayloadFile', copy: 'wiotp.copyPayloadAsCode' },
    ),
  );
  #open: ReadonlySet<Sender> = new Set();

  start(): void {
    const selector = languages.map((language) => ({ language }));
    const assistance = new Assistance(this.choices, validatedPatterns(ourExtension().packageJSON));
    const nothing = { check: () => Promise.resolve([]), onChange: this.#bin.add(new vscode.EventEmitter<void>()).event };
    for (const part of [this.choices, this.#bin.add(new Diagnostics(this.choices, nothing, failed)), this.lenses]) part.start();
    this.#bin.add(vscode.languages.registerCompletionItemProvider(selector, assistance));
    this.#bin.add(vscode.languages.registerHoverProvider(selector, assistance));
  }

  /** Opens connections of these classes, and closes all others. */
  connect(...classes: readonly Sender[]): void {
    this.#open = new Set(classes);
    this.#connectionsChanged.fire();
  }

  dispose(): void {
    this.#bin.dispose();
  }
}

/** Nothing is to fail: an error is thrown where nobody catches it. */
export function failed(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

/** State that lasts as long as the test. */
export function mementoInMemory(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, otherwise?: T) => (values.has(key) ? values.get(key) : otherwise) as T,
    update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
  };
}
