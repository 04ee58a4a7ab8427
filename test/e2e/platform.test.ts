import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packedExtension } from '../support/packedExtension.ts';
import { until } from '../support/until.ts';
import { ManagedBoard } from '../support/workbench/managedBoard.ts';
import { Workbench } from '../support/workbench.ts';

/** A developer of firmware tries a real board against the platform. Each step goes on where the one before it ended. */
describe('a board on the embedded platform', () => {
  let folder = '';
  let workbench: Workbench;
  let board: ManagedBoard;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'board-'));
    const settings = { 'wiotp.platform.port': 0, 'wiotp.platform.tlsPort': 0 };
    workbench = await Workbench.open({ folder, vsix: await packedExtension(), settings });
    // Room for every row: a tree draws only those that are on the screen.
    await workbench.page.setViewportSize({ width: 1280, height: 1600 });
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });

  after(async () => {
    await board?.close();
    await workbench.dispose();
    await rm(folder, { recursive: true });
  });

  const tree = () => workbench.tree('Platform');

  it('is registered, and connects with its token', async () => {
    await workbench.show('Device Workbench');
    await tree().pressWelcome('Start the Embedded Platform');
    await tree().row('Devices and gateways', '0').waitFor();
    await tree().pressTitle('Add Device…');
    await workbench.quickInput.type('thermostat');
    await workbench.quickInput.accept();
    await workbench.quickInput.step('Add Device (2/2)');
    await workbench.quickInput.type('t-100');
    await workbench.quickInput.accept();
    await workbench.notifications.press('The token of t-100', 'Copy Token');
    const token = await until('the token', async () => (await workbench.page.evaluate(() => navigator.clipboard.readText())) || undefined);
    await tree().row('t-100', 'thermostat · offline').waitFor();

    const [platform] = await tree().rows();
    assert.ok(platform);
    const org = platform.label.replace('Organisation ', '');
    const address = platform.description.split(' ')[0] ?? '';
    board = new ManagedBoard({ address, org, typeId: 'thermostat', deviceId: 't-100', token });
    await board.connect();
    await tree().row('t-100', 'online · managed · from 127.0.0.1').waitFor();
  });

  it('shows what the platform knows about it', async () => {
    await tree().expand('t-100');
    await tree().row('Device info').waitFor();
    await tree().expand('Device info');
    await tree().row('serialNumber', '4711').waitFor();
    await tree().expand('Supports');
    await tree().row('deviceActions', 'true').waitFor();
    await tree().expand('Device info');
  });

  it('reboots when it is asked to, and the tree follows', async () => {
    await tree().menu('t-100', 'Request Reboot');
    const reqId = await board.request('iotdm-1/mgmt/initiate/device/reboot');
    await tree().row('t-100', 'reboot requested').waitFor();
    await board.answer({ rc: 202, reqId });
    await tree().row('t-100', 'reboot accepted').waitFor();
    await tree().row('reboot', 'accepted').waitFor();
    await board.restart();
    await tree().row('t-100', 'reboot complete').waitFor();
    await tree().row('reboot', 'complete').waitFor();
  });

  it('meets a fault, until that is cleared', async () => {
    await tree().menu('t-100', 'Inject Fault…');
    await workbench.quickInput.step('Inject Fault: t-100');
    await workbench.quickInput.type('Answer with 500');
    await workbench.quickInput.pick('Answer with 500');
    await tree().row('Requests are answered with 500').waitFor();
    await tree().row('t-100', 'fault injected').waitFor();
    assert.equal(await board.locate(), 500);
    await tree().press('Requests are answered with 500', 'Clear Faults');
    await tree().row('Requests are answered with 500').waitFor({ state: 'detached' });
    assert.equal(await board.locate(), 200);
  });

  it('fetches firmware from the platform, and the tree counts its bytes', async () => {
    const image = path.join(folder, 'thermostat-1.1.0.bin');
    const bytes = Buffer.alloc(200_000, 'firmware');
    await writeFile(image, bytes);
    await tree().menu('t-100', 'Firmware Download…');
    await workbench.quickInput.step('Firmware Download to t-100 (1/4)');
    await workbench.quickInput.pick('thermostat-1.1.0.bin');
    await workbench.quickInput.step('Firmware Download to t-100 (2/4)');
    assert.equal(await workbench.quickInput.typed(), 'thermostat-1.1.0');
    await workbench.quickInput.type('thermostat');
    await workbench.quickInput.accept();
    await workbench.quickInput.step('Firmware Download to t-100 (3/4)');
    assert.equal(await workbench.quickInput.typed(), '1.1.0');
    await workbench.quickInput.accept();
    await workbench.quickInput.pick('SHA-256');

    const { uri, verifier } = await board.acceptFirmware();
    assert.equal(verifier, createHash('sha256').update(bytes).digest('hex'));
    await tree().row('t-100', 'firmware download accepted').waitFor();
    const fetched = await fetch(uri);
    assert.deepEqual(Buffer.from(await fetched.arrayBuffer()), bytes);
    await board.finishFirmware();
    await tree().row('t-100', 'firmware download complete').waitFor();
    await tree().expand('Firmware images');
    await tree().row('thermostat', '1.1.0 · 200 kB of 200 kB (100 %)').waitFor();
    await tree().expand('thermostat');
    await tree().row('127.0.0.1', '200 · 200 kB of 200 kB (100 %) · done').waitFor();
  });

  it('is told its metadata, which is edited as the message that tells it', async () => {
    await tree().menu('t-100', 'Edit Metadata…');
    await workbench.page.locator('.tab.active', { hasText: 'thermostat.t-100.metadata.dm.deviceUpdate.json' }).waitFor();
    // Where the value is written.
    await workbench.status('Ln 6, Col 19').waitFor();
    await workbench.page.keyboard.type('"room":7');
    await workbench.run('Device Workbench: Apply to Device…');
    const { d } = await board.message('iotdm-1/device/update');
    assert.deepEqual(d, { fields: [{ field: 'metadata', value: { room: 7 } }] });
    await tree().expand('Metadata');
    await tree().row('room', '7').waitFor();
  });

  it('does something wrong, and is told the rule', async () => {
    await tree().menu('t-100', 'Request Reboot');
    const reqId = await board.request('iotdm-1/mgmt/initiate/device/reboot');
    await board.answer({ rc: '202', reqId });
    await tree()
      .row('t-100', /\d problems?/)
      .waitFor();
    await tree().menu('t-100', 'Show Problems');
    const report = workbench.page.locator('.editor-instance .view-lines', { hasText: 'Problems of thermostat t-100' });
    await report.waitFor();
    assert.match(await report.innerText(), /\/[a-z-]+/);
  });

  it('wrote no error to the console', () => {
    assert.deepEqual(workbench.errors, []);
  });
});
