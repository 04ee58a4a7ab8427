import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { actionsAt, completionsAt, hoverAt, isOurs, noProblems, positionOf, problemsOf, ruleOf } from './support/problems.ts';
import { openText } from './support/sample.ts';

describe('a file of shared connections', () => {
  it('refuses a secret, and offers to remove it', async () => {
    const document = await openText(
      'secret/.wiotp/profiles.json',
      '{\n  "profiles": [\n    // the pump in the cellar\n    {\n      "name": "Pump",\n      "class": "device",\n      "target": "embedded",\n' +
        '      "typeId": "pump",\n      "authToken": "not-for-everybody",\n      "deviceId": "p-1"\n    }\n  ]\n}\n',
    );
    const [problem, ...others] = await problemsOf(document, isOurs);
    assert.ok(problem);
    assert.deepEqual(others, []);
    assert.equal(ruleOf(problem), 'profiles/secret');
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    assert.ok(!problem.message.includes('not-for-everybody'));
    // The first problem of a session can be shown before VS Code knows who mends it.
    const edit = await until('a fix', async () => {
      const [fix] = await actionsAt(document.uri, problem.range, vscode.CodeActionKind.QuickFix);
      return fix?.edit;
    });
    const all = await actionsAt(document.uri, problem.range, vscode.CodeActionKind.SourceFixAll.append('wiotp'));
    assert.deepEqual(all, [], 'what may be the only copy of a token is not removed when a file is saved');
    await vscode.workspace.applyEdit(edit);
    await noProblems(document);
    assert.doesNotMatch(document.getText(), /authToken|not-for-everybody/);
    assert.match(document.getText(), /\/\/ the pump in the cellar/);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  it('shows what is wrong with a connection where it stands', async () => {
    const entry = { name: 'Pump', class: 'device', target: 'embedded', typeId: 'pump', deviceId: 'p 1', portt: 1883 };
    const document = await openText('mistakes/.wiotp/profiles.json', JSON.stringify({ profiles: [entry] }));
    const problems = await problemsOf(document, isOurs);
    assert.deepEqual(
      problems.map((problem) => [ruleOf(problem), document.getText(problem.range)]),
      [
        ['profiles/connection', '"p 1"'],
        ['profiles/unknown-member', '"portt"'],
      ],
    );
  });

  it('completes and explains its members', async () => {
    const document = await openText(
      'complete/.wiotp/profiles.json',
      '{ "profiles": [{ "class": "", "tls": { "verifyHost": true } }, { "" }] }',
    );
    const classes = await completionsAt(document, positionOf(document, '"class": ""', '"class": "'.length));
    for (const name of ['device', 'gateway', 'application'])
      assert.ok(
        classes.some((label) => label.includes(name)),
        classes.join(),
      );
    const members = await completionsAt(document, positionOf(document, '{ "" }', '{ "'.length));
    for (const name of ['name', 'target', 'manage', 'subscriptions'])
      assert.equal(members.filter((label) => label === name).length, 1, name);
    assert.match(await hoverAt(document, positionOf(document, 'verifyHost')), /anybody with a certificate/);
  });
});
