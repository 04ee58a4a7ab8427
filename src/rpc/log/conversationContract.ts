import type { LogName } from './logCalls.ts';
import type { ConversationPicture } from './logStudies.ts';

/** The row whose conversation is shown, which a page keeps over a reload. */
export interface ConversationPlace {
  readonly log: LogName;
  readonly seq: number;
}

/** What the conversation view shows. */
export interface ShownConversation {
  readonly place: ConversationPlace;
  /** Missing when its messages are no longer in the log. */
  readonly picture?: ConversationPicture;
}

/** Calls the conversation view makes and the extension host answers. */
export interface ConversationCalls {
  /** The conversation as it is now. */
  picture(): ShownConversation;
  /** Shows a row in the log. */
  reveal(seq: number): void;
  /** Puts text on the clipboard. */
  copy(text: string): void;
}

/** News the extension host tells the view. */
export interface ConversationNews {
  /** There may be more to show; at most once a second, and never while the view is hidden. */
  changed(): void;
}
