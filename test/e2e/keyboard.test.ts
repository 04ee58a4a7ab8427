import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { packedExtension } from '../support/packedExtension.ts';
import { TrafficLog } from '../support/workbench/trafficLog.ts';
import { Workbench } from '../support/workbench.ts';

describe('with the keyboard alone', () => {
  let workbench: Workbench;
  let log: TrafficLog;

  before(async () => {
    workbench = await Workbench.open({ vsix: await packedExtension() });
    log = new TrafficLog(workbench.webview());
  });
  after(() => workbench.dispose());

  /** Runs a command of ours by typing its title into the palette. */
  async function run(title: string): Promise<void> {
    await press('F1');
    await workbench.page.keyboard.type(`Device Workbench: ${title}`);
    await workbench.quickInput.row(`Device Workbench: ${title}`).waitFor();
    await press('Enter');
  }

  async function press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await workbench.page.keyboard.press(key);
  }

  it('a device connects and publishes', async () => {
    await run('Try It Now');
    await log.row({ kind: 'Event', topic: 'iot-2/evt/status/fmt/json' }).waitFor();
    await run('Publish Event…');
    const steps = ['level', '', '{"level":80}', '', ''];
    for (const [at, text] of steps.entries()) {
      await workbench.quickInput.step(`(${at + 1}/${steps.length})`);
      await workbench.page.keyboard.type(text);
      await press('Enter');
    }
    await log.row({ kind: 'Event', topic: 'iot-2/evt/level/fmt/json', preview: '{"level":80}' }).waitFor();
  });

  it('a wrong event ID is refused while it is typed, and Escape leaves', async () => {
    await run('Publish Event…');
    await workbench.quickInput.step('(1/5)');
    await workbench.page.keyboard.type('a/b');
    await workbench.page.getByText('must not contain "/"').waitFor();
    await press('Escape');
    await workbench.quickInput.closed();
  });

  it('a reboot is requested and answered', async () => {
    await run('Stop Publishing');
    await run('Request Reboot');
    await log.row({ kind: 'Reboot request' }).waitFor();
    await run('Answer Pending Request…');
    await workbench.quickInput.row('rc 202').waitFor();
    await press('Enter');
    await workbench.quickInput.row('Send rc 202').waitFor();
    await press('Enter');
    await log.row({ kind: 'Reboot request', answer: /^after/, result: '202' }).waitFor();
    await log.row({ kind: 'Manage request', answer: /^after/ }).waitFor();
  });

  it('a payload is written from a template, published and copied as code, with no folder open', async () => {
    await run('New Payload File…');
    await workbench.quickInput.step('New Payload File');
    await workbench.page.keyboard.type('Location update');
    await workbench.quickInput.row('Location update').waitFor();
    await press('Enter');
    await workbench.editor.text('"longitude"').waitFor();
    await run('Publish Payload File');
    await log.row({ kind: 'Location update', answer: /^after/, result: '200' }).waitFor();
    await run('Copy Payload as Code…');
    await workbench.quickInput.row('MicroPython').waitFor();
    await press('ArrowDown', 'ArrowDown', 'Enter');
    await workbench.status('Copied as MicroPython').waitFor();
  });

  it('the log is read', async () => {
    await run('Show Device Traffic');
    await workbench.webview().locator('[role="grid"]:focus').waitFor();
    await press('End', 'ArrowUp', 'Enter');
    await log.detail().waitFor();
    assert.match(await log.detail().innerText(), /Location update/);
    await press('Escape');
    await log.detail().waitFor({ state: 'hidden' });
  });

  it('a code is explained', async () => {
    await run('Explain…');
    await workbench.quickInput.step('Explain');
    await workbench.page.keyboard.type('276');
    await press('Enter');
    await workbench.editor.tab('What 276 Means').waitFor();
    await workbench.editor.text('topic not valid').waitFor();
  });

  it('nothing of it writes an error', () => assert.deepEqual(workbench.errors, []));
});
