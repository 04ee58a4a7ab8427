import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packedExtension } from '../support/packedExtension.ts';
import { until } from '../support/until.ts';
import { TrafficLog } from '../support/workbench/trafficLog.ts';
import { Workbench } from '../support/workbench.ts';

/** Somebody is a managed device, and tries what a back-end does about its answers. Each step goes on where the one before it ended. */
describe('a managed device that answers', () => {
  let folder = '';
  let workbench: Workbench;
  let log: TrafficLog;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'device-'));
    await writeFile(path.join(folder, 'demo-2.0.bin'), Buffer.alloc(50_000, 'firmware'));
    const settings = { 'wiotp.platform.port': 0, 'wiotp.platform.tlsPort': 0 };
    workbench = await Workbench.open({ folder, vsix: await packedExtension(), settings });
    // Room for every row: a tree draws only those that are on the screen.
    await workbench.page.setViewportSize({ width: 1400, height: 1500 });
    log = new TrafficLog(workbench.webview());
  });

  after(async () => {
    await workbench.dispose();
    await rm(folder, { recursive: true });
  });

  const device = () => workbench.tree('Connections');
  const platform = () => workbench.tree('Platform');

  it('shows how it is managed, and how its requests are answered', async () => {
    await workbench.show('Device Workbench');
    await device().pressWelcome('Try It Now');
    await device().row('demo', 'connected, managed').waitFor();
    await device().row('Device Management', 'asks you · managed').waitFor();
    await device().press('Publishing status', 'Stop Publishing');
    await log.row({ kind: 'Manage request' }).waitFor();
  });

  it('is asked to reboot, and answers from the tree with the keyboard alone', async () => {
    await platform().menuFor('demo', 'Request Reboot', device().row('Reboot request', /^since .+ · until/));
    await device().press('Reboot request', 'Answer Pending Request…');
    await workbench.quickInput.step('demo: Reboot request');
    await workbench.quickInput.accept();
    await workbench.quickInput.row('Send rc 202').waitFor();
    await workbench.quickInput.accept();
    await platform().row('demo', 'reboot complete').waitFor();
    await device().row('demo', 'connected, managed').waitFor();
    await device().row('Reboot request').waitFor({ state: 'detached' });
  });

  it('is answered from the traffic log with another code and a message', async () => {
    await platform().menuFor('demo', 'Request Reboot', device().row('Reboot request'));
    await log.select({ kind: 'Reboot request', answer: /waits for your answer/ });
    await log.detail().getByRole('button', { name: 'Answer…' }).click();
    await workbench.quickInput.step('demo: Reboot request');
    await workbench.quickInput.pick('rc 500');
    await workbench.quickInput.pick('Message…');
    // What is typed too early would filter the list that is still there.
    assert.match(await workbench.quickInput.message(), /^Message for whoever started the action/);
    await workbench.quickInput.type('The battery is too low');
    await workbench.quickInput.accept();
    await workbench.quickInput.pick('Send rc 500');
    await platform().row('demo', 'reboot failed').waitFor();
    await log.detail().getByRole('button', { name: 'Answer…' }).waitFor({ state: 'detached' });
    await log.goTo('newest');
    await log.closeDetail();
  });

  it('is answered from the notification with the keyboard', async () => {
    await platform().menuFor('demo', 'Request Reboot', device().row('Reboot request'));
    await workbench.notifications.read('The platform sent demo a reboot request');
    await workbench.run('Notifications: Focus Notification Toast');
    await until('the button to have the focus', async () => {
      await workbench.page.keyboard.press('Tab');
      return (await workbench.page.evaluate(() => document.activeElement?.textContent)) === 'Answer…' || undefined;
    });
    await workbench.page.keyboard.press('Enter');
    await workbench.quickInput.step('demo: Reboot request');
    await workbench.quickInput.accept();
    await workbench.quickInput.row('Send rc 202').waitFor();
    await workbench.quickInput.accept();
    await platform().row('demo', 'reboot complete').waitFor();
  });

  it('answers by itself when it is told to', async () => {
    await device().press('Device Management', 'Choose How Requests Are Answered…');
    await workbench.quickInput.step('How Requests to demo Are Answered');
    await workbench.quickInput.pick('Reboot request');
    await workbench.quickInput.pick('Automatic');
    await workbench.quickInput.step('How Requests to demo Are Answered (1/2)');
    await workbench.quickInput.pick('All Automatic');
    await device().row('Device Management', 'automatic · managed').waitFor();
    // In a low panel the row of before is above those in sight.
    await log.filter('kind:dm.reboot');
    const before = await log.read({ kind: 'Reboot request' });
    await platform().menu('demo', 'Request Reboot');
    const request = await until('the next reboot', async () => {
      const row = await log.read({ kind: 'Reboot request', answer: /^after/ });
      return row.seq > before.seq ? row : undefined;
    });
    assert.match(request.result, /^202/);
    await log.filter('');
    await device().row('demo', 'connected, managed').waitFor();
    await platform().row('demo', 'reboot complete').waitFor();
  });

  it('downloads and updates firmware, whose progress the tree tells', async () => {
    await downloadFirmware();
    await device()
      .row('Device Management', /downloading \d+ %/)
      .waitFor();
    await device()
      .row('Device Management', /^downloaded ·/)
      .waitFor();
    await platform().row('demo', 'firmware download complete').waitFor();
    await platform().menuFor('demo', 'Firmware Update', device().row('Device Management', /in progress/));
    await platform().row('demo', 'firmware update complete').waitFor();
    await device().row('Device Management', 'automatic · managed').waitFor();
  });

  it('fails as its replies file says', async () => {
    await workbench.run('Device Workbench: Open Replies File');
    await workbench.quickInput.pick(path.basename(folder));
    await workbench.page.locator('.tab.active', { hasText: 'replies.json' }).waitFor();
    const replies = [
      { on: 'dm.reboot', rc: 500, message: 'Not now' },
      { on: 'dm.firmwareDownload', updateStatus: 4 },
    ];
    await mkdir(path.join(folder, '.wiotp'), { recursive: true });
    await writeFile(path.join(folder, '.wiotp', 'replies.json'), JSON.stringify({ replies }));
    await workbench.run('View: Close All Editors');
    await device().press('Device Management', 'Choose How Requests Are Answered…');
    await workbench.quickInput.pick('All by the Replies Files');
    await device().row('Device Management', 'by replies').waitFor();
    await platform().menu('demo', 'Request Reboot');
    await platform().row('demo', 'reboot failed').waitFor();
    const answer = await log.read({ kind: 'Device response', preview: /Not now/ });
    assert.match(answer.result, /^500/);
    await downloadFirmware();
    await device()
      .row('Device Management', /idle, verification failed/)
      .waitFor();
    await platform().row('demo', 'firmware download failed').waitFor();
  });

  it('says which line of a replies file is broken', async () => {
    await writeFile(path.join(folder, '.wiotp', 'replies.json'), '{\n  "replies": [\n    { "on": "dm.nothing" }\n  ]\n}\n');
    const { severity, message, buttons } = await workbench.notifications.read('does not count, because it has a fault');
    assert.equal(severity, 'warning');
    assert.match(message, /Line 3: /);
    assert.deepEqual(buttons, ['Open Replies File']);
    await workbench.notifications.close('does not count, because it has a fault');
  });

  it('tells its location, and refuses one that is nowhere as it is typed', async () => {
    await device().menuFor('Device Management', 'Update Location…', workbench.quickInput.title('Update Location: demo (1/3)'));
    await workbench.quickInput.type('151.21, -33.86');
    await workbench.quickInput.refusal('The latitude comes first.');
    await workbench.quickInput.type('-33.86, 151.21');
    await workbench.quickInput.accept();
    await workbench.quickInput.step('Update Location: demo (2/3)');
    await workbench.quickInput.accept();
    await workbench.quickInput.step('Update Location: demo (3/3)');
    await workbench.quickInput.back();
    await workbench.quickInput.step('Update Location: demo (2/3)');
    await workbench.quickInput.type('12');
    await workbench.quickInput.accept();
    await workbench.quickInput.step('Update Location: demo (3/3)');
    await workbench.quickInput.accept();
    await workbench.status(/Location update of demo: rc 200/).waitFor();
    const request = await log.read({ kind: 'Location update', answer: /^after/ });
    assert.equal(request.preview.replace(/,"reqId".*/, ''), '{"d":{"longitude":151.21,"latitude":-33.86,"elevation":12}');
  });

  it('is no longer managed when it says so, and managed again', async () => {
    await device().menuFor('Device Management', 'Send Unmanage Request', device().row('Device Management', /^not managed/));
    await device().menuFor('Device Management', 'Send Manage Request', device().row('Device Management', / · managed$/));
  });

  it('speaks as a gateway for a device behind it, and answers for that', async () => {
    const edge = { name: 'edge', class: 'gateway', target: 'embedded', typeId: 'edge', deviceId: 'g-1' };
    await mkdir(path.join(folder, '.wiotp'), { recursive: true });
    await writeFile(path.join(folder, '.wiotp', 'profiles.json'), JSON.stringify({ profiles: [edge] }));
    await device().press('edge', 'Connect');
    await device()
      .row('edge', /connected, managed/)
      .waitFor();
    await device().menuFor('edge', 'Send Manage Request', workbench.quickInput.title('Send Manage Request'));
    await workbench.quickInput.type('lamp:l 7:x');
    await workbench.quickInput.row('lamp:l 7:x').waitFor();
    await workbench.quickInput.type('lamp:l-7');
    await workbench.quickInput.pick('lamp:l-7');
    await device().row('Device Management: lamp:l-7', 'asks you · managed').waitFor();
    await platform().expand('g-1');
    await platform().row('l-7', 'managed').waitFor();

    await platform().menuFor('l-7', 'Request Reboot', device().row('Reboot request', 'lamp:l-7 · since'));
    await device().press('Reboot request', 'Answer Pending Request…');
    await workbench.quickInput.step('edge, lamp:l-7: Reboot request');
    await workbench.quickInput.pick('rc 202');
    await workbench.quickInput.pick('Send rc 202');
    await platform().row('l-7', 'reboot complete').waitFor();
    const answer = await log.read({ kind: 'Device response', topic: 'iotdevice-1/type/lamp/id/l-7/response' });
    assert.match(answer.result, /^202/);
  });

  it('wrote no error to the console', () => {
    assert.deepEqual(workbench.errors, []);
  });

  async function downloadFirmware(): Promise<void> {
    await platform().menuFor('demo', 'Firmware Download…', workbench.quickInput.row('demo-2.0.bin'));
    await workbench.quickInput.pick('demo-2.0.bin');
    await workbench.quickInput.step('Firmware Download to demo (2/4)');
    await workbench.quickInput.accept();
    await workbench.quickInput.step('Firmware Download to demo (3/4)');
    await workbench.quickInput.accept();
    await workbench.quickInput.pick('SHA-256');
  }
});
