import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as vscode from 'vscode';
import { actionsAt, completionsAt, hoverAt, isOurs, noProblems, positionOf, problemsOf, ruleOf } from './support/problems.ts';
import { openText } from './support/sample.ts';

describe('a replies file', () => {
  it('shows each mistake once, where it is, and what comes of it', async () => {
    const text = '// what a back-end should survive\n{ "replies": [{ "on": "dm.reboot", "rc": 200 }, { "on": "dm.reboot", "rc": 501 }] }';
    const document = await openText('mistakes/.wiotp/replies.json', text);
    assert.equal(document.languageId, 'jsonc');
    const problems = await problemsOf(document, isOurs);
    assert.deepEqual(
      problems.map((problem) => [ruleOf(problem), document.getText(problem.range)]),
      [
        ['replies/answer', '200'],
        ['replies/unreachable', '"dm.reboot"'],
      ],
    );
    assert.match(problems[0]?.message ?? '', /202/);
    assert.deepEqual(
      vscode.languages.getDiagnostics(document.uri).filter((problem) => !isOurs(problem)),
      [],
    );
  });

  it('is put right by the fix for the name of a kind, all at once as well', async () => {
    const document = await openText('fix/.wiotp/replies.json', '{ "replies": [{ "on": "reboot", "rc": 500 }] }');
    const [problem] = await problemsOf(document, (found) => ruleOf(found) === 'replies/value');
    assert.ok(problem);
    assert.equal(document.getText(problem.range), '"reboot"');
    const [fix] = await actionsAt(document.uri, problem.range, vscode.CodeActionKind.QuickFix);
    assert.ok(fix?.edit);
    assert.equal(fix.title, 'Change it to dm.reboot');
    await vscode.workspace.applyEdit(fix.edit);
    await noProblems(document);
  });

  it('completes kinds, members, and the codes that answer the kind', async () => {
    const document = await openText(
      'complete/.wiotp/replies.json',
      '{ "replies": [{ "on": "dm.reboot", "rc": 0 }, { "on": "" }, { "" }] }',
    );
    const codes = await completionsAt(document, positionOf(document, '"rc": 0', '"rc": '.length));
    for (const rc of ['202', '500', '501']) assert.ok(codes.includes(rc), `${rc} among ${codes.join()}`);
    const kinds = await completionsAt(document, positionOf(document, '"on": ""', '"on": "'.length));
    assert.equal(kinds.filter((label) => label.includes('dm.firmwareDownload')).length, 1, kinds.join());
    const members = await completionsAt(document, positionOf(document, '{ "" }', '{ "'.length));
    for (const name of ['when', 'silent', 'updateStatus', 'delay']) assert.equal(members.filter((label) => label === name).length, 1, name);
  });

  it('explains its members on hover, with the codes of the kind', async () => {
    const document = await openText('explain/.wiotp/replies.json', '{ "replies": [{ "on": "dm.reboot", "rc": 500, "delay": 1 }] }');
    assert.match(await hoverAt(document, positionOf(document, 'delay')), /milliseconds/);
    assert.match(await hoverAt(document, positionOf(document, '"rc"', 2)), /restarts now/);
  });

  it('is called broken by VS Code alone', async () => {
    const document = await openText('broken/.wiotp/replies.json', '{ "replies": [ }');
    await problemsOf(document, (problem) => !isOurs(problem));
    await problemsOf(await openText('after/.wiotp/profiles.json', '{}'), isOurs);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri).filter(isOurs), []);
  });
});
