import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { openSample, openText, ourExtension } from './support/sample.ts';

const broken = '{ "d": { "lifetime": 60 }, "reqId": "manage-1" }';

describe('a payload file', () => {
  it('shows its mistake, with what the platform does about it', async () => {
    const document = await openSample('reboot.dm.manage.json');
    const [problem, ...others] = await problemsOf(document);
    assert.ok(problem);
    assert.deepEqual(others, []);
    assert.equal(document.getText(problem.range), '60');
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    assert.match(problem.message, /3600/);
    assert.match(problem.message, /400/);
  });

  it('does not get the same problem from VS Code’s own JSON check as well', async () => {
    const document = await openText('twice.dm.manage.json', broken.replace('60', '60, "metadata": { "a": 1, "a": 2 }'));
    // VS Code reports a document's problems all at once, so with the double member it has had its say.
    const problems = await until('both checks', () => {
      const found = vscode.languages.getDiagnostics(document.uri);
      const texts = new Set(found.map(({ range }) => document.getText(range)));
      return texts.has('60') && texts.has('"a"') ? found : undefined;
    });
    assert.equal(problems.filter(({ range }) => document.getText(range) === '60').length, 1);
  });

  it('offers to set the lifetime that is allowed, and is clean then', async () => {
    const document = await openText('fix.dm.manage.json', broken);
    const [problem] = await problemsOf(document);
    assert.ok(problem);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ edit }) => edit?.has(document.uri));
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    assert.match(fix.title, /3600/);
    assert.equal(await vscode.workspace.applyEdit(fix.edit), true);
    assert.equal(document.getText(), broken.replace('60', '3600'));
    await until('the problem to go', () => vscode.languages.getDiagnostics(document.uri).length === 0 || undefined);
  });

  it('is any file that the setting wiotp.files names', async () => {
    await vscode.workspace
      .getConfiguration('wiotp')
      .update('files', { '**/named.json': 'dm.manage' }, vscode.ConfigurationTarget.Workspace);
    const [problem] = await problemsOf(await openText('named.json', broken));
    assert.match(problem?.message ?? '', /3600/);
  });

  it('explains its fields on hover', async () => {
    const document = await openSample('reboot.dm.manage.json');
    await problemsOf(document);
    const texts = await until('a hover', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        positionOf(document, 'lifetime'),
      );
      const found = hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)));
      return found.length > 0 ? found : undefined;
    });
    assert.match(texts.join('\n'), /3600/);
  });

  it('completes the fields that the kind has', async () => {
    const text = '{ "d": { "" }, "reqId": "manage-1" }';
    const document = await openText('complete.dm.manage.json', text);
    const labels = await until('a completion', async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        document.positionAt(text.indexOf('""') + 1),
      );
      const found = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      return found.length > 0 ? found : undefined;
    });
    for (const field of ['lifetime', 'supports', 'deviceInfo', 'metadata'])
      assert.equal(labels.filter((label) => label === field).length, 1, field);
  });
});

describe('any other JSON file', () => {
  it('is left alone', async () => {
    await ourExtension().activate();
    const other = await openText('lifetime.json', broken);
    // The next file shows when a check that the first had started would have ended.
    await problemsOf(await openText('after.dm.manage.json', broken));
    assert.deepEqual(vscode.languages.getDiagnostics(other.uri), []);
  });
});

/** The problems of a document, as soon as it has any. */
async function problemsOf({ uri }: vscode.TextDocument): Promise<vscode.Diagnostic[]> {
  return until(`problems in ${uri.path}`, () => {
    const found = vscode.languages.getDiagnostics(uri);
    return found.length > 0 ? found : undefined;
  });
}

function positionOf(document: vscode.TextDocument, text: string): vscode.Position {
  return document.positionAt(document.getText().indexOf(text) + 1);
}
