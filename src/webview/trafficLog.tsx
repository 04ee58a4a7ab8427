import type { LogCalls, LogNews } from '../rpc/log/logContract.ts';
import { Caller } from '../rpc/caller.ts';
import { LogView } from './log/logView.tsx';
import { VscodeWire } from './vscodeWire.ts';

const root = document.getElementById('log');
if (root === null) throw new Error('The page has no element for the log');
const api = acquireVsCodeApi();
const host = new Caller<LogCalls, LogNews>(new VscodeWire(api), {
  name: 'The extension',
  hear: { changed: (status) => view.changed(status), reveal: (seq) => view.reveal(seq), act: (act, row) => view.act(act, row) },
  unhurried: ['show', 'find', 'run', 'register', 'answer'],
});
const view = new LogView(root, host, api);
host.start();
view.start();
