import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { packedExtension } from '../support/packedExtension.ts';
import { projectPath } from '../support/projectPaths.ts';
import { until } from '../support/until.ts';
import { TrafficLog } from '../support/workbench/trafficLog.ts';
import type { ManagedBoard } from '../support/workbench/managedBoard.ts';
import { newBoard } from '../support/workbench/newBoard.ts';
import { Workbench } from '../support/workbench.ts';

/** What a user does with the traffic log. Each step goes on where the one before it ended. */
describe('the traffic log', () => {
  let folder = '';
  let workbench: Workbench;
  let log: TrafficLog;
  let editor: TrafficLog;
  let board: ManagedBoard | undefined;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'traffic-'));
    await cp(projectPath('sample'), folder, { recursive: true });
    const settings = { 'wiotp.platform.port': 0, 'wiotp.platform.tlsPort': 0 };
    workbench = await Workbench.open({ folder, vsix: await packedExtension(), settings });
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    log = new TrafficLog(workbench.webview('panel'));
    editor = new TrafficLog(workbench.webview('editor'));
    await workbench.show('Device Workbench');
    await workbench.tree('Connections').pressWelcome('Try It Now');
    await workbench.tree('Connections').row('demo', 'connected, managed').waitFor();
    await log.row({ kind: 'Event' }).waitFor();
  });

  after(async () => {
    await board?.close();
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
    await workbench.quickInput.saveAs(file);
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

  it('exports a range of rows from their menu', async () => {
    const file = path.join(folder, 'range.wiotp-traffic.ndjson');
    await editor.click({ kind: 'Manage request' });
    await editor.press('Shift+ArrowDown');
    await editor.head().getByText('2 rows ·').waitFor();
    await editor.menu({ kind: 'Manage request' }, workbench.page, 'Export Traffic…');
    await workbench.quickInput.pick('The Selected Rows');
    await workbench.quickInput.pick('Device traffic');
    await workbench.quickInput.saveAs(file);
    await workbench.notifications.item(/2 rows were exported into range\.wiotp-traffic\.ndjson/).waitFor();
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    assert.deepEqual(
      lines.slice(1).map((line) => JSON.parse(line).kind),
      ['dm.manage', 'dm.serverResponse'],
    );
  });

  it('exports what the filter shows, and opens it as a log that is only read', async () => {
    const file = path.join(folder, 'dm.wiotp-traffic.ndjson');
    await workbench.editor.tab('Device Traffic').click();
    await workbench.run('Device Workbench: Export Traffic…');
    // Rows are selected still, and come first.
    await workbench.quickInput.row('The Selected Rows').waitFor();
    await workbench.quickInput.pick('What the Filter Shows');
    await workbench.quickInput.pick('Device traffic');
    await workbench.quickInput.saveAs(file);
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

  it('shows what a board says to the platform by itself, and finds its words', async () => {
    ({ board } = await newBoard(workbench));
    await log.filter('');
    await log.row({ client: 't-100', kind: 'Manage request' }).waitFor();
    await log.filter('4711');
    await log.row({ kind: 'Event' }).waitFor({ state: 'hidden' });
    assert.equal(await log.count({ kind: 'Manage request' }), 1);
    await log.filter('');
  });

  it('leads from problem to problem', async () => {
    await board?.publish('iot-2/evt/broken/fmt/json', '{"d":');
    await log.row({ topic: 'iot-2/evt/broken/fmt/json' }).waitFor();
    await log.press('F8');
    await until('the selected problem', async () => ((await log.selected().innerText()).includes('broken') ? true : undefined));
  });

  it('stands still while it is paused', async () => {
    await log.button('Pause').click();
    await board?.publish('iot-2/evt/later/fmt/json', '{}');
    await log.button('Paused: 1 came').click();
    await log.goTo('newest');
    await log.row({ topic: 'iot-2/evt/later/fmt/json' }).waitFor();
  });

  it('takes a marker from the command line', async () => {
    const env = { ...process.env, WIOTP_HOME: path.join(workbench.home, 'data', 'wiotp') };
    await promisify(execFile)(process.execPath, [projectPath('dist', 'cli.js'), 'mark', 'from a script'], { env });
    await workbench.webview('panel').locator('.row', { hasText: 'from a script' }).waitFor();
  });

  it('compares two boots of a board', async () => {
    await board?.restart();
    await board?.publish('iot-2/evt/again/fmt/json', '{}');
    await log.menu({ topic: 'iot-2/evt/again/fmt/json' }, workbench.page, 'Compare with Previous Boot');
    await workbench.editor.tab('↔').waitFor();
  });

  it('shows the conversation of a reboot', async () => {
    await workbench.tree('Platform').menu('t-100', 'Request Reboot');
    await board?.answer({ rc: 202, reqId: await board.request('iotdm-1/mgmt/initiate/device/reboot') });
    await log.menu({ topic: 'iotdm-1/mgmt/initiate/device/reboot' }, workbench.page, 'Show Conversation');
    await workbench.editor.tab('Conversation').waitFor();
    await workbench.webview('editor').getByText('202').first().waitFor();
  });

  it('plots the numbers of events', async () => {
    await workbench.run('Device Workbench: Plot Numbers…');
    // The first is ticked.
    await workbench.quickInput.row('temperature').waitFor();
    await workbench.quickInput.accept();
    await workbench.editor.tab('Plot of Device Traffic').waitFor();
    await workbench.webview('editor').locator('canvas').first().waitFor();
  });

  it('is deleted when the user says so', async () => {
    await workbench.run('Device Workbench: Clear Traffic');
    await workbench.dialog.press('Clear');
    await until('an empty log', async () => ((await log.row({ kind: 'Event' }).count()) === 0 ? true : undefined));
    assert.deepEqual(workbench.errors, []);
  });
});
