import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { guardedBy } from '../../src/workbench/commands/runGuarded.ts';
import { commands, type CommandId } from '../../src/workbench/ids.ts';
import { Notices } from '../../src/workbench/notices.ts';
import * as vscode from 'vscode';
import { ScriptedWindow } from './support/scriptedWindow.ts';

describe('a command', () => {
  const { disconnect, addDevice } = commands;
  const manifest = { packageJSON: { contributes: { menus: { 'view/title': [{ command: addDevice }] } } } };
  const cases: readonly (readonly [string, readonly unknown[], boolean, CommandId?])[] = [
    ['of the palette', [], true],
    ['of the title of a view where nothing has the focus', [undefined], true],
    ['of the title of a view', [undefined, undefined], true, addDevice],
    ['of the title of an editor', [undefined, { groupId: 0 }], true],
    ['of a row', [{ node: 'connection', id: 'p-1' }, undefined], true],
    ['of a row that VS Code is drawing anew', [undefined, undefined], false],
    ['of such a row among several that are selected', [undefined, [undefined]], false],
  ];
  for (const [name, given, isRun, id = disconnect] of cases) {
    it(`${name} is ${isRun ? 'run' : 'not run, and says so'}`, async (t) => {
      const window = new ScriptedWindow(t);
      const ran: unknown[] = [];
      const command = { id, title: 'Disconnect', needsTrust: false, run: (node: unknown) => ran.push(node) };
      const log = vscode.window.createOutputChannel('Rows', { log: true });
      await guardedBy([command], new Notices(log), manifest)(id, given);
      assert.deepEqual(ran, isRun ? [given[0]] : []);
      assert.deepEqual(window.shown, isRun ? [] : ['The row was being drawn anew, and nothing was done. Choose the command once more.']);
    });
  }
});

describe('what is wrong with a connection', () => {
  it('is told once while nobody closes it, and anew when it was well meanwhile', async () => {
    const notices = new Notices(vscode.window.createOutputChannel('Once', { log: true }));
    const told: string[] = [];
    const open: (() => void)[] = [];
    const tell = (whom: string, cause: string): void =>
      void notices.once(whom, cause, () => {
        told.push(`${whom}: ${cause}`);
        return new Promise((resolve) => open.push(resolve));
      });
    tell('a', 'lost');
    tell('a', 'lost');
    tell('b', 'lost');
    tell('a', 'refused');
    assert.deepEqual(told, ['a: lost', 'b: lost', 'a: refused']);
    tell('a', 'refused');
    notices.settled('a');
    tell('a', 'refused');
    assert.equal(told.length, 4);
    for (const close of open) close();
    await new Promise((resolve) => setImmediate(resolve));
    tell('b', 'lost');
    assert.equal(told.length, 5);
  });
});
