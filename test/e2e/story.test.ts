import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { connectAsync } from 'mqtt';
import { packedExtension } from '../support/packedExtension.ts';
import { projectPath } from '../support/projectPaths.ts';
import { until } from '../support/until.ts';
import { TrafficLog } from '../support/workbench/trafficLog.ts';
import { Workbench } from '../support/workbench.ts';

/** A new user's first minutes, with the extension as it is installed. Each step goes on where the one before it ended. */
describe('the main job', () => {
  let folder = '';
  let workbench: Workbench;
  let log: TrafficLog;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'story-'));
    await cp(projectPath('sample'), folder, { recursive: true });
    workbench = await Workbench.open({ folder, vsix: await packedExtension() });
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    log = new TrafficLog(workbench.webview());
  });

  after(async () => {
    await workbench.dispose();
    await rm(folder, { recursive: true });
  });

  it('welcomes with two doors and two links, and starts nothing by itself', async () => {
    await workbench.show('Device Workbench');
    const welcome = workbench.tree('Connections').welcome();
    // A window that has just opened does not know yet that its folder is trusted.
    await welcome.getByText('Try It Now').waitFor();
    assert.deepEqual(await welcome.locator('.monaco-button').allTextContents(), ['Try It Now', 'Connect a Board…']);
    assert.deepEqual(await welcome.locator('a:not(.monaco-button)').allTextContents(), ['Add Connection…', 'Start the Embedded Platform']);
    assert.deepEqual(await workbench.tree('Platform').rows(), []);
  });

  it('goes from one click to a managed device with rows moving', async () => {
    await workbench.tree('Connections').pressWelcome('Try It Now');
    await workbench.tree('Connections').row('demo', 'connected, managed').waitFor();
    await workbench.tree('Platform').row('demo', 'online · managed').waitFor();
    await workbench
      .tree('Connections')
      .row('Publishing status', /every 3 s, [1-9]\d* sent/)
      .waitFor();
    await workbench.status('demo: connected, managed').waitFor();
    assert.equal((await log.read({ kind: 'Connected' })).client, 'demo · simulated');
    const first = await log.read({ kind: 'Event', topic: 'iot-2/evt/status/fmt/json' });
    await until('the next event', async () => ((await log.read({ kind: 'Event' })).seq > first.seq ? true : undefined));
  });

  it('tells everything about a connection in its tooltip', async () => {
    await workbench.tree('Connections').row('demo').hover();
    const tooltip = workbench.page.locator('.monaco-hover:not(.hidden)', { hasText: 'Client ID' });
    await tooltip.waitFor();
    const text = (await tooltip.innerText()).replaceAll(/\s+/g, ' ');
    assert.match(text, /Client ID: d:\w{6}:simulated:demo/);
    assert.match(text, /Address: mqtt:\/\/127\.0\.0\.1:\d+/);
    assert.match(text, /User name: use-token-auth/);
  });

  it('joins the Manage request and its answer', async () => {
    await workbench.run('Device Workbench: Send Manage Request');
    const request = await log.read({ kind: 'Manage request', answer: /^after/ });
    assert.equal(request.topic, 'iotdevice-1/mgmt/manage');
    assert.match(request.result, /^200/);
    const answer = await log.read({ kind: 'Platform response', answer: /^after/ });
    assert.equal(answer.topic, 'iotdm-1/response');
    assert.match(answer.result, /^200 the device is managed now/);
  });

  it('stops publishing, so that the log rests', async () => {
    await workbench.tree('Connections').press('Publishing status', 'Stop Publishing');
    await workbench.tree('Connections').row('Publishing status').waitFor({ state: 'detached' });
  });

  it('publishes what the payload file holds, and again', async () => {
    await workbench.editor.open('status.event.json');
    const text = await readFile(path.join(folder, 'status.event.json'), 'utf8');
    await workbench.run('Device Workbench: Publish Event…');
    await workbench.quickInput.step('Publish Event as demo');
    assert.equal(await workbench.quickInput.typed(), 'status');
    await workbench.quickInput.type('sta/tus');
    await workbench.quickInput.refusal('must not contain "/"');
    await workbench.quickInput.type('status');
    await workbench.quickInput.accept();
    await workbench.quickInput.pick('json');
    await workbench.quickInput.step('Publish Event as demo (3/5)');
    assert.match((await workbench.quickInput.items())[0]?.label ?? '', /status\.event\.json$/);
    await workbench.quickInput.accept();
    await workbench.quickInput.pick('QoS 1');
    const shown = await until('topic and size', async () =>
      (await workbench.quickInput.items()).find(({ label }) => label === 'Publish Once'),
    );
    assert.equal(shown.detail, `${Buffer.byteLength(text)} of 131,072 bytes · iot-2/evt/status/fmt/json`);
    await workbench.quickInput.pick('Publish Once');

    await log.select({ kind: 'Event', topic: 'iot-2/evt/status/fmt/json', preview: 'setpoint' });
    assert.deepEqual(JSON.parse(await log.payloadAs('JSON')), JSON.parse(text));
    assert.match(await log.payloadAs('Text'), /"/);
    assert.match(await log.payloadAs('Hex'), /^000000  7b 0a/m);
    await log.closeDetail();
    // Reading a row stops the list from following the newest one.
    await log.goTo('newest');

    const before = await log.read({ kind: 'Event' });
    await workbench.run('Device Workbench: Publish Again');
    await until('the event once more', async () => ((await log.read({ kind: 'Event' })).seq > before.seq ? true : undefined));
  });

  it('sends a command to the device as an application', async () => {
    await workbench.run('View: Close All Editors');
    await workbench.tree('Platform').press('demo', 'Send Command to Device…');
    await workbench.quickInput.step('Send Command to demo');
    await workbench.quickInput.type('interval');
    await workbench.quickInput.accept();
    await workbench.quickInput.pick('json');
    await workbench.quickInput.step('Send Command to demo (3/5)');
    await workbench.quickInput.type('{"interval":30}');
    await workbench.quickInput.accept();
    await workbench.quickInput.pick('QoS 0');
    await workbench.quickInput.pick('Send Command');
    const received = await log.read({ kind: 'Command', topic: 'iot-2/cmd/interval/fmt/json' });
    assert.equal(received.client, 'demo · simulated');
    assert.match(received.direction, /to client/);
    assert.equal(received.preview, '{"interval":30}');
  });

  it('logs a message of its own session once, although the platform carried it too', async () => {
    const { seq } = await log.read({ kind: 'Command', topic: 'iot-2/cmd/interval/fmt/json' });
    await workbench.run('Device Workbench: Send Manage Request');
    await until('the answer', async () => ((await log.read({ kind: 'Platform response' })).seq > seq ? true : undefined));
    assert.equal(await log.count({ kind: 'Command', topic: 'iot-2/cmd/interval/fmt/json' }), 1);
  });

  it('asks the device to reboot, and offers its user rc 202 first', async () => {
    await workbench.tree('Platform').menu('demo', 'Request Reboot');
    await workbench.notifications.press('The platform sent demo a reboot request', 'Answer…');
    const codes = await workbench.quickInput.items();
    assert.equal(codes[0]?.label, 'rc 202');
    await workbench.quickInput.accept();
    await workbench.quickInput.row('Send rc 202').waitFor();
    await workbench.quickInput.accept();
    const request = await log.read({ kind: 'Reboot request', answer: /^after/ });
    assert.match(request.result, /^202/);
    await workbench.tree('Platform').row('demo', 'reboot complete').waitFor();
    await workbench.tree('Connections').row('demo', 'connected, managed').waitFor();
  });

  it('shows an outside client in the same log, and why another was refused', async () => {
    const platform = await platformAddress(workbench);
    await workbench.tree('Platform').pressTitle('Add Device…');
    await workbench.quickInput.type('thermostat');
    await workbench.quickInput.accept();
    await workbench.quickInput.step('Add Device (2/2)');
    await workbench.quickInput.type('t-100');
    await workbench.quickInput.accept();
    await workbench.notifications.press('The token of t-100', 'Copy Token');
    const token = await until('the token', async () => (await workbench.page.evaluate(() => navigator.clipboard.readText())) || undefined);

    const board = { clientId: `d:${platform.org}:thermostat:t-100`, username: 'use-token-auth', reconnectPeriod: 0 };
    const client = await connectAsync(platform.url, { ...board, password: token });
    await client.publishAsync('iot-2/evt/level/fmt/json', '{"level":80}', { qos: 1 });
    await client.endAsync();
    const event = await log.read({ kind: 'Event', topic: 'iot-2/evt/level/fmt/json' });
    assert.equal(event.client, 't-100 · thermostat');

    await assert.rejects(connectAsync(platform.url, { ...board, password: 'wrong' }), /[Nn]ot authorized/);
    const refused = await log.read({ kind: 'Refused' });
    assert.match(refused.topic, /The token of the device thermostat t-100 is wrong/);
  });

  it('checks a Manage request while it is written, and puts it right', async () => {
    await workbench.editor.open('reboot.dm.manage.json');
    assert.match(await workbench.editor.hover('"lifetime"'), /dormant/);
    await workbench.problems.show();
    await workbench.problems.row(/lifetime.*400/).waitFor();
    const problems = await workbench.problems.read();
    assert.equal(problems.length, 1);
    assert.equal(problems[0]?.source, 'Device Workbench');
    await workbench.editor.goTo('60');
    await workbench.editor.fix('Set lifetime to 3600');
    await workbench.problems.row(/lifetime/).waitFor({ state: 'detached' });
    await workbench.editor.save();
    const { d } = JSON.parse(await readFile(path.join(folder, 'reboot.dm.manage.json'), 'utf8')) as { d: { lifetime: number } };
    assert.equal(d.lifetime, 3600);
  });

  it('has a stop for every start', async () => {
    await workbench.run('Device Workbench: Show Device Traffic');
    await workbench.tree('Connections').press('demo', 'Disconnect');
    await workbench.tree('Connections').row('demo', 'disconnected').waitFor();
    await log.row({ kind: 'Disconnected', client: 'demo · simulated' }).waitFor();
    await workbench.run('Device Workbench: Clear Traffic…');
    await workbench.dialog.press('Clear');
    await log.row({}).waitFor({ state: 'detached' });
    await workbench.tree('Platform').menu('t-100', 'Delete Device…');
    await workbench.dialog.press('Delete');
    await workbench.tree('Platform').row('t-100').waitFor({ state: 'detached' });
    await workbench.tree('Platform').pressTitle('Stop the Embedded Platform');
    await workbench.tree('Platform').welcome().waitFor();
    await workbench.tree('Connections').menu('demo', 'Delete Connection…');
    await workbench.dialog.press('Delete');
    await workbench.tree('Connections').welcome().waitFor();
  });

  it('wrote no error to the console', () => {
    assert.deepEqual(workbench.errors, []);
  });
});

async function platformAddress(workbench: Workbench): Promise<{ org: string; url: string }> {
  const [platform] = await workbench.tree('Platform').rows();
  assert.ok(platform);
  return { org: platform.label.replace('Organisation ', ''), url: platform.description };
}
