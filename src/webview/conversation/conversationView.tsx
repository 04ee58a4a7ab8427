import { render } from 'preact';
import type { ConversationCalls, ConversationNews, ShownConversation } from '../../rpc/log/conversationContract.ts';
import type { Caller } from '../../rpc/caller.ts';
import { Reports } from '../reports.ts';
import type { VscodeApi } from '../vscodeApi.ts';
import { ConversationPage, Failed, NoConversation, type ConversationActions } from './conversationPage.tsx';
import { conversationText } from './stepText.ts';

/** The extension host as the view sees it: it answers calls. */
export type ConversationHost = Pick<Caller<ConversationCalls, ConversationNews>, 'ask'>;

const loading = 'The conversation could not be loaded';

/** How often the time that was waited so far is drawn anew, in milliseconds. */
const tickMs = 1000;

/** The whole conversation view. It pulls what it shows, and keeps which row that was for the page after a reload. */
export class ConversationView {
  readonly #root: HTMLElement;
  readonly #host: ConversationHost;
  readonly #api: VscodeApi;
  readonly #reports = new Reports(() => this.#draw());
  readonly #actions: ConversationActions;
  #shown: ShownConversation | undefined;
  #current: number | undefined;
  #isPulling = false;
  #pullAgain = false;

  constructor(root: HTMLElement, host: ConversationHost, api: VscodeApi) {
    this.#root = root;
    this.#host = host;
    this.#api = api;
    this.#actions = {
      show: (seq) => void this.#act('The row could not be shown', () => this.#host.ask('reveal', seq)),
      focused: (seq) => this.#focused(seq),
      copy: () => void this.#copy(),
    };
  }

  /** Draws the page and asks for what it shows. */
  start(): void {
    document.addEventListener('keydown', (event) => this.#key(event));
    document.addEventListener('copy', (event) => {
      if (document.getSelection()?.isCollapsed !== false) {
        event.preventDefault();
        void this.#copy();
      }
    });
    setInterval(() => {
      if (document.visibilityState === 'visible' && this.#waitedMs() !== undefined) this.#draw();
    }, tickMs);
    this.#draw();
    void this.pull();
  }

  /** Asks for the conversation as it is now; one question at a time. */
  async pull(): Promise<void> {
    if (this.#isPulling) {
      this.#pullAgain = true;
      return;
    }
    this.#isPulling = true;
    do {
      this.#pullAgain = false;
      await this.#pullOnce();
    } while (this.#pullAgain);
    this.#isPulling = false;
  }

  async #pullOnce(): Promise<void> {
    try {
      const shown = await this.#host.ask('picture');
      if (shown.place.seq !== this.#shown?.place.seq || shown.place.log !== this.#shown.place.log) this.#current = shown.place.seq;
      this.#shown = shown;
      this.#api.setState(shown.place);
      this.#reports.worked(loading);
      this.#draw();
    } catch (error) {
      this.#reports.failed(loading, error, () => void this.pull());
    }
  }

  async #copy(): Promise<void> {
    const picture = this.#shown?.picture;
    if (picture === undefined) return;
    await this.#act('The conversation could not be copied', () => this.#host.ask('copy', conversationText(picture)));
  }

  async #act(failed: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.#reports.worked(failed);
    } catch (error) {
      this.#reports.failed(failed, error);
    }
  }

  #focused(seq: number): void {
    if (this.#current === seq) return;
    this.#current = seq;
    this.#draw();
  }

  #key(event: KeyboardEvent): void {
    const steps = [...this.#root.querySelectorAll<HTMLElement>('.step')];
    const at = steps.findIndex((step) => step === document.activeElement);
    const to = target(event.key, at, steps.length);
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    steps[to]?.focus();
  }

  /** Where nobody sends any more, nobody waits. */
  #waitedMs(): number | undefined {
    const { picture, place } = this.#shown ?? {};
    const last = picture?.steps.at(-1);
    if (last === undefined || picture?.expected === undefined || place?.log !== 'live') return undefined;
    return Math.max(0, Date.now() - (last.repeated?.last ?? last.row).time);
  }

  #draw(): void {
    const picture = this.#shown?.picture;
    const current = picture?.steps.some(({ row }) => row.seq === this.#current) === true ? this.#current : picture?.steps[0]?.row.seq;
    render(
      <>
        <Failed failure={this.#reports.failure} dismiss={() => this.#reports.dismiss()} />
        {picture === undefined ? (
          <NoConversation isLoading={this.#shown === undefined} />
        ) : (
          <ConversationPage picture={picture} current={current} waitedMs={this.#waitedMs()} actions={this.#actions} />
        )}
      </>,
      this.#root,
    );
  }
}

/** The step that a key leads to from the one with the focus, which is -1 for none; `undefined` for other keys. */
function target(key: string, at: number, steps: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(steps - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return steps - 1;
    default:
      return undefined;
  }
}
