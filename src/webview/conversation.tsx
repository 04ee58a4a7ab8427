import { Caller } from '../rpc/caller.ts';
import type { ConversationCalls, ConversationNews } from '../rpc/log/conversationContract.ts';
import { ConversationView } from './conversation/conversationView.tsx';
import { VscodeWire } from './vscodeWire.ts';

const root = document.getElementById('conversation');
if (root === null) throw new Error('The page has no element for the conversation');
const api = acquireVsCodeApi();
const host = new Caller<ConversationCalls, ConversationNews>(new VscodeWire(api), {
  name: 'The extension',
  hear: { changed: () => void view.pull() },
  // It takes as long as a long log takes.
  unhurried: ['picture'],
});
const view = new ConversationView(root, host, api);
host.start();
view.start();
