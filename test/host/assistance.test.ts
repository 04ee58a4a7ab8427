import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as vscode from 'vscode';
import { completionsAt, hoverAt, positionOf, problemsOf } from './support/problems.ts';
import { openSample, openText } from './support/sample.ts';
import { withSettings } from './support/settings.ts';

const fields = ['lifetime', 'supports', 'deviceInfo', 'metadata'];
const text = '{ "d": { "" }, "reqId": "manage-1" }';

describe('a file that tells its kind by its name', () => {
  it('explains its fields on hover, once', async () => {
    const document = await openSample('reboot.dm.manage.json');
    await problemsOf(document);
    const said = await hoverAt(document, positionOf(document, 'lifetime'));
    assert.match(said, /3600/);
    assert.equal(said.match(/dormant/g)?.length, 1, said);
  });

  it('completes the fields that the kind has, once', async () => {
    const document = await openText('complete.dm.manage.json', text);
    const labels = await completionsAt(document, positionOf(document, '""'));
    for (const field of fields) assert.equal(labels.filter((label) => label === field).length, 1, field);
  });

  it('gets what the other kind has as well where a setting says otherwise', async () => {
    await withSettings({ files: { '**/other.dm.reboot.json': 'dm.manage' } }, async () => {
      const document = await openText('other.dm.reboot.json', text);
      const labels = await completionsAt(document, positionOf(document, '""'));
      for (const field of fields) assert.ok(labels.includes(field), field);
    });
  });
});

describe('a file that a setting names', () => {
  it('has completion and hover as well', async () => {
    await withSettings({ files: { '**/set.json': 'dm.manage' } }, async () => {
      const document = await openText('set.json', text);
      const labels = await completionsAt(document, positionOf(document, '""'));
      for (const field of fields) assert.equal(labels.filter((label) => label === field).length, 1, field);
      assert.match(await hoverAt(document, positionOf(document, 'reqId')), /request/i);
    });
  });
});

describe('a transcript', () => {
  const step = '{ "topic": "iotdevice-1/mgmt/manage", "payload": { "d": { "" }, "reqId": "a" } }';

  it('is JSON with comments', async () => {
    const document = await openText('comments.wiotp.json', '// a conversation\n{ "steps": [] }');
    assert.equal(document.languageId, 'jsonc');
  });

  it('completes the payload of a step by its topic, also in lines of JSON', async () => {
    const lines = await openText('assist.wiotp.jsonl', `{}\n${step}\n`);
    assert.equal(lines.languageId, 'jsonl');
    const labels = await completionsAt(lines, positionOf(lines, '""'));
    for (const field of fields) assert.equal(labels.filter((label) => label === field).length, 1, field);
  });

  it('says what a topic is', async () => {
    const lines = await openText('hover.wiotp.jsonl', `{}\n${step}\n`);
    assert.match(await hoverAt(lines, positionOf(lines, 'iotdevice-1')), /Manage request/);
  });
});

describe('any other JSON file', () => {
  it('gets no completion of ours', async () => {
    const document = await openText('plain-assist.json', text);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      positionOf(document, '""'),
    );
    // Words of other open documents are VS Code's own suggestion.
    const items = list.items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
    assert.deepEqual(
      items.map(({ label }) => (typeof label === 'string' ? label : label.label)).filter((label) => fields.includes(label)),
      [],
    );
  });
});
