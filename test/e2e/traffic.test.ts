import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packedExtension } from '../support/packedExtension.ts';
import { projectPath } from '../support/projectPaths.ts';
import { until } from '../support/until.ts';
import { TrafficLog } from '../support/workbench/trafficLog.ts';
import { Workbench } from '../support/workbench.ts';

/** What a user does with the traffic log. Each step goes on where the one before it ended. */
describe('the traffic log', () => {
  let folder = '';
  let workbench: Workbench;
  let log: TrafficLog;
  let editor: TrafficLog;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'traffic-'));
    await cp(projectPath('sample'), folder, { recursive: true });
    workbench = await Workbench.open({ folder, vsix: await packedExtension() });
    log = new TrafficLog(workbench.webview('panel'));
    editor = new TrafficLog(workbench.webview('editor'));
    await workbench.show('Device Workbench');
    await workbench.tree('Connections').pressWelcome('Try It Now');
    await workbench.tree('Connections').row('demo', 'connected, managed').waitFor();
    await log.row({ kind: 'Event' }).waitFor();
  });

  after(async () => {
    await workbench.dispose();
    await rm(folder, { recursive: true });
  });

  it('shows only what passes a filter, and everything again', async () => {
    await log.filter('kind:dm.*');
    await log.row({ kind: 'Manage request' }).waitFor();
    await log.row({ kind: 'Event' }).waitFor({ state: 'hidden' });
    await log.filter('');
    await log.row({ kind: 'Event' }).waitFor();
  });

  it('takes a marker', async () => {
    await workbench.run('Device Workbench: Add Marker…');
    await workbench.quickInput.type('flashed 1.4.2');
    await workbench.quickInput.accept();
    await log
      .row({ preview: 'flashed 1.4.2' })
      .or(workbench.webview('panel').locator('.row', { hasText: 'flashed 1.4.2' }))
      .first()
      .waitFor();
  });

  it('records what comes from now on', async () => {
    const file = path.join(folder, 'status.wiotp.jsonl');
    await workbench.run('Device Workbench: Start Recording…');
    await workbench.quickInput.pick('The First That Says Something');
    await workbench.quickInput.type(file);
    await workbench.quickInput.accept();
    await workbench.status(/[1-9]\d* recorded/).waitFor();
    await workbench.run('Device Workbench: Stop Recording');
    await workbench.notifications.item(/were recorded into status\.wiotp\.jsonl/).waitFor();
    await workbench.status(/recorded/).waitFor({ state: 'hidden' });
    const [header = '', step = ''] = (await readFile(file, 'utf8')).split('\n');
    assert.equal(JSON.parse(header).device.deviceId, 'demo');
    assert.equal(JSON.parse(step).topic, 'iot-2/evt/status/fmt/json');
  });

  it('rests when nothing is published', async () => {
    await workbench.tree('Connections').press('Publishing status', 'Stop Publishing');
    await workbench.tree('Connections').row('Publishing status').waitFor({ state: 'detached' });
  });

  it('opens in an editor, with a filter of its own', async () => {
    await workbench.run('Device Workbench: Open Device Traffic in Editor');
    await workbench.editor.tab('Device Traffic').waitFor();
    await editor.filter('kind:dm.*');
    await editor.row({ kind: 'Platform response' }).waitFor();
    await editor.row({ kind: 'Event' }).waitFor({ state: 'hidden' });
  });

  it('exports what the filter shows, and opens it as a log that is only read', async () => {
    const file = path.join(folder, 'dm.wiotp-traffic.ndjson');
    await workbench.editor.tab('Device Traffic').click();
    await workbench.run('Device Workbench: Export Traffic…');
    await workbench.quickInput.pick('What the Filter Shows');
    await workbench.quickInput.pick('Device traffic');
    await workbench.quickInput.type(file);
    await workbench.quickInput.accept();
    await workbench.notifications.press(/2 rows were exported into dm\.wiotp-traffic\.ndjson/, 'Open');
    await workbench.editor.tab('dm.wiotp-traffic.ndjson').waitFor();
    await editor.head().getByText('read-only').waitFor();
    assert.match((await editor.read({ kind: 'Platform response' })).answer, /^after/);
    assert.equal(await editor.count({ topic: 'iotdevice-1/mgmt/manage' }), 1);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    assert.deepEqual(
      lines.slice(1).map((line) => JSON.parse(line).kind),
      ['dm.manage', 'dm.serverResponse'],
    );
  });

  it('comes back after a reload, with its file and its filter', async () => {
    // The page alone would be gone before VS Code has kept which editors there are.
    await workbench.run('Developer: Reload Window');
    await workbench.editor.tab('dm.wiotp-traffic.ndjson').waitFor();
    await editor.row({ kind: 'Platform response' }).waitFor();
    await workbench.page.locator('.tabs-container .tab', { hasText: 'Device Traffic' }).click();
    await editor.row({ kind: 'Platform response' }).waitFor();
    assert.equal(await editor.field().inputValue(), 'kind:dm.*');
  });

  it('is deleted when the user says so', async () => {
    await workbench.run('Device Workbench: Clear Traffic');
    await workbench.dialog.press('Clear');
    await until('an empty log', async () => ((await log.row({ kind: 'Event' }).count()) === 0 ? true : undefined));
    assert.deepEqual(workbench.errors, []);
  });
});
