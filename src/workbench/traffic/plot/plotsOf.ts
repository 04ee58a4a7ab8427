import type { Parts } from '../../parts.ts';
import { Plots } from './plots.ts';

const made = new WeakMap<Parts, Plots>();

/** The plots of a window: those that a command opens and those that VS Code brings back are the same. */
export function plotsOf(parts: Parts): Plots {
  const plots = made.get(parts) ?? parts.bin.add(new Plots(parts));
  made.set(parts, plots);
  return plots;
}
