import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { packedExtension } from '../support/packedExtension.ts';
import { until } from '../support/until.ts';
import { answerSteps, hostAnswers } from '../support/workbench/addConnection.ts';
import { Workbench } from '../support/workbench.ts';

const title = 'Add Connection';

/** Each step goes on where the one before it ended. */
describe('connections', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open({ vsix: await packedExtension() });
    await workbench.show('Device Workbench');
  });
  after(() => workbench.dispose());

  it('a device of the embedded platform is added, and the platform started for it', async () => {
    await workbench.run('Device Workbench: Add Connection…');
    await answerSteps(workbench, title, [
      { pick: 'The Embedded Platform' },
      { pick: 'Device' },
      { type: 'lamp' },
      { type: 'l-1' },
      { type: 'lamp one' },
      { pick: 'Connect' },
    ]);
    await workbench.dialog.press('Start and Connect');
    await workbench.tree('Connections').row('lamp one', 'connected, managed').waitFor();
    await workbench.tree('Connections').row('Subscriptions', '2').waitFor();
  });

  it('an application of the embedded platform gets its API key by itself and sees the device', async () => {
    await workbench.run('Device Workbench: Add Connection…');
    await answerSteps(workbench, title, [
      { pick: 'The Embedded Platform' },
      { pick: 'Application' },
      { type: 'watcher' },
      { type: 'watcher' },
      { pick: 'Connect' },
    ]);
    await workbench.tree('Connections').row('watcher', 'connected').waitFor();
    await workbench.status('2 connected').waitFor();
  });

  it('Quickstart asks for a type and an ID only, says why, and is opened', async () => {
    await workbench.run('Device Workbench: Add Connection…');
    await answerSteps(workbench, title, [{ pick: 'Quickstart' }, { type: 'lamp' }, { type: 'q-1' }]);
    await workbench.quickInput.step(`${title} (4/4)`);
    const line = await workbench.page.locator('.quick-input-widget input.input').getAttribute('placeholder');
    assert.match(line ?? '', /no token, no TLS/);
    await workbench.quickInput.pick('Connect');
    await workbench.dialog.press('Open and Connect');
    await workbench.tree('Connections').row('q-1', 'connected').waitFor();
  });

  it('a device elsewhere is connected only after a warning, and a wrong token can be given again', async () => {
    const [platform] = await workbench.tree('Platform').rows();
    const org = platform?.label.replace('Organisation ', '') ?? '';
    const host = /mqtt:\/\/([^ ]+)/.exec(platform?.description ?? '')?.[1] ?? '';
    await workbench.run('Device Workbench: Add Connection…');
    await answerSteps(workbench, title, hostAnswers(host, org, 'wrong-token', 'Connect'));
    await workbench.dialog.says('pushes the real one out');
    await workbench.dialog.press('Connect as thermostat:t-100');
    const { message, buttons } = await workbench.notifications.read(/not registered/);
    assert.deepEqual(buttons, ['Enter Another Token…', 'Diagnose…']);
    assert.doesNotMatch(message, /wrong-token/);
  });

  it('the doctor shows every step of a connection that does not work', async () => {
    await workbench.notifications.press(/not registered/, 'Diagnose…');
    await workbench.quickInput.pick('Connect as Well');
    await workbench.editor.tab('Diagnosis of t-100').waitFor();
    await workbench.editor.text('CONNECT').waitFor();
    await workbench.run('View: Close All Editors');
  });

  it('everything about a connection is changed in one list', async () => {
    await workbench.tree('Connections').menu('lamp one', 'Edit Connection…');
    await workbench.quickInput.step('Edit lamp one');
    const items = await workbench.quickInput.items();
    assert.equal(items[0]?.label.trim(), 'Save');
    await workbench.quickInput.type('User Name');
    const shown = await until('the user name', async () => (await workbench.quickInput.items()).find(({ label }) => label === 'User Name'));
    assert.equal(shown.description, 'use-token-auth');
    await workbench.quickInput.type('Keep Alive');
    await workbench.quickInput.pick('Keep Alive');
    await workbench.quickInput.step('Edit lamp one: Keep Alive');
    await workbench.quickInput.type('-1');
    await workbench.quickInput.refusal('whole number');
    await workbench.quickInput.type('30');
    await workbench.quickInput.accept();
    await workbench.quickInput.row('Save').waitFor();
    await workbench.quickInput.pick('Save');
    await workbench.status('Saved lamp one; it counts when it connects next').waitFor();
  });

  it('a connection is duplicated, renamed, moved and deleted', async () => {
    const names = async (): Promise<string[]> =>
      (await workbench.tree('Connections').rows()).filter(({ level }) => level === 1).map(({ label }) => label);
    await workbench.tree('Connections').menu('t-100', 'Duplicate Connection');
    await workbench.tree('Connections').row('thermostat:t-100').waitFor();
    await workbench.tree('Connections').menu('thermostat:t-100', 'Rename Connection…');
    await workbench.quickInput.type('second');
    await workbench.quickInput.accept();
    await workbench.tree('Connections').row('second').waitFor();
    await workbench.tree('Connections').menu('second', 'Move Connection Up');
    await until('another order', async () => ((await names()).join() === 'lamp one,watcher,q-1,second,t-100' ? true : undefined));
    await workbench.tree('Connections').menu('second', 'Delete Connection…');
    await workbench.dialog.press('Delete');
    await workbench.tree('Connections').row('second').waitFor({ state: 'detached' });
  });

  it('a subscription is added and removed, and tells what it catches', async () => {
    await workbench.tree('Connections').menu('watcher', 'Add Subscription…');
    await workbench.quickInput.type('iot-2/app/watcher/mon');
    await workbench.quickInput.pick('iot-2/app/watcher/mon');
    await workbench.quickInput.pick('QoS 0');
    await workbench.status('Subscribed to iot-2/app/watcher/mon').waitFor();
  });

  it('a connection is added, edited and diagnosed with the keyboard alone', async () => {
    const { keyboard } = workbench.page;
    await workbench.run('Device Workbench: Add Connection…');
    const steps = ['Another Host', 'Device', '127.0.0.1:1', 'abc123', 'pump', 'p-1', 'MQTT without TLS', 'some-token', 'pump', 'Save Only'];
    for (const [at, text] of steps.entries()) {
      await workbench.quickInput.step(`${title} (${at + 1}/`);
      // What is proposed is selected, so that typing replaces it.
      await keyboard.type(text);
      await keyboard.press('Enter');
    }
    await workbench.tree('Connections').row('pump', 'disconnected').waitFor();
    await workbench.run('Device Workbench: Diagnose Connection…');
    await workbench.quickInput.step('Diagnose Connection');
    await keyboard.type('mqtt://127.0.0.1:1');
    await workbench.quickInput.row('mqtt://127.0.0.1:1').waitFor();
    await keyboard.press('Enter');
    await workbench.editor.text('It does not work').waitFor();
    await workbench.run('View: Close All Editors');
  });

  it('tells everything about a connection in its tooltip', async () => {
    await workbench.tree('Connections').row('lamp one').hover();
    const tooltip = workbench.page.locator('.monaco-hover:not(.hidden)', { hasText: 'Client ID' });
    await tooltip.waitFor();
    const text = (await tooltip.innerText()).replaceAll(/\s+/g, ' ');
    assert.match(text, /User name: use-token-auth, fixed/);
    assert.match(text, /Secrets: 1 kept/);
  });

  it('nothing of it writes an error', () => assert.deepEqual(workbench.errors, []));
});
