import type { TestContext } from 'node:test';
import * as vscode from 'vscode';
import { Bin } from '../../../src/workbench/bin.ts';
import type { Command } from '../../../src/workbench/commands/guarded.ts';
import type { Parts } from '../../../src/workbench/parts.ts';
import { until } from '../../support/until.ts';

/** A window with a log that answers as a test says, for the views of its studies. */
export class LogBench {
  /** What was asked of the engine, in order. */
  readonly asked: unknown[][] = [];
  readonly #bin = new Bin();
  readonly parts: Parts;

  constructor(t: TestContext, answers: Readonly<Record<string, unknown>>) {
    t.after(() => this.#bin.dispose());
    const ask = async (...asked: unknown[]): Promise<unknown> => {
      this.asked.push(asked);
      return answers[String(asked[0])];
    };
    const parts = {
      engine: { calls: async () => ({ ask }), onLog: () => new vscode.Disposable(() => undefined) },
      traffic: { load: async () => ({ place: { log: 'live', filter: '' } }), reveal: async () => undefined },
      extensionUri: vscode.Uri.file('/'),
      bin: this.#bin,
    };
    this.parts = parts as unknown as Parts;
  }

  /** Runs the one command of a list. */
  async run(commands: (parts: Parts) => readonly Command[], given?: unknown): Promise<void> {
    await commands(this.parts)[0]?.run(given);
  }

  /** Ends the window. */
  end(): void {
    this.#bin.dispose();
  }
}

/** The titles of the open webviews of a type. */
export function openViews(type: string): readonly string[] {
  return viewTabs(type).map(({ label }) => label);
}

/** Closes the webviews of a type as their reader would. */
export async function closeViews(type: string): Promise<void> {
  await vscode.window.tabGroups.close(viewTabs(type));
}

/** Waits until this many webviews of a type are open. */
export async function untilOpen(type: string, count: number): Promise<void> {
  await until(`${count} webviews of ${type}`, () => (viewTabs(type).length === count ? true : undefined));
}

function viewTabs(type: string): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(type));
}
