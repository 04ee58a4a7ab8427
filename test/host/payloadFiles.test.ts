import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { actionsAt, isOurs, noProblems, problemsOf, ruleOf } from './support/problems.ts';
import { openSample, openText, ourExtension, sampleUri } from './support/sample.ts';
import { withSettings } from './support/settings.ts';

const broken = '{ "d": { "lifetime": 60 }, "reqId": "manage-1" }';

describe('a payload file', () => {
  it('shows its mistake, with what the platform does about it and a link to the rule', async () => {
    const document = await openSample('reboot.dm.manage.json');
    const [problem, ...others] = await problemsOf(document);
    assert.ok(problem);
    assert.deepEqual(others, []);
    assert.equal(document.getText(problem.range), '60');
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    assert.match(problem.message, /3600/);
    assert.match(problem.message, /400/);
    assert.ok(typeof problem.code === 'object');
    assert.equal(problem.code.value, 'dm/lifetime');
    assert.match(problem.code.target.toString(), /docs\/rules\.md#dmlifetime$/);
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
    assert.ok(problems.every((problem) => isOurs(problem) === (document.getText(problem.range) === '60')));
  });

  it('is not called broken twice, but for a cause that can be named', async () => {
    const document = await openText('cut.dm.manage.json', '{ "d": { "lifetime": }, "reqId": "manage-1" }');
    await problemsOf(document);
    await openText('named.dm.manage.json', '{ "reqId": b5f1b986-a8a4-4c92-aa11-97f532ee5947 }').then(problemsOf);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri).filter(isOurs), []);
  });

  it('offers to set the lifetime that is allowed, and is clean then', async () => {
    const document = await openText('fix.dm.manage.json', broken);
    const [problem] = await problemsOf(document);
    assert.ok(problem);
    const actions = await actionsAt(document.uri, problem.range, vscode.CodeActionKind.QuickFix);
    const fix = actions.find(({ edit }) => edit?.has(document.uri));
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    assert.match(fix.title, /3600/);
    assert.equal(await vscode.workspace.applyEdit(fix.edit), true);
    assert.equal(document.getText(), broken.replace('60', '3600'));
    await noProblems(document);
  });

  it('names the missing quotes around a reqId, and adds them', async () => {
    const text = '{ "rc": 202, "reqId": b5f1b986-a8a4-4c92-aa11-97f532ee5947 }';
    const document = await openText('quotes.dm.deviceResponse.json', text);
    const [problem] = await problemsOf(document, isOurs);
    assert.ok(problem);
    assert.match(problem.message, /quot/);
    const actions = await actionsAt(document.uri, problem.range, vscode.CodeActionKind.QuickFix);
    const fix = actions.find(({ edit }) => edit?.has(document.uri));
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    assert.deepEqual(JSON.parse(document.getText()), { rc: 202, reqId: 'b5f1b986-a8a4-4c92-aa11-97f532ee5947' });
    await noProblems(document);
  });

  it('has exact places with Windows line ends, a byte order mark, tabs and characters of two units, and is fixed all at once', async () => {
    const lines = ['{', '\t"d": { "metadata": { "😀": "🌡" }, "lifetime":\t60 },', '\t"reqId": "manage-1"', '}'];
    const document = await openText('exact.dm.manage.json', `\uFEFF${lines.join('\r\n')}`);
    assert.equal(document.eol, vscode.EndOfLine.CRLF);
    const [problem] = await problemsOf(document);
    assert.ok(problem);
    const column = lines[1]?.indexOf('60') ?? 0;
    assert.deepEqual(problem.range, new vscode.Range(1, column, 1, column + 2));
    const everywhere = new vscode.Range(0, 0, document.lineCount, 0);
    const [all] = await actionsAt(document.uri, everywhere, vscode.CodeActionKind.SourceFixAll.append('wiotp'));
    assert.ok(all?.edit);
    await vscode.workspace.applyEdit(all.edit);
    assert.equal(document.getText(), lines.join('\r\n').replace('60', '3600'));
    await noProblems(document);
  });

  it('is any file that the setting wiotp.files names, and loses its problems with the entry', async () => {
    const document = await openText('named.json', broken);
    await withSettings({ files: { '**/named.json': 'dm.manage' } }, async () => {
      const [problem] = await problemsOf(document);
      assert.match(problem?.message ?? '', /3600/);
    });
    await noProblems(document);
  });

  it('loses its problems when it is closed', async () => {
    const uri = sampleUri('closed.dm.manage.json');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(broken));
    // A document that a test opens by itself is kept open for minutes after its editor was closed.
    await vscode.commands.executeCommand('vscode.open', uri);
    await problemsOf({ uri });
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await noProblems({ uri });
  });

  it('may be a document that was never saved', async () => {
    const uri = vscode.Uri.from({ scheme: 'untitled', path: 'unsaved.dm.manage.json' });
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), broken));
    assert.deepEqual((await problemsOf(document, isOurs)).map(ruleOf), ['dm/lifetime']);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});

describe('the settings of the linter', () => {
  it('switch it off and on while a file is open', async () => {
    const document = await openText('enabled.dm.manage.json', broken);
    await problemsOf(document);
    await withSettings({ 'lint.enabled': false }, () => noProblems(document));
    await problemsOf(document);
  });

  it('change the severity of a rule, and silence it', async () => {
    const document = await openText('severity.dm.manage.json', broken);
    const severity = (wanted: vscode.DiagnosticSeverity) => problemsOf(document, (problem) => problem.severity === wanted);
    await severity(vscode.DiagnosticSeverity.Error);
    await withSettings(
      { 'lint.rules': { 'dm/lifetime': 'warning' } },
      async () => void (await severity(vscode.DiagnosticSeverity.Warning)),
    );
    await withSettings({ 'lint.rules': { 'dm/lifetime': 'off' } }, () => noProblems(document));
    await severity(vscode.DiagnosticSeverity.Error);
  });

  it('say how much a client can hold; what is too large is shown at the beginning of the file', async () => {
    const document = await openText('buffer.dm.manage.json', broken.replace('60', '3600'));
    await withSettings({ 'lint.clientBuffer': 32 }, async () => {
      const [problem] = await problemsOf(document, isOurs);
      assert.equal(problem === undefined ? '' : ruleOf(problem), 'message/client-buffer');
      assert.deepEqual(problem?.range.start, new vscode.Position(0, 0));
    });
    await noProblems(document);
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

  it('is left alone where it is the old side of a comparison, which nobody can edit', async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider('old', { provideTextDocumentContent: () => broken });
    try {
      const old = await vscode.workspace.openTextDocument(vscode.Uri.parse('old:/old.dm.manage.json'));
      assert.equal(old.languageId, 'json');
      await problemsOf(await openText('new.dm.manage.json', broken));
      assert.deepEqual(vscode.languages.getDiagnostics(old.uri).filter(isOurs), []);
    } finally {
      provider.dispose();
    }
  });
});
