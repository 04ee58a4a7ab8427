import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packedExtension } from '../support/packedExtension.ts';
import { projectPath } from '../support/projectPaths.ts';
import { answerSteps, hostAnswers } from '../support/workbench/addConnection.ts';
import { TrafficLog } from '../support/workbench/trafficLog.ts';
import { Workbench } from '../support/workbench.ts';

/** What goes wrong, and what the user is told. */
describe('bad input', () => {
  let folder = '';
  let workbench: Workbench;
  let log: TrafficLog;
  const occupier = createServer();

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'refusals-'));
    await cp(projectPath('sample'), folder, { recursive: true });
    await writeFile(path.join(folder, 'big.event.json'), JSON.stringify('x'.repeat(131_071)));
    await writeFile(path.join(folder, 'broken.event.json'), '{ "temperature": }');
    const files = { 'wiotp.files': { '**/*.event.json': 'iot-2/evt/status/fmt/json' } };
    await writeFile(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(files));
    await new Promise<void>((resolve) => occupier.listen(0, '127.0.0.1', resolve));
    const { port } = occupier.address() as AddressInfo;
    workbench = await Workbench.open({ folder, vsix: await packedExtension(), settings: { 'wiotp.platform.port': port } });
    log = new TrafficLog(workbench.webview());
    await workbench.show('Device Workbench');
  });

  after(async () => {
    await workbench.dispose();
    occupier.close();
    await rm(folder, { recursive: true });
  });

  it('says that the platform’s port is taken, and takes another', async () => {
    const { port } = occupier.address() as AddressInfo;
    await workbench.tree('Connections').pressWelcome('Start the Embedded Platform');
    const taken = `Port ${port} of 127.0.0.1 is taken by `;
    const { message, severity } = await workbench.notifications.read(taken);
    assert.equal(severity, 'warning');
    assert.match(message, /listens on \d+/);
    await workbench.notifications.close(taken);
    const [platform] = await workbench.tree('Platform').rows();
    assert.match(platform?.description ?? '', /^mqtt:\/\/127\.0\.0\.1:\d+$/);
  });

  const hosts = [
    { host: '127.0.0.1:1', told: /ECONNREFUSED|nothing listens/i },
    { host: 'no-such-host.invalid:1883', told: /no-such-host\.invalid/ },
  ];
  for (const { host, told } of hosts) {
    it(`says why ${host} cannot be reached`, async () => {
      await workbench.run('Device Workbench: Add Connection…');
      await answerSteps(workbench, 'Add Connection', hostAnswers(host, 'abc123', 'secret-token', 'Connect'));
      await workbench.dialog.press('Connect as thermostat:t-100');
      const { message, severity } = await workbench.notifications.read(told);
      assert.equal(severity, 'error');
      assert.doesNotMatch(message, /secret-token/);
      await workbench.notifications.close(told);
    });
  }

  it('keeps what was typed when the user goes back', async () => {
    await workbench.run('Device Workbench: Add Connection…');
    await answerSteps(workbench, 'Add Connection', [{ pick: 'Another Host' }, { pick: 'Device' }, { type: '[::1]:1884' }]);
    await workbench.quickInput.step('(4/');
    await workbench.quickInput.type('abc123');
    await workbench.quickInput.back();
    await workbench.quickInput.step('(3/');
    assert.equal(await workbench.quickInput.typed(), '[::1]:1884');
    await workbench.quickInput.cancel();
  });

  it('says which reason a refusal really had', async () => {
    const [platform] = await workbench.tree('Platform').rows();
    const org = platform?.label.replace('Organisation ', '') ?? '';
    await workbench.run('Device Workbench: Add Connection…');
    const host = platform?.description.replace('mqtt://', '') ?? '';
    await answerSteps(workbench, 'Add Connection', hostAnswers(host, org, 'secret-token', 'Connect'));
    await workbench.dialog.press('Connect as thermostat:t-100');
    const { message, buttons } = await workbench.notifications.read(/not registered/);
    assert.deepEqual(buttons, ['Enter Another Token…', 'Diagnose…']);
    assert.match(message, /thermostat.*t-100.*CONNACK 5/);
    await workbench.notifications.close(/not registered/);
    await workbench.run('Device Workbench: Show Device Traffic');
    await log.row({ kind: 'Refused', topic: /not registered/ }).waitFor();
  });

  it('refuses a payload over the limit before it is sent, with both numbers', async () => {
    await workbench.run('Device Workbench: Try It Now');
    await workbench.tree('Connections').row('Publishing status').waitFor();
    await workbench.tree('Connections').press('Publishing status', 'Stop Publishing');
    await workbench.editor.open('big.event.json');
    await publishActiveFile(workbench);
    const { message } = await workbench.notifications.read('131,073 bytes');
    assert.match(message, /131,072 are allowed/);
    await workbench.notifications.close('131,073 bytes');
  });

  it('asks about a payload that is no JSON, and sends it when told to', async () => {
    await workbench.editor.open('broken.event.json');
    await publishActiveFile(workbench);
    await workbench.quickInput.pick('QoS 0');
    await workbench.quickInput.step('Publish Event as demo (5/5)');
    const [first, ...others] = await workbench.quickInput.items();
    assert.equal(first?.label, 'Back');
    assert.ok(
      others.some(({ label, detail }) => /JSON/.test(`${label} ${detail}`)),
      JSON.stringify(others),
    );
    await workbench.quickInput.pick('Send Anyway');
    await log.row({ kind: 'Event', preview: '{ "temperature": }' }).waitFor();
  });
});

/** Publishes the active payload file, up to the choice of the payload. */
async function publishActiveFile(workbench: Workbench): Promise<void> {
  await workbench.run('Device Workbench: Publish Event…');
  await workbench.quickInput.step('Publish Event as demo (1/5)');
  await workbench.quickInput.accept();
  await workbench.quickInput.step('Publish Event as demo (2/5)');
  await workbench.quickInput.accept();
  await workbench.quickInput.step('Publish Event as demo (3/5)');
  await workbench.quickInput.accept();
}
