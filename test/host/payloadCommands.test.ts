import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { FeaturesAlone } from './support/featuresAlone.ts';
import { openSample, openText } from './support/sample.ts';

describe('the lenses of a payload file', () => {
  const features = new FeaturesAlone();
  before(() => features.start());
  after(() => features.dispose());

  function titles(document: vscode.TextDocument): string[] {
    return features.lenses.provideCodeLenses(document).map(({ command }) => command?.title ?? '');
  }

  it('copy it as code on its topic', async () => {
    const document = await openSample('reboot.dm.manage.json');
    const lens = await until('the lens', async () => (await lensesOf(document)).find(({ command }) => command?.title === 'Copy as C'));
    assert.equal(lens.range.start.line, 0);
    assert.ok(lens.command);
    await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    const code = await vscode.env.clipboard.readText();
    assert.match(code, /iotdevice-1\/mgmt\/manage/);
    assert.match(code, /publish/);
  });

  it('publish it while a connection is open whose class of client sends it', async () => {
    const request = await openText('lens.json', '{ "reqId": "a" }');
    await features.choices.choose(request.uri, 'dm.manage');
    assert.deepEqual(titles(request), ['Copy as C', 'Copy as…']);
    features.connect('application');
    assert.deepEqual(titles(request), ['Copy as C', 'Copy as…']);
    features.connect('device');
    assert.deepEqual(titles(request), ['Publish', 'Copy as C', 'Copy as…']);
    await features.choices.choose(request.uri, 'device.event');
    assert.deepEqual(titles(request), ['Publish']);
    await features.choices.choose(request.uri, 'dm.reboot');
    assert.deepEqual(titles(request), []);
    await features.choices.choose(request.uri, 'iotdevice-1/type/t/id/d/mgmt/manage');
    assert.deepEqual(titles(request), ['Copy as C', 'Copy as…']);
    features.connect('device', 'gateway');
    assert.deepEqual(titles(request), ['Publish', 'Copy as C', 'Copy as…']);
    await features.choices.choose(request.uri, 'app.command');
    assert.deepEqual(titles(request), []);
    features.connect('application');
    assert.deepEqual(titles(request), ['Publish']);
    features.connect();
    await features.choices.choose(request.uri, 'none');
    assert.deepEqual(titles(request), []);
  });
});

async function lensesOf({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  return vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
}
