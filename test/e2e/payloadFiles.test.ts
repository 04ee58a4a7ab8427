import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packedExtension } from '../support/packedExtension.ts';
import { projectPath } from '../support/projectPaths.ts';
import { until } from '../support/until.ts';
import { TrafficLog } from '../support/workbench/trafficLog.ts';
import { Workbench } from '../support/workbench.ts';

/** From a file to the wire, and to the source of a device. Each step goes on where the one before it ended. */
describe('a payload file', () => {
  let folder = '';
  let workbench: Workbench;
  let log: TrafficLog;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'payload-'));
    await cp(projectPath('sample'), folder, { recursive: true });
    workbench = await Workbench.open({ folder, vsix: await packedExtension() });
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    log = new TrafficLog(workbench.webview());
  });
  after(async () => {
    await workbench.dispose();
    await rm(folder, { recursive: true });
  });

  it('says in the language status what it is, and by which schema it is checked', async () => {
    await workbench.editor.open('status.event.json');
    await workbench.editor.lens('Copy as C').waitFor();
    const status = await until('the schema to be read', async () => {
      const rows = await workbench.editor.languageStatus();
      return rows.some((row) => row.includes('schema.json')) ? rows : undefined;
    });
    assert.ok(status.includes('Event iot-2/evt/status/fmt/json Choose Kind…'), status.join('\n'));
    assert.ok(status.includes('schemas/status.schema.json your own schema Open'), status.join('\n'));
  });

  it('can be copied as code, but not be published while nothing is connected', async () => {
    await workbench.editor.runLens('Copy as C');
    const code = await until('the code', async () => (await workbench.page.evaluate(() => navigator.clipboard.readText())) || undefined);
    assert.match(code, /iot-2\/evt\/status\/fmt\/json/);
    assert.equal(await workbench.editor.lens('Publish').count(), 0);
  });

  it('is published by one press, without questions, and is in the log', async () => {
    await workbench.run('Device Workbench: Try It Now');
    await log.row({ kind: 'Event' }).waitFor();
    await workbench.run('Device Workbench: Stop Publishing');
    await workbench.editor.open('status.event.json');
    await workbench.editor.runLens('Publish');
    const row = await log.read({ kind: 'Event', topic: 'iot-2/evt/status/fmt/json', preview: 'setpoint' });
    assert.equal(row.client, 'demo · simulated');
  });

  it('is made new, of a kind that is chosen, with completion', async () => {
    await workbench.run('Device Workbench: New Payload File…');
    await workbench.quickInput.type('dm.manage');
    await workbench.quickInput.pick('Manage request');
    await workbench.editor.tab('manage.dm.manage.json').waitFor();
    await workbench.editor.text('"lifetime"').waitFor();
  });

  it('is another kind when the user says so', async () => {
    await workbench.run('Device Workbench: Choose Payload Kind…');
    await workbench.quickInput.type('transcript');
    await workbench.quickInput.accept();
    await until('the other kind', async () => (await workbench.editor.languageStatus()).find((row) => row.startsWith('Transcript')));
  });

  it('is not silently left out when a setting is wrong', async () => {
    const wrong = { 'wiotp.files': { '**/*.json': 'dm.mange' }, 'wiotp.schemas': { 'iot-2/evt/+/fmt/json': 'schemas/none.json' } };
    await writeFile(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(wrong));
    const notice = await workbench.notifications.read('dm.mange');
    assert.equal(notice.severity, 'warning');
    assert.deepEqual(notice.buttons, ['Open Settings']);
    await workbench.notifications.read('schemas/none.json');
  });

  it('wrote no error to the console', () => assert.deepEqual(workbench.errors, []));
});
