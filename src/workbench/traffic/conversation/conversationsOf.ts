import type { Parts } from '../../parts.ts';
import { Conversations } from './conversations.ts';

const made = new WeakMap<Parts, Conversations>();

/** The conversations of a window: those that a command opens and those that VS Code brings back are the same. */
export function conversationsOf(parts: Parts): Conversations {
  const conversations = made.get(parts) ?? parts.bin.add(new Conversations(parts));
  made.set(parts, conversations);
  return conversations;
}
