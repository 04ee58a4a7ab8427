import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { actionsAt, isOurs, noProblems, problemsOf, ruleOf } from './support/problems.ts';
import { openSample, openText, sampleUri } from './support/sample.ts';

const manage = '{ "topic": "iotdevice-1/mgmt/manage", "payload": { "d": { "lifetime": 3600 }, "reqId": "m" } }';
const reboot = '{ "topic": "iotdm-1/mgmt/initiate/device/reboot", "payload": { "reqId": "r" } }';
const answer = '{ "topic": "iotdevice-1/response", "payload": { "rc": 200, "reqId": "r" } }';

describe('a transcript', () => {
  it('shows what is wrong in the conversation, with the place that it refers to, and puts it right', async () => {
    const lines = [
      '{',
      '\t// what the device should answer',
      '\t"steps": [',
      `\t\t${reboot},`,
      `\t\t${answer},`,
      `\t\t${manage}`,
      '\t]',
      '}',
    ];
    const document = await openText('answer.wiotp.json', lines.join('\r\n'));
    const [problem] = await problemsOf(document, (found) => ruleOf(found) === 'dm/rc-answer');
    assert.ok(problem);
    assert.equal(document.getText(problem.range), '200');
    assert.equal(problem.range.start.line, 4);
    const [place] = problem.relatedInformation ?? [];
    assert.equal(place?.location.uri.toString(), document.uri.toString());
    assert.equal(place?.location.range.start.line, 3);
    const [fix] = await actionsAt(document.uri, problem.range, vscode.CodeActionKind.QuickFix);
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /"rc": 202/);
    await noProblems(document);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), [], 'comments are no problem in a transcript');
  });

  it('of the sample is right', async () => {
    const document = await openSample('reboot.wiotp.json');
    await problemsOf(await openText('after-sample.wiotp.json', '{ "steps": 1 }'), isOurs);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  it('in lines of JSON is called broken by us, as nobody else does', async () => {
    const document = await openText('lines.wiotp.jsonl', ['{}', manage, '{oops', ''].join('\n'));
    assert.equal(document.languageId, 'jsonl');
    const [problem, ...others] = await problemsOf(document);
    assert.ok(problem);
    assert.deepEqual(others, []);
    assert.equal(ruleOf(problem), 'json/syntax');
    assert.equal(problem.range.start.line, 2);
  });

  it('that is broken JSON is called so by VS Code alone', async () => {
    const document = await openText('broken.wiotp.json', '{ "steps": [ }');
    await problemsOf(document, (problem) => !isOurs(problem));
    await problemsOf(await openText('after-broken.wiotp.json', '{ "steps": 1 }'), isOurs);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri).filter(isOurs), []);
  });

  it('finds the files that it includes, and notices when one appears', async () => {
    const document = await openText('outer.wiotp.json', `{ "steps": [{ "include": "./inner.wiotp.json" }, ${manage}] }`);
    assert.deepEqual((await problemsOf(document, isOurs)).map(ruleOf), ['transcript/include']);
    await writeAsk('inner.wiotp.json');
    await noProblems(document);
  });

  it('includes files from anywhere in its workspace folder, and from nowhere else', async () => {
    await writeAsk('shared.wiotp.json');
    const outside = await writeAsk('../outside.wiotp.json');
    try {
      const includes = ['../shared.wiotp.json', '../../outside.wiotp.json'].map((include) => JSON.stringify({ include }));
      const document = await openText('below/climbs.wiotp.json', `{ "steps": [${includes.join(', ')}, ${manage}] }`);
      const outsideOnly = (): boolean => vscode.languages.getDiagnostics(document.uri).filter(isOurs).length === 1;
      await until('the other file to be read', () => outsideOnly() || undefined);
      const [problem] = await problemsOf(document, isOurs);
      assert.ok(problem);
      assert.equal(ruleOf(problem), 'transcript/include');
      assert.equal(document.getText(problem.range), '"../../outside.wiotp.json"');
    } finally {
      await vscode.workspace.fs.delete(outside);
    }
  });
});

/** Writes a transcript that others can include. */
async function writeAsk(name: string): Promise<vscode.Uri> {
  const uri = sampleUri(name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('{ "steps": [{ "ask": "Switch it on" }] }'));
  return uri;
}
