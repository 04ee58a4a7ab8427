import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as vscode from 'vscode';
import { explainCommands } from '../../src/workbench/commands/explainCommands.ts';
import { markerCommands } from '../../src/workbench/commands/markerCommands.ts';
import type { Parts } from '../../src/workbench/parts.ts';
import { ScriptedWindow } from './support/scriptedWindow.ts';

/** Runs the one command of a list with an engine that notes what it is asked. */
async function run(commands: typeof markerCommands, given?: unknown): Promise<readonly unknown[]> {
  const asked: unknown[] = [];
  const engine = { calls: () => Promise.resolve({ ask: (...call: readonly unknown[]) => Promise.resolve(void asked.push(call)) }) };
  await commands({ engine } as unknown as Parts)[0]?.run(given);
  return asked;
}

describe('Add Marker…', () => {
  it('cuts the log with the words that were typed', async (t) => {
    const window = new ScriptedWindow(t, [' flashed 1.4.2 ']);
    assert.deepEqual(await run(markerCommands), [['addMarker', 'flashed 1.4.2']]);
    assert.deepEqual(window.left, []);
  });

  it('does nothing when the user leaves', async (t) => {
    assert.ok(new ScriptedWindow(t, [undefined]));
    assert.deepEqual(await run(markerCommands), []);
  });
});

describe('Explain…', () => {
  const shown = (): string => vscode.window.activeTextEditor?.document.getText() ?? '';

  it('shows what was typed means', async (t) => {
    assert.ok(new ScriptedWindow(t, ['276']));
    await run(explainCommands);
    assert.match(shown(), /^close code 276: topic not valid/);
  });

  it('explains what it is given without asking', async (t) => {
    const window = new ScriptedWindow(t);
    await run(explainCommands, 'iot-2/cmd/+/fmt/+');
    assert.match(shown(), /A filter that catches\n {2}device\.command/);
    await run(explainCommands, 'dm.manage');
    assert.match(shown(), /^dm\.manage: /);
    assert.deepEqual(window.shown, []);
  });

  it('says so of a text that is nothing', async () => {
    await assert.rejects(run(explainCommands, 'hello'), /is no number, no topic/);
  });
});
