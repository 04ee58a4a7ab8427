import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import * as vscode from 'vscode';
import type { ReplyRule } from '../../src/replies/replyRule.ts';
import { Bin } from '../../src/workbench/bin.ts';
import { openReplies } from '../../src/workbench/device/openReplies.ts';
import { RepliesFiles } from '../../src/workbench/device/repliesFiles.ts';
import { until } from '../support/until.ts';
import { sampleUri } from './support/sample.ts';
import { ScriptedWindow } from './support/scriptedWindow.ts';

const inFolder = sampleUri('.wiotp/replies.json');

describe('replies files', () => {
  let own = '';
  let ownFile: vscode.Uri;
  let bin: Bin;
  let files: RepliesFiles;
  let changes = 0;
  let warnings: string[] = [];

  beforeEach(async () => {
    own = await mkdtemp(path.join(tmpdir(), 'replies-'));
    ownFile = vscode.Uri.joinPath(vscode.Uri.file(own), '.wiotp', 'replies.json');
    bin = new Bin();
    [changes, warnings] = [0, []];
    files = new RepliesFiles({
      ownFolder: vscode.Uri.file(own),
      changed: () => void changes++,
      warn: (text) => void warnings.push(text),
    });
    bin.add(await files.register());
  });
  afterEach(async () => {
    bin.dispose();
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(inFolder, '..'), { recursive: true }).then(undefined, () => undefined);
    await rm(own, { recursive: true });
  });

  const rcs = async (): Promise<readonly unknown[]> => (await files.rules()).map(({ reply }: ReplyRule) => reply.rc);

  it('are none where there is no file', async () => {
    assert.deepEqual(await rcs(), []);
    assert.deepEqual(warnings, []);
  });

  it('count in the order of the folder’s and then the user’s own', async () => {
    await write(ownFile, rules(501));
    await write(inFolder, rules(500, 400));
    assert.deepEqual(await rcs(), [500, 400, 501]);
  });

  it('are seen when they are written, changed and deleted', async () => {
    await write(inFolder, rules(500));
    await until('the new file', () => changes > 0 || undefined);
    await write(inFolder, rules(501));
    await until('the change', async () => ((await rcs())[0] === 501 && changes > 1) || undefined);
    const before = changes;
    await vscode.workspace.fs.delete(inFolder);
    await until('the end', () => changes > before || undefined);
    assert.deepEqual(await rcs(), []);
  });

  it('the user’s own is seen as well, in a folder that was not there before', async () => {
    // Watching begins a moment after it was asked for.
    await until('the new file', async () => {
      await write(ownFile, rules(500));
      return changes > 0 || undefined;
    });
    assert.deepEqual(await rcs(), [500]);
  });

  const faults: readonly (readonly [string, RegExp])[] = [
    ['{', /^The replies file of .+ does not count, because it has a fault\. Line 1: /],
    ['{\n  "replies": [\n    { "on": "dm.nothing" }\n  ]\n}\n', /Line 3: /],
    ['[]', /Line 1: /],
    ['['.repeat(20_000), /Line 1: /],
    [' '.repeat(1024 * 1024 + 1), /1048577 bytes; at most 1048576 are read/],
  ];
  for (const [text, why] of faults)
    it(`with ${JSON.stringify(text.slice(0, 20))} count for nothing, which is said once`, async () => {
      await write(inFolder, text);
      await write(ownFile, rules(501));
      assert.deepEqual(await rcs(), [501]);
      await rcs();
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? '', why);
    });

  it('are told again when a fault comes back', async () => {
    for (const text of ['{', rules(500), '{']) {
      await write(inFolder, text);
      await rcs();
    }
    assert.equal(warnings.length, 2);
  });

  it('do not count in a workspace that is not trusted', async (t) => {
    await write(inFolder, rules(500));
    t.mock.getter(vscode.workspace, 'isTrusted', () => false);
    assert.deepEqual(await rcs(), []);
  });

  it('do not count before they are saved', async () => {
    await write(inFolder, rules(500));
    const editor = await vscode.window.showTextDocument(inFolder);
    await editor.edit((change) => change.replace(new vscode.Range(0, 0, 9_999, 0), rules(501)));
    assert.deepEqual(await rcs(), [500]);
    await editor.document.save();
    assert.deepEqual(await rcs(), [501]);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('a new one is written with an example that counts, and opened; one that is there stays as it is', async (t) => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const window = new ScriptedWindow(t, [folder?.name, 'My Own', folder?.name]);
    await openReplies(files);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), inFolder.toString());
    assert.deepEqual(await files.rules(), [
      { on: 'dm.reboot', times: 1, reply: { rc: 500, message: 'The battery is too low to restart.', delay: 1000 } },
    ]);
    await openReplies(files);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, ownFile.fsPath);
    await write(inFolder, rules(404));
    await openReplies(files);
    assert.equal((await files.rules())[0]?.reply.rc, 404);
    assert.deepEqual(window.left, []);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('without a folder there is nothing to choose', async (t) => {
    t.mock.getter(vscode.workspace, 'workspaceFolders', () => undefined);
    const window = new ScriptedWindow(t);
    await openReplies(files);
    assert.deepEqual(window.shown, []);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, ownFile.fsPath);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});

function rules(...rcs: readonly number[]): string {
  return JSON.stringify({ replies: rcs.map((rc) => ({ on: 'dm.reboot', rc, times: 1 })) });
}

async function write(file: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
}
