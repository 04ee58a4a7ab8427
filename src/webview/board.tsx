import { Caller } from '../rpc/caller.ts';
import type { BoardCalls, BoardNews } from '../rpc/board/boardContract.ts';
import { BoardView } from './board/boardView.tsx';
import { VscodeWire } from './vscodeWire.ts';

const root = document.getElementById('board');
if (root === null) throw new Error('The page has no element for the board');
const host = new Caller<BoardCalls, BoardNews>(new VscodeWire(acquireVsCodeApi()), {
  name: 'The extension',
  hear: { changed: (state) => view.changed(state) },
  // They wait for the user, or for a program that starts.
  unhurried: ['chooseDevice', 'issueToken', 'startPlatform'],
});
const view = new BoardView(root, host);
host.start();
view.start();
