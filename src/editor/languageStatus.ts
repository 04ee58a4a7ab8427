import * as vscode from 'vscode';
import { payloadTopic } from '../lint/files/payloadTopic.ts';
import { isGeneric } from '../wiotp/genericKinds.ts';
import { canBeOurs } from './files/candidates.ts';
import { source } from './problems/convert.ts';
import type { DocumentChoices } from './files/documentChoices.ts';
import { fileTitle } from './files/fileTitle.ts';
import { isLintEnabled } from './settings/lintSettings.ts';
import { ourFileOf } from './files/ourFiles.ts';
import { languages } from './files/ourNames.ts';

/** Tells which of the user's own schemas are for a topic. */
export interface SchemaNames {
  /** Their files as the user named them. */
  pathsFor(topic: string): readonly string[];
  uriOf(path: string): vscode.Uri | undefined;
  readonly onChange: vscode.Event<unknown>;
}

/** What is shown. */
interface Items {
  readonly kind: vscode.LanguageStatusItem;
  readonly schema: vscode.LanguageStatusItem;
}

const everywhere: vscode.DocumentSelector = languages.map((language) => ({ language }));
const nowhere: vscode.DocumentSelector = [];

/**
 * What the language status says about the document in the active editor: what it is, which can be chosen there, and
 * which of the user's own schemas count for it.
 */
export class LanguageStatus {
  readonly #choices: DocumentChoices;
  readonly #schemas: SchemaNames;
  readonly #choose: vscode.Command;
  readonly #listeners: vscode.Disposable[] = [];
  #goesByShape = false;

  constructor(choices: DocumentChoices, schemas: SchemaNames, choose: vscode.Command) {
    this.#choices = choices;
    this.#schemas = schemas;
    this.#choose = choose;
  }

  start(): void {
    const kind = vscode.languages.createLanguageStatusItem('wiotp.kind', nowhere);
    kind.name = vscode.l10n.t('{0}: Kind', source);
    kind.command = this.#choose;
    const schema = vscode.languages.createLanguageStatusItem('wiotp.schema', nowhere);
    schema.name = vscode.l10n.t('{0}: Own Schema', source);
    const update = (): void => this.#update({ kind, schema }, vscode.window.activeTextEditor?.document);
    this.#listeners.push(
      kind,
      schema,
      vscode.window.onDidChangeActiveTextEditor(update),
      vscode.workspace.onDidOpenTextDocument(update),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // Of a text that changes only the shape counts, and that only where it tells the kind.
        if (this.#goesByShape && document === vscode.window.activeTextEditor?.document) update();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('wiotp') && update()),
      this.#choices.onChange(update),
      this.#schemas.onChange(update),
    );
    update();
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  #update({ kind, schema }: Items, document: vscode.TextDocument | undefined): void {
    const file = document === undefined ? undefined : ourFileOf(document, this.#choices);
    const topic = document !== undefined && file?.type === 'payload' ? payloadTopic(file, document.getText()) : undefined;
    this.#goesByShape = file?.type === 'payload' && isGeneric(file.kind);
    const isShown = document !== undefined && (file !== undefined || this.#isOpenToChoice(document));
    kind.selector = isShown ? everywhere : nowhere;
    kind.text = file === undefined ? vscode.l10n.t('No payload file') : fileTitle(file);
    showDetail(kind, topic ?? '', document !== undefined && file !== undefined && !isLintEnabled(document));
    this.#showSchemas(schema, topic === undefined ? [] : this.#schemas.pathsFor(topic));
  }

  /** Other JSON files have no item, but for those whose kind was or may yet be chosen. */
  #isOpenToChoice(document: vscode.TextDocument): boolean {
    return canBeOurs(document) && (document.isUntitled || this.#choices.get(document.uri) !== undefined);
  }

  #showSchemas(schema: vscode.LanguageStatusItem, paths: readonly string[]): void {
    const [first] = paths;
    const uri = first === undefined ? undefined : this.#schemas.uriOf(first);
    schema.selector = first === undefined ? nowhere : everywhere;
    schema.text = paths.join(', ');
    schema.detail = vscode.l10n.t('your own schema');
    schema.command = uri === undefined ? undefined : { title: vscode.l10n.t('Open'), command: 'vscode.open', arguments: [uri] };
  }
}

function showDetail(kind: vscode.LanguageStatusItem, topic: string, isOff: boolean): void {
  kind.detail = isOff ? vscode.l10n.t('not checked: wiotp.lint.enabled is off') : topic;
  kind.severity = isOff ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
}
