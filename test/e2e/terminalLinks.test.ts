import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packedExtension } from '../support/packedExtension.ts';
import { readableTerminal, Terminal } from '../support/workbench/terminal.ts';
import { TrafficLog } from '../support/workbench/trafficLog.ts';
import { Workbench } from '../support/workbench.ts';

/** What a serial monitor may write. */
const monitor = ['temperature 21 humidity 40', 'closed: 276', 'connect failed, rc 5', 'publish iot-2/evt/status/fmt/json', 'done', ''];

/** Links in VS Code's terminals: to messages of the log, and to what codes mean. */
describe('links in a terminal', () => {
  let folder = '';
  let workbench: Workbench;
  let terminal: Terminal;
  let log: TrafficLog;
  /** Of a request that is in the log. */
  let reqId = '';

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'links-'));
    await writeFile(path.join(folder, 'monitor.txt'), monitor.join('\n'));
    const settings = { 'wiotp.platform.port': 0, 'wiotp.platform.tlsPort': 0, ...readableTerminal };
    workbench = await Workbench.open({ folder, vsix: await packedExtension(), settings });
    terminal = new Terminal(workbench);
    log = new TrafficLog(workbench.webview('panel'));
    await workbench.show('Device Workbench');
    await workbench.tree('Connections').pressWelcome('Try It Now');
    await workbench.tree('Connections').row('Publishing status').waitFor();
    await workbench.tree('Connections').press('Publishing status', 'Stop Publishing');
    await workbench.tree('Connections').row('Publishing status').waitFor({ state: 'detached' });
    await log.filter('kind:dm.manage');
    await log.select({ kind: 'Manage request' });
    const payload = await log.payloadAs('Text');
    reqId = /"reqId":"([^"]+)"/.exec(payload)?.[1] ?? '';
    assert.notEqual(reqId, '', payload);
    await log.closeDetail();
    await log.filter('');
  });

  after(async () => {
    await workbench.dispose();
    await rm(folder, { recursive: true });
  });

  it('say where they lead', async () => {
    await terminal.open();
    await terminal.run('cat monitor.txt', 'done');
    assert.match(await terminal.hover('276'), /Explain\s276/);
    assert.match(await terminal.hover('iot-2/evt/status/fmt/json'), /Show\sin\sDevice\sTraffic/);
  });

  it('explain codes', async () => {
    await terminal.follow('276');
    await workbench.editor.tab('What 276 Means').waitFor();
    await workbench.editor.text('topic not valid').waitFor();
  });

  it('lead to the log, for a request ID that is in it', async () => {
    await terminal.open();
    await terminal.run(`echo reqId=${reqId}`, `reqId=${reqId}`);
    await terminal.follow(reqId);
    await log.detail().getByRole('heading', { name: 'Platform response' }).waitFor();
    assert.equal((await log.selected().innerText()).includes('Platform response'), true);
    assert.match(await log.payloadAs('Text'), new RegExp(reqId));
    await log.closeDetail();
  });

  it('say so where nothing in the log has a request ID', async () => {
    await terminal.open();
    await terminal.run('echo reqId=nobody-1', 'reqId=nobody-1');
    await terminal.follow('nobody-1');
    await workbench.notifications.item(/No message in the traffic log has the request ID nobody-1/).waitFor();
  });
});
