import * as vscode from 'vscode';
import { sendersOf, topicToSend } from '../lint/files/sending.ts';
import type { Sender } from '../wiotp/message.ts';
import type { DocumentChoices } from './files/documentChoices.ts';
import { ourFileOf } from './files/ourFiles.ts';

/** What could be published right now. */
export interface OpenConnections {
  /** The classes of those clients that can take a message now. */
  classes(): ReadonlySet<Sender>;
  readonly onChange: (run: () => void) => vscode.Disposable;
}

/** The commands behind the lenses, by their ids. */
export interface LensCommands {
  readonly publish: string;
  readonly copy: string;
}

/** What the command behind a lens gets. */
export interface LensArgument {
  readonly uri: vscode.Uri;
  /** For copying; without it the user is asked. */
  readonly language?: 'c';
}

/** What can be done with a payload file, above its first line: publish it, and copy it as code. */
export class CodeLenses implements vscode.CodeLensProvider {
  readonly #choices: DocumentChoices;
  readonly #connections: OpenConnections;
  readonly #commands: LensCommands;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #listeners: vscode.Disposable[] = [];
  /** The classes that could publish when lenses were made last. */
  #shown = '';

  constructor(choices: DocumentChoices, connections: OpenConnections, commands: LensCommands) {
    this.#choices = choices;
    this.#connections = connections;
    this.#commands = commands;
  }

  start(): void {
    this.#listeners.push(
      this.#choices.onChange(() => this.#changed.fire()),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('wiotp.files') && this.#changed.fire()),
      this.#connections.onChange(() => {
        if (namesOf(this.#connections.classes()) !== this.#shown) this.#changed.fire();
      }),
    );
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const open = this.#connections.classes();
    this.#shown = namesOf(open);
    const file = ourFileOf(document, this.#choices);
    if (file?.type !== 'payload') return [];
    const { uri } = document;
    const text = document.getText();
    const publish = { title: vscode.l10n.t('Publish'), command: this.#commands.publish, arguments: [{ uri }] };
    return [
      ...(sendersOf(file, text).some((sender) => open.has(sender)) ? [publish] : []),
      ...(topicToSend(file, text) === undefined ? [] : this.#copies(uri)),
    ].map((command) => new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command));
  }

  #copies(uri: vscode.Uri): vscode.Command[] {
    const asC: LensArgument = { uri, language: 'c' };
    const asked: LensArgument = { uri };
    return [
      { title: vscode.l10n.t('Copy as C'), command: this.#commands.copy, arguments: [asC] },
      { title: vscode.l10n.t('Copy as…'), command: this.#commands.copy, arguments: [asked] },
    ];
  }
}

function namesOf(classes: ReadonlySet<Sender>): string {
  return [...classes].toSorted().join(' ');
}
