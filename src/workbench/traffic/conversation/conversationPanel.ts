import * as vscode from 'vscode';
import type { ConversationCalls, ConversationNews, ConversationPlace, ShownConversation } from '../../../rpc/log/conversationContract.ts';
import { conversationPage } from '../../../rpc/log/conversationPage.ts';
import { Pace } from '../../../rpc/pace.ts';
import { Service } from '../../../rpc/service.ts';
import { Bin } from '../../bin.ts';
import type { Engine } from '../../engine.ts';
import { showWebviewPage } from '../showWebviewPage.ts';
import type { TrafficView } from '../trafficView.ts';
import { WebviewWire } from '../webviewWire.ts';

/** How often a visible view looks for what came since, in milliseconds: each time takes the log's thread a moment. */
const newsEveryMs = 1000;

/** What a conversation is served with. */
export interface ConversationParts {
  readonly engine: Engine;
  readonly traffic: TrafficView;
  readonly extensionUri: vscode.Uri;
}

/** The conversation view: serves its page, which pulls what it draws and is told nothing while it is hidden. */
export class ConversationPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #parts: ConversationParts;
  readonly #service: Service<ConversationCalls, ConversationNews>;
  readonly #bin = new Bin();
  readonly #pace = new Pace(() => this.#service.tell('changed'), newsEveryMs);
  #place: ConversationPlace;
  /** Whether what the page was given last can become more. */
  #isOpen = true;
  #revision: number | undefined;

  constructor(panel: vscode.WebviewPanel, place: ConversationPlace, parts: ConversationParts) {
    this.#panel = panel;
    this.#place = place;
    this.#parts = parts;
    this.#service = new Service<ConversationCalls, ConversationNews>(new WebviewWire(panel.webview), {
      picture: () => this.#look(),
      reveal: (seq) => parts.traffic.reveal({ log: this.#place.log, seq }),
      copy: async (text) => vscode.env.clipboard.writeText(text),
    });
  }

  /** Begins to serve the page, until the panel is closed; calls `closed` then. */
  start(closed: () => void): void {
    const { engine, extensionUri } = this.#parts;
    this.#bin.add(this.#service).start();
    this.#bin.add(this.#pace);
    this.#bin.add(
      engine.onLog(({ log, item: { extent } }) => {
        if (log !== this.#place.log) return;
        // What is over changes no more, unless the order of messages says something else about it, or it leaves the log.
        if (this.#isOpen || extent.first > this.#place.seq || extent.revision !== this.#revision) this.#changed();
        this.#revision = extent.revision;
      }),
    );
    this.#bin.add(this.#panel.onDidChangeViewState(() => this.#changed()));
    this.#panel.onDidDispose(() => {
      this.#bin.dispose();
      closed();
    });
    showWebviewPage(this.#panel.webview, extensionUri, 'conversation', conversationPage);
  }

  /** Shows the conversation of another row. */
  show(place: ConversationPlace): void {
    this.#place = place;
    this.#panel.reveal();
    // A page that is not there yet asks by itself.
    this.#service.tell('changed');
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** There may be more to show. */
  #changed(): void {
    if (this.#panel.visible) this.#pace.poke();
  }

  async #look(): Promise<ShownConversation> {
    const place = this.#place;
    const picture = await (await this.#parts.engine.calls()).ask('conversation', place.log, place.seq);
    if (place !== this.#place) return this.#look();
    this.#isOpen = picture?.expected !== undefined;
    if (picture !== undefined) this.#panel.title = vscode.l10n.t('Conversation: {0}', picture.title.slice(0, longestTitle));
    return { place, ...(picture === undefined ? {} : { picture }) };
  }
}

/** How many characters of a title stand on the tab. */
const longestTitle = 60;
