import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { packedExtension } from '../support/packedExtension.ts';
import { projectPath } from '../support/projectPaths.ts';
import { until } from '../support/until.ts';
import type { ManagedBoard } from '../support/workbench/managedBoard.ts';
import { newBoard } from '../support/workbench/newBoard.ts';
import { PublishQuestions } from '../support/workbench/publishQuestions.ts';
import { TrafficLog } from '../support/workbench/trafficLog.ts';
import { Workbench } from '../support/workbench.ts';

const event = { kind: 'Event', topic: 'iot-2/evt/status/fmt/json' };
const raw = { kind: 'Event', topic: 'iot-2/evt/raw/fmt/bin' };
const command = { kind: 'Command', topic: 'iot-2/cmd/blink/fmt/json' };

const missing = spawnSync('mosquitto_pub', ['--help']).error !== undefined;
const skip = missing && 'mosquitto_pub is not installed';

/** What the menu of a row in the traffic log does. Each step goes on where the one before it ended. */
describe('a message of the traffic log', () => {
  let folder = '';
  let workbench: Workbench;
  let log: TrafficLog;
  let board: ManagedBoard | undefined;
  let token = '';

  /** Picks from a row's menu, and waits until the clipboard has what this says. */
  async function copy(row: typeof event, item: string, wanted: RegExp): Promise<string> {
    await workbench.page.evaluate(() => navigator.clipboard.writeText(''));
    await log.menu(row, workbench.page, item);
    const text = await until(item, async () => (await workbench.page.evaluate(() => navigator.clipboard.readText())) || undefined);
    assert.match(text, wanted);
    return text;
  }

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'message-'));
    await cp(projectPath('sample'), folder, { recursive: true });
    const settings = { 'wiotp.platform.port': 0, 'wiotp.platform.tlsPort': 0 };
    workbench = await Workbench.open({ folder, vsix: await packedExtension(), settings });
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    log = new TrafficLog(workbench.webview('panel'));
    await workbench.show('Device Workbench');
    await workbench.tree('Connections').pressWelcome('Try It Now');
    await workbench.tree('Connections').row('Publishing status').waitFor();
    await log.filter('event:status');
    await log.row(event).waitFor();
    await workbench.tree('Connections').press('Publishing status', 'Stop Publishing');
    await workbench.tree('Connections').row('Publishing status').waitFor({ state: 'detached' });
  });

  after(async () => {
    await board?.close();
    await workbench.dispose();
    await rm(folder, { recursive: true });
  });

  it('is copied as JSON and as C', async () => {
    const json = JSON.parse(await copy(event, 'Copy as JSON', /^\{/)) as Record<string, unknown>;
    assert.equal(json['topic'], event.topic);
    assert.equal(json['direction'], 'to platform');
    assert.equal(typeof (json['payload'] as Record<string, unknown>)['temperature'], 'number');
    const c = await copy(event, 'Copy as C', /"iot-2\/evt\/status\/fmt\/json";/);
    assert.match(c, /\{\\"temperature\\":/);
  });

  it('is led to its answer and back, and filtered by, from its menu', async () => {
    await log.filter('kind:dm.*');
    await log.menu({ kind: 'Manage request' }, workbench.page, 'Go to Answer');
    await log.detail().getByRole('heading', { name: 'Platform response' }).waitFor();
    await log.menu({ kind: 'Platform response' }, workbench.page, 'Go to Request');
    await log.detail().getByRole('heading', { name: 'Manage request' }).waitFor();
    await log.closeDetail();
    assert.equal(await copy({ kind: 'Manage request', topic: '' }, 'Copy Topic', /./), 'iotdevice-1/mgmt/manage');
    await log.menu({ kind: 'Manage request' }, workbench.page, 'Filter by This…');
    // The keyboard is there at once.
    await workbench.webview('panel').getByRole('menu', { name: 'Filter by this row' }).locator(':focus').waitFor();
    await workbench.page.keyboard.press('Enter');
    assert.match(await log.field().inputValue(), /^kind:dm\.\* [a-z]+:/);
    await log.filter('event:status');
  });

  it('is copied as a command that publishes it', { skip }, async () => {
    ({ board, token } = await newBoard(workbench));
    await log.filter('client:t-100 event:level');
    await board.publish('iot-2/evt/level/fmt/json', '{"text":"it’s $HOME"}');
    const level = { kind: 'Event', topic: 'iot-2/evt/level/fmt/json' };
    await log.row(level).waitFor();
    const line = await copy(level, 'Copy as mosquitto_pub', /^mosquitto_pub -h 127\.0\.0\.1 /);
    assert.ok(!line.includes(token), 'the token is in the command');
    await promisify(execFile)('sh', ['-c', line], { env: { ...process.env, WIOTP_AUTH_TOKEN: token } });
    await until('the second row', async () => ((await log.count(level)) === 2 ? true : undefined));
    await log.select(level);
    assert.match(await log.payloadAs('Text'), /\{"text":"it’s \$HOME"\}/);
    await log.closeDetail();
    await board.restart();
  });

  it('becomes a payload file whose kind is known', async () => {
    await log.filter('event:status');
    await log.menu(event, workbench.page, 'New Payload File from This');
    await workbench.editor.tab('status.json').waitFor();
    await workbench.editor.text('"temperature"').waitFor();
    assert.match((await workbench.editor.languageStatus()).join('\n'), /Event iot-2\/evt\/status\/fmt\/json/);
  });

  it('of bytes is saved byte by byte, because no editor would keep them', async () => {
    const bytes = Buffer.from([0, 0xff, 0x0d, 0x41]);
    const file = path.join(folder, 'saved.bin');
    board ??= (await newBoard(workbench)).board;
    await log.filter('event:raw');
    await board.publish(raw.topic, bytes);
    await log.menu(raw, workbench.page, 'New Payload File from This');
    await workbench.quickInput.step('Save the payload as it is');
    await workbench.quickInput.saveAs(file);
    const saved = await until('the file', () => readFile(file).catch(() => undefined));
    assert.deepEqual(saved, bytes);
  });

  it('is published again with everything filled in', async () => {
    await log.filter('event:status');
    const { seq } = await log.read(event);
    await log.menu(event, workbench.page, 'Publish This Again…');
    for (const step of [1, 2, 3, 4]) {
      await workbench.quickInput.step(`Publish Event as demo (${step}/5)`);
      await workbench.quickInput.accept();
    }
    await workbench.quickInput.step('Publish Event as demo (5/5)');
    await workbench.quickInput.pick('Publish Once');
    await until('the new row', async () => ((await log.read(event)).seq > seq ? true : undefined));
  });

  it('is compared with the one before it, in two documents that are only read', async () => {
    await log.menu(event, workbench.page, 'Compare with Previous of the Same Topic');
    await workbench.editor.tab('↔').waitFor();
    for (const side of ['.original', '.modified']) {
      const view = workbench.page.locator(`.monaco-diff-editor .editor${side} .view-lines`);
      await view.getByText('temperature').first().waitFor();
      await view.click();
      await workbench.page.keyboard.type('x');
      await workbench.page.getByRole('paragraph').getByText('Cannot edit in read-only editor').waitFor();
      await workbench.page.keyboard.press('Escape');
    }
  });

  it('that a device received is not published by that device, and the reason is said', async () => {
    await log.filter('kind:*.command');
    await workbench.tree('Platform').press('demo', 'Send Command to Device…');
    await new PublishQuestions(workbench).answer({ name: 'blink', format: 'json', payload: '{"on":true}', qos: 0 });
    await workbench.quickInput.pick('Send Command');
    await log.row(command).waitFor();
    await log.menu(command, workbench.page, 'Publish This Again…');
    const { message } = await workbench.notifications.read('No connection is open that can publish this');
    assert.match(message, /It can be published by: application/);
    await workbench.notifications.close('No connection is open that can publish this');
  });

  it('is answered where it waits for an answer', async () => {
    await log.filter('kind:dm.reboot client:demo');
    await workbench.tree('Platform').menu('demo', 'Request Reboot');
    const waiting = { kind: 'Reboot request', answer: /waits for your answer/ };
    await log.row(waiting).waitFor();
    await log.menu(waiting, workbench.page, 'Answer Pending Request…');
    await workbench.quickInput.step('demo: Reboot request');
    await workbench.quickInput.pick('rc 202');
    await workbench.quickInput.pick('Send rc 202');
    await log.row({ kind: 'Reboot request', answer: /^after/, result: '202' }).waitFor();
    await workbench.tree('Connections').row('demo', 'connected, managed').waitFor();
  });

  it('is not published again when its connection is gone, and the reason is said', async () => {
    await log.filter('event:status');
    await workbench.tree('Connections').press('demo', 'Disconnect');
    await workbench.tree('Connections').row('demo', 'disconnected').waitFor();
    await log.menu(event, workbench.page, 'Publish This Again…');
    const { message } = await workbench.notifications.read('No connection is open that can publish this');
    assert.match(message, /It can be published by: device.*Connect one in the Connections view first/);
    assert.deepEqual(workbench.errors, []);
  });
});
