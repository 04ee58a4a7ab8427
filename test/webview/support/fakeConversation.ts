import type { ConversationCalls, ConversationNews, ShownConversation } from '../../../src/rpc/log/conversationContract.ts';
import { Service } from '../../../src/rpc/service.ts';
import type { Wire } from '../../../src/rpc/wire.ts';
import { installFakeVscode, type FakeTheme } from './fakeVscode.ts';

/** How a fake host of the conversation view begins. */
export interface FakeConversationSettings {
  readonly shown: ShownConversation;
  readonly theme?: FakeTheme;
  /** Calls that fail, and with which words. */
  readonly failing?: Readonly<Record<string, string>>;
}

/** The extension host behind the conversation view, as a test drives it. */
export class FakeConversation {
  /** Calls that the view made, in order, with what it gave. */
  readonly asked: (readonly unknown[])[] = [];
  readonly failing: Record<string, string>;
  readonly #service: Service<ConversationCalls, ConversationNews>;
  #shown: ShownConversation;

  constructor(wire: Wire, { shown, failing }: FakeConversationSettings) {
    this.#shown = shown;
    this.failing = { ...failing };
    this.#service = new Service<ConversationCalls, ConversationNews>(wire, {
      picture: () => {
        this.#ask('picture');
        return this.#shown;
      },
      reveal: (seq) => this.#ask('reveal', seq),
      copy: (text) => this.#ask('copy', text),
    });
  }

  start(): void {
    this.#service.start();
  }

  /** There is another picture now, and the view is told. */
  become(shown: ShownConversation): void {
    this.#shown = shown;
    this.#service.tell('changed');
  }

  #ask(...call: readonly unknown[]): void {
    this.asked.push(call);
    const failure = this.failing[String(call[0])];
    if (failure !== undefined) throw new Error(failure);
  }
}

declare global {
  var fakeConversationSettings: FakeConversationSettings;
  var fakeConversation: FakeConversation;
}

globalThis.fakeConversation = new FakeConversation(
  installFakeVscode(globalThis.fakeConversationSettings.theme),
  globalThis.fakeConversationSettings,
);
globalThis.fakeConversation.start();
