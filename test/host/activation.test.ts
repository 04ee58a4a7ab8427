import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { openText, ourExtension } from './support/sample.ts';

describe('the extension', () => {
  it('is active when a JSON file is open, ours or not', async () => {
    await openText('plain.json', '{}');
    await until('the extension to be active', () => ourExtension().isActive || undefined);
  });

  it('has registered every command that it contributes', async () => {
    await ourExtension().activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const { commands } = (ourExtension().packageJSON as { contributes: { commands: readonly { command: string }[] } }).contributes;
    assert.ok(commands.length > 0);
    assert.deepEqual(
      commands.map(({ command }) => command).filter((command) => !registered.has(command)),
      [],
    );
  });
});
