import * as vscode from 'vscode';
import { complete } from '../assist/completion/complete.ts';
import type { Completion } from '../assist/completion/completion.ts';
import { hover } from '../assist/hover/hover.ts';
import { holdsMessages, ourFileOfName, type MessageFile, type OurFile } from '../lint/files/ourFile.ts';
import { toRange } from './problems/convert.ts';
import type { DocumentChoices } from './files/documentChoices.ts';
import { isServedByJsonService } from './jsonService.ts';
import { ourFileOf } from './files/ourFiles.ts';

/** What makes VS Code ask for completions besides letters. */
export const completionTriggers: readonly string[] = ['"', ':', '/'];

const itemKinds: Readonly<Record<Completion['sort'], vscode.CompletionItemKind>> = {
  member: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  snippet: vscode.CompletionItemKind.Snippet,
};

/** Completion and hover in files with messages, but for those that VS Code's JSON service serves with a schema of the same kind. */
export class Assistance implements vscode.CompletionItemProvider, vscode.HoverProvider {
  readonly #choices: DocumentChoices;
  readonly #servedPatterns: readonly string[];

  /** `servedPatterns` are those of the names whose files VS Code's JSON service serves. */
  constructor(choices: DocumentChoices, servedPatterns: readonly string[]) {
    this.#choices = choices;
    this.#servedPatterns = servedPatterns;
  }

  provideCompletionItems(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
    const file = this.#fileOf(document);
    if (file === undefined) return [];
    return complete(document.getText(), document.offsetAt(position), file).map((found, at) => toItem(found, at, document, position));
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const file = this.#fileOf(document);
    const found = file === undefined ? undefined : hover(document.getText(), document.offsetAt(position), file);
    return found === undefined ? undefined : new vscode.Hover(new vscode.MarkdownString(found.text), toRange(found.range, document));
  }

  #fileOf(document: vscode.TextDocument): MessageFile | undefined {
    const file = ourFileOf(document, this.#choices);
    if (file === undefined || !holdsMessages(file)) return undefined;
    const served = isServedByJsonService(document, this.#servedPatterns) && isSameSort(file, ourFileOfName(document.uri.path));
    return served ? undefined : file;
  }
}

function isSameSort(file: OurFile | undefined, named: OurFile | undefined): boolean {
  if (file?.type === 'payload' && named?.type === 'payload') return file.kind === named.kind;
  return file?.type === named?.type;
}

function toItem(found: Completion, at: number, document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem {
  const item = new vscode.CompletionItem(found.label, itemKinds[found.sort]);
  const range = toRange(found.range, document);
  const typed = document.getText(new vscode.Range(range.start, position));
  item.insertText = new vscode.SnippetString(found.insert);
  // VS Code replaces only what is in one line.
  item.range = range.isSingleLine ? range : new vscode.Range(position, position);
  // VS Code compares what is typed with this, and in JSON that begins with a quote.
  if (typed.startsWith('"')) item.filterText = JSON.stringify(found.label);
  // Before what VS Code suggests anywhere, such as `$schema`.
  item.sortText = `!${String(at).padStart(6, '0')}`;
  if (found.detail !== undefined) item.detail = found.detail;
  if (found.documentation !== undefined) item.documentation = new vscode.MarkdownString(found.documentation);
  return item;
}
