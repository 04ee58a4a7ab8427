import * as vscode from 'vscode';
import type { ConversationPlace } from '../../../rpc/log/conversationContract.ts';
import { panels } from '../../ids.ts';
import { ConversationPanel, type ConversationParts } from './conversationPanel.ts';

/** The conversation view of the window: there is one, and the conversation that was asked for last is in it. */
export class Conversations {
  readonly #parts: ConversationParts;
  #panel: ConversationPanel | undefined;

  constructor(parts: ConversationParts) {
    this.#parts = parts;
  }

  /** Shows the conversation that a row belongs to. */
  show(place: ConversationPlace): void {
    if (this.#panel !== undefined) return this.#panel.show(place);
    const title = vscode.l10n.t('Conversation');
    this.#serve(vscode.window.createWebviewPanel(panels.conversation, title, vscode.ViewColumn.Active), place);
  }

  /** Serves a panel that VS Code brought back after a reload. Logs of files are closed by then, and their names may be others' now. */
  restore(panel: vscode.WebviewPanel, kept: unknown): void {
    const seq = typeof kept === 'object' && kept !== null && 'log' in kept && kept.log === 'live' && 'seq' in kept ? kept.seq : undefined;
    if (typeof seq === 'number' && Number.isSafeInteger(seq) && this.#panel === undefined) this.#serve(panel, { log: 'live', seq });
    else panel.dispose();
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #serve(panel: vscode.WebviewPanel, place: ConversationPlace): void {
    const conversation = new ConversationPanel(panel, place, this.#parts);
    this.#panel = conversation;
    conversation.start(() => (this.#panel = undefined));
  }
}
