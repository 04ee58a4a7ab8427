import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { FeaturesAlone } from './support/featuresAlone.ts';
import { completionsAt, hoverAt, isOurs, noProblems, positionOf, problemsOf, ruleOf } from './support/problems.ts';
import { openText, sampleUri } from './support/sample.ts';

const broken = '{ "d": { "lifetime": 60 }, "reqId": "manage-1" }';

describe('New Payload File…', () => {
  it('opens a document of the kind that is chosen, ready to fill in', async (t) => {
    const opened: vscode.TextDocument[] = [];
    const listening = vscode.workspace.onDidOpenTextDocument((document) => document.isUntitled && opened.push(document));
    t.after(() => listening.dispose());
    const document = await until('a new document', async () => {
      let over = false;
      const running = Promise.resolve(vscode.commands.executeCommand('wiotp.newPayloadFile')).finally(() => (over = true));
      // Nothing tells a test when the list is on the screen; the first entry can be accepted no more than once. Another list that
      // is just opening closes this one, and then it has to be asked for again.
      await until('the command to end', async () => {
        if (!over) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return over || undefined;
      });
      await running;
      return opened[0];
    });
    assert.equal(document.languageId, 'json');
    assert.equal(typeof JSON.parse(document.getText()), 'object');
    // It was opened empty, and may have been looked at before it was filled in.
    await noProblems(document);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await problemsOf(await openText('still.dm.manage.json', '{ "d": { "lifetime": 60 }, "reqId": "manage-1" }'), isOurs);
  });
});

describe('a document whose kind is chosen', () => {
  const features = new FeaturesAlone();
  before(() => features.start());
  after(() => features.dispose());

  it('is checked as that kind, then as another, then not at all', async () => {
    const document = await openText('chosen.json', broken);
    await features.choices.choose(document.uri, 'dm.manage');
    assert.deepEqual((await problemsOf(document, isOurs)).map(ruleOf), ['dm/lifetime']);
    await features.choices.choose(document.uri, 'dm.reboot');
    await noProblemOf(document, 'dm/lifetime');
    await features.choices.choose(document.uri, 'dm.request');
    await problemsOf(document, (problem) => ruleOf(problem) === 'dm/lifetime');
    await features.choices.choose(document.uri, 'none');
    await noProblems(document);
    await features.choices.choose(document.uri, 'iotdevice-1/mgmt/manage');
    await problemsOf(document, (problem) => ruleOf(problem) === 'dm/lifetime');
    await features.choices.choose(document.uri, undefined);
    await noProblems(document);
  });

  it('gets completion and hover from us, as VS Code has no schema for it', async () => {
    const text = '{ "d": { "" }, "reqId": "manage-1" }';
    const document = await openText('assist.json', text);
    await features.choices.choose(document.uri, 'dm.manage');
    const labels = await completionsAt(document, positionOf(document, '""'));
    for (const field of ['lifetime', 'supports', 'deviceInfo', 'metadata'])
      assert.equal(labels.filter((label) => label === field).length, 1, field);
    assert.match(await hoverAt(document, positionOf(document, 'reqId')), /request/i);
  });

  it('may be a document that was never saved, until it is closed', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'json', content: broken });
    await vscode.window.showTextDocument(document);
    await features.choices.choose(document.uri, 'dm.manage');
    assert.deepEqual((await problemsOf(document, isOurs)).map(ruleOf), ['dm/lifetime']);
    await vscode.languages.setTextDocumentLanguage(document, 'jsonc');
    assert.equal(features.choices.get(document.uri), 'dm.manage', 'another language keeps the choice');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await until('the choice to be forgotten', () => features.choices.get(document.uri) === undefined || undefined);
  });

  it('keeps the choice when it is saved for the first time', async () => {
    const uri = sampleUri('adopted.json');
    const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), broken));
    await features.choices.choose(document.uri, 'dm.manage');
    assert.equal(await document.save(), true);
    await until('the choice to follow', () => features.choices.get(uri) === 'dm.manage' || undefined);
    assert.deepEqual((await problemsOf({ uri }, isOurs)).map(ruleOf), ['dm/lifetime']);
  });

  it('keeps the choice under another name', async () => {
    const document = await openText('before.json', broken);
    await features.choices.choose(document.uri, 'dm.manage');
    const rename = new vscode.WorkspaceEdit();
    rename.renameFile(document.uri, sampleUri('behind.json'));
    assert.equal(await vscode.workspace.applyEdit(rename), true);
    await until('the choice to follow', () => features.choices.get(sampleUri('behind.json')) === 'dm.manage' || undefined);
    assert.equal(features.choices.get(document.uri), undefined);
  });

  it('keeps the choice when its folder gets another name, and loses it with the folder', async () => {
    const document = await openText('folder/inside.json', broken);
    const beside = await openText('folder-2/beside.json', broken);
    for (const { uri } of [document, beside]) await features.choices.choose(uri, 'dm.manage');
    const rename = new vscode.WorkspaceEdit();
    rename.renameFile(sampleUri('folder'), sampleUri('moved'));
    assert.equal(await vscode.workspace.applyEdit(rename), true);
    const moved = sampleUri('moved/inside.json');
    await until('the choice to follow', () => features.choices.get(moved) === 'dm.manage' || undefined);
    assert.equal(features.choices.get(document.uri), undefined);
    assert.equal(features.choices.get(beside.uri), 'dm.manage');
    const remove = new vscode.WorkspaceEdit();
    remove.deleteFile(sampleUri('moved'), { recursive: true });
    assert.equal(await vscode.workspace.applyEdit(remove), true);
    await until('the choice to end', () => features.choices.get(moved) === undefined || undefined);
  });

  it('is a transcript of lines in the language of JSON lines', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'jsonl', content: '{"steps": 1}\n{oops\n' });
    await vscode.window.showTextDocument(document);
    await features.choices.choose(document.uri, 'transcript');
    const problems = await problemsOf(document, isOurs);
    assert.ok(
      problems.some(({ range }) => range.start.line === 1),
      'VS Code checks no lines of JSON, so broken ones are ours to report',
    );
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});

async function noProblemOf(document: vscode.TextDocument, rule: string): Promise<void> {
  const without = (): boolean => vscode.languages.getDiagnostics(document.uri).every((problem) => ruleOf(problem) !== rule);
  await until(`no ${rule}`, () => without() || undefined);
}
