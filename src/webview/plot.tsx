import { Caller } from '../rpc/caller.ts';
import type { PlotCalls, PlotNews } from '../rpc/log/plotContract.ts';
import { PlotView } from './plot/plotView.tsx';
import { VscodeWire } from './vscodeWire.ts';

const root = document.getElementById('plot');
if (root === null) throw new Error('The page has no element for the plot');
const api = acquireVsCodeApi();
const host = new Caller<PlotCalls, PlotNews>(new VscodeWire(api), {
  name: 'The extension',
  hear: { grew: () => view.grew(), cleared: () => view.cleared(), chosen: () => void view.chosen() },
  // One waits for the user, the other for as long as a long log takes.
  unhurried: ['choose', 'series'],
});
const view = new PlotView(root, host, api);
host.start();
view.start();
