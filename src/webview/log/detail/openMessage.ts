import type { LogMessage } from '../../../rpc/log/traffic.ts';
import type { LogHost } from '../logHost.ts';
import { awaitsAnswer } from '../list/rowText.ts';

/** What the detail shows: a message, or why there is none. */
export type Opened = { readonly seq: number; readonly message: LogMessage } | { readonly seq: number; readonly missing: 'gone' | 'failed' };

/** What an {@link OpenMessage} needs. */
export interface OpenMessageHooks {
  readonly host: LogHost;
  changed(): void;
  failed(error: unknown): void;
}

/**
 * The one message whose detail is open. While a message is on its way the one before stays; of messages that were
 * wanted in between only the last is asked for.
 */
export class OpenMessage {
  readonly #hooks: OpenMessageHooks;
  #wanted: number | undefined;
  #opened: Opened | undefined;
  #stale = false;
  #working = false;

  constructor(hooks: OpenMessageHooks) {
    this.#hooks = hooks;
  }

  get opened(): Opened | undefined {
    return this.#opened;
  }

  /** Opens a message, or none. */
  open(seq: number | undefined): void {
    if (seq === this.#wanted) return;
    this.#wanted = seq;
    if (seq === undefined) this.#show(undefined);
    void this.#work();
  }

  /** Asks again for a message that could not be loaded. */
  retry(): void {
    if (this.#opened !== undefined && 'missing' in this.#opened) this.#opened = undefined;
    void this.#work();
  }

  /** The log changed: an answer may have come for the open request, or the open refusal was repeated. */
  refresh(): void {
    this.#stale = true;
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (;;) {
      const opened = this.#opened;
      if (this.#wanted !== undefined && this.#wanted !== opened?.seq) await this.#load(this.#wanted);
      else if (this.#stale && opened !== undefined && 'message' in opened && mayChange(opened.message)) await this.#refresh(opened.message);
      else break;
    }
    this.#working = false;
  }

  async #load(seq: number): Promise<void> {
    const opened = await this.#fetch(seq);
    if (this.#wanted === seq) this.#show(opened);
  }

  async #fetch(seq: number): Promise<Opened> {
    try {
      const message = await this.#hooks.host.ask('message', seq);
      return message === undefined ? { seq, missing: 'gone' } : { seq, message };
    } catch (error) {
      this.#hooks.failed(error);
      return { seq, missing: 'failed' };
    }
  }

  async #refresh(message: LogMessage): Promise<void> {
    this.#stale = false;
    try {
      const now = await this.#hooks.host.ask('message', message.seq);
      if (now !== undefined && now.seq === this.#wanted && (now.partner !== undefined || now.times !== message.times))
        this.#show({ seq: now.seq, message: now });
    } catch (error) {
      this.#hooks.failed(error);
    }
  }

  #show(opened: Opened | undefined): void {
    this.#opened = opened;
    this.#hooks.changed();
  }
}

/** Whether a message can become another while it is open. */
function mayChange(message: LogMessage): boolean {
  return awaitsAnswer(message) || isRefused(message);
}

/** Whoever was refused tries again, which is counted where it stands. */
function isRefused({ kind }: LogMessage): boolean {
  return kind === 'connection.refused';
}
