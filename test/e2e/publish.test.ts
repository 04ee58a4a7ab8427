import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { packedExtension } from '../support/packedExtension.ts';
import { projectPath } from '../support/projectPaths.ts';
import { until } from '../support/until.ts';
import { PublishQuestions } from '../support/workbench/publishQuestions.ts';
import { TrafficLog } from '../support/workbench/trafficLog.ts';
import { Workbench } from '../support/workbench.ts';

const shared = {
  profiles: [
    { name: 'quick', class: 'device', target: 'quickstart', typeId: 'lamp', deviceId: 'q-1' },
    { name: 'watcher', class: 'application', target: 'embedded', appId: 'watcher' },
  ],
};

/** Publishing from the workbench, as a device, on Quickstart, and as an application. Each step goes on where the one before it ended. */
describe('publishing', () => {
  let folder = '';
  let workbench: Workbench;
  let log: TrafficLog;
  let publish: PublishQuestions;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'publish-'));
    await cp(projectPath('sample'), folder, { recursive: true });
    await mkdir(path.join(folder, '.wiotp'));
    await writeFile(path.join(folder, '.wiotp', 'profiles.json'), JSON.stringify(shared));
    workbench = await Workbench.open({ folder, vsix: await packedExtension() });
    log = new TrafficLog(workbench.webview());
    publish = new PublishQuestions(workbench);
    await workbench.show('Device Workbench');
    await workbench.run('Device Workbench: Try It Now');
    await workbench.tree('Connections').row('Publishing status').waitFor();
    await workbench.tree('Connections').press('Publishing status', 'Stop Publishing');
    await workbench.tree('Connections').row('Publishing status').waitFor({ state: 'detached' });
  });
  after(async () => {
    await workbench.dispose();
    await rm(folder, { recursive: true });
  });

  it('shows a message with its variables filled in before it is sent', async () => {
    await workbench.tree('Connections').press('demo', 'Publish Event…');
    await publish.answer({ name: 'level', format: 'json', payload: '{"id":"${uuid}","n":"${counter}"}', qos: 1 });
    const items = await workbench.quickInput.items();
    assert.equal(items[0]?.label, 'Publish Once');
    assert.match(items[0]?.detail ?? '', /^\d+ of 131,072 bytes · iot-2\/evt\/level\/fmt\/json$/);
    const shown = items.find(({ label }) => label.startsWith('{'))?.label ?? '';
    assert.match(shown, /^\{"id":"[\da-f-]{36}","n":1\}$/);
    await workbench.quickInput.pick('Publish Once');
    await workbench.status('acknowledged').waitFor();
    await log.row({ kind: 'Event', topic: 'iot-2/evt/level/fmt/json', preview: shown }).waitFor();
  });

  const formats = [
    { name: 'markup', format: 'xml', payload: '<level>80</level>', preview: '<level>80</level>' },
    { name: 'raw', format: 'bin', payload: 'hex:01 02 ff', preview: '' },
  ] as const;
  for (const { preview, ...message } of formats) {
    it(`publishes ${message.format}`, async () => {
      await workbench.tree('Connections').press('demo', 'Publish Event…');
      await publish.answer({ ...message, qos: 0 });
      await workbench.quickInput.pick('Publish Once');
      await workbench.status('QoS 0 is not acknowledged').waitFor();
      const row = { kind: 'Event', topic: `iot-2/evt/${message.name}/fmt/${message.format}`, preview };
      await log.row(row).waitFor();
    });
  }

  it('shows the bytes that it sent', async () => {
    await log.select({ kind: 'Event', topic: 'iot-2/evt/raw/fmt/bin' });
    assert.match(await log.payloadAs('Hex'), /^000000  01 02 ff/m);
    await log.closeDetail();
    await log.goTo('newest');
  });

  it('refuses what is too large, and what no variable is, while it is typed', async () => {
    await workbench.tree('Connections').press('demo', 'Publish Event…');
    await publish.answer({ name: 'big', format: 'text' });
    await workbench.quickInput.type('x'.repeat(131_073));
    await workbench.quickInput.refusal('131,073 bytes; 131,072 are allowed');
    await workbench.quickInput.type('${temperature}');
    await workbench.quickInput.refusal('There is no variable ${temperature}');
    await workbench.quickInput.type('${env:HOME}');
    await workbench.quickInput.refusal('wiotp.templates.environment');
    await workbench.quickInput.cancel();
  });

  it('asks before what the linter or the user’s own schema objects to', async () => {
    const odd = [
      { name: 'odd', payload: '{"a":}', told: /JSON/ },
      { name: 'status', payload: '{"t":1}', told: /temperature/ },
    ];
    for (const { told, ...message } of odd) {
      await workbench.tree('Connections').press('demo', 'Publish Event…');
      await publish.answer({ ...message, format: 'json', qos: 0 });
      const [first, ...others] = await workbench.quickInput.items();
      assert.equal(first?.label, 'Back');
      assert.ok(
        others.some(({ label, detail }) => told.test(`${label} ${detail}`)),
        JSON.stringify(others),
      );
      await workbench.quickInput.pick('Send Anyway');
      await log.row({ kind: 'Event', topic: `iot-2/evt/${message.name}/fmt/json`, preview: message.payload }).waitFor();
    }
  });

  it('publishes repeatedly, with the rate beside what plans allow, until it is stopped', async () => {
    await workbench.run('Device Workbench: Publish Repeatedly…');
    await publish.answer({ name: 'pulse', format: 'json', payload: '{"n":"${counter}"}', qos: 0 });
    await workbench.quickInput.pick('Publish Repeatedly…');
    await workbench.quickInput.step('Publish Repeatedly as demo (1/2)');
    await workbench.quickInput.type('200 ms');
    await workbench.quickInput.row('200 ms').waitFor();
    const choice = (await workbench.quickInput.items()).find(({ label }) => label === '200 ms');
    assert.equal(choice?.description, '5 messages/s; Lite allows 5; Standard allows 10');
    await workbench.quickInput.pick('200 ms');
    await workbench.quickInput.pick('Until it is stopped');
    const job = workbench.tree('Connections').row('Publishing pulse', /every 200 ms, [1-9]\d* sent, [\d.]+ of 5 a second/);
    await job.waitFor();
    await log.row({ kind: 'Event', topic: 'iot-2/evt/pulse/fmt/json', preview: '{"n":3}' }).waitFor();
    await workbench.tree('Connections').press('Publishing pulse', 'Stop Publishing');
    await job.waitFor({ state: 'detached' });
  });

  it('ends by itself after a count', async () => {
    await workbench.run('Device Workbench: Publish Repeatedly…');
    await publish.answer({ name: 'few', format: 'json', payload: '{"n":"${counter}"}', qos: 0 });
    await workbench.quickInput.pick('Publish Repeatedly…');
    await workbench.quickInput.step('Publish Repeatedly as demo (1/2)');
    await workbench.quickInput.type('50 ms');
    await workbench.quickInput.pick('50 ms');
    await workbench.quickInput.step('Publish Repeatedly as demo (2/2)');
    await workbench.quickInput.type('5');
    await workbench.quickInput.pick('5 times');
    await log.row({ kind: 'Event', topic: 'iot-2/evt/few/fmt/json', preview: '{"n":5}' }).waitFor();
    await workbench.tree('Connections').row('Publishing few').waitFor({ state: 'detached' });
    assert.equal(await log.count({ kind: 'Event', topic: 'iot-2/evt/few/fmt/json' }), 5);
  });

  it('says on Quickstart that nothing is confirmed, and asks neither format nor QoS', async () => {
    await workbench.tree('Connections').press('quick', 'Connect');
    await workbench.dialog.press('Open and Connect');
    await workbench
      .tree('Connections')
      .row('quick', /^connected/)
      .waitFor();
    await workbench.tree('Connections').press('quick', 'Publish Event…');
    await publish.answer({ name: 'hello', payload: '{"t":1}' });
    await workbench.quickInput.pick('Publish Once');
    await workbench.status('Quickstart confirms nothing').waitFor();
    await log.row({ kind: 'Event', client: 'q-1', preview: '{"t":1}' }).waitFor();
    await workbench.tree('Connections').press('quick', 'Disconnect');
  });

  it('sends a command as an application, which the device receives', async () => {
    await workbench.tree('Connections').press('watcher', 'Connect');
    await workbench
      .tree('Connections')
      .row('watcher', /^connected/)
      .waitFor();
    await workbench.tree('Connections').menu('watcher', 'Send Command as Application…');
    await publish.answer({ name: 'blink', device: 'simulated:demo', format: 'json', payload: '{"on":true}', qos: 1 });
    await workbench.quickInput.pick('Send Command');
    await log.row({ kind: 'Command', topic: 'iot-2/cmd/blink/fmt/json', client: 'demo · simulated' }).waitFor();
  });

  it('starts an action as an application, and follows it until it is left', async () => {
    await workbench.tree('Connections').menu('watcher', 'Start Device Action as Application…');
    await workbench.quickInput.pick('simulated:demo');
    await workbench.quickInput.pick('device/reboot');
    const progress = 'reboot of simulated:demo: under way';
    await workbench.notifications.read(progress);
    await log.row({ kind: 'Reboot request', client: 'demo · simulated' }).waitFor();
    await workbench.notifications.press(progress, 'Cancel');
  });

  it('keeps a message for a connection that is away, and delivers it when it is back', async () => {
    await workbench.tree('Connections').press('watcher', 'Disconnect');
    await workbench.run('Device Workbench: Stop the Embedded Platform');
    await workbench.tree('Connections').row('demo', 'waiting to reconnect').waitFor();
    await workbench.tree('Connections').menu('demo', 'Publish Event…');
    await publish.answer({ name: 'late', format: 'json', payload: '{"late":true}' });
    const levels = await workbench.quickInput.items();
    assert.deepEqual(
      levels.map(({ label }) => label),
      ['QoS 1', 'QoS 2'],
    );
    await workbench.quickInput.pick('QoS 1');
    await workbench.quickInput.row('Publish Once').waitFor();
    assert.match((await workbench.quickInput.items())[0]?.description ?? '', /kept until the connection is back/);
    await workbench.quickInput.pick('Publish Once');
    await workbench.tree('Connections').row('1 message waits', 'for the connection').waitFor();
    await workbench.run('Device Workbench: Start the Embedded Platform');
    await log.row({ kind: 'Event', topic: 'iot-2/evt/late/fmt/json', preview: '{"late":true}' }).waitFor({ timeout: 60_000 });
    await workbench.tree('Connections').row('1 message waits').waitFor({ state: 'detached' });
    await until('the message once', async () => ((await log.count({ topic: 'iot-2/evt/late/fmt/json' })) === 1 ? true : undefined));
  });

  it('wrote no error to the console', () => assert.deepEqual(workbench.errors, []));
});
