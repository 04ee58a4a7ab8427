import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { startMosquitto, withoutMosquitto } from '../support/network/mosquitto.ts';
import { packedExtension } from '../support/packedExtension.ts';
import { answerSteps, hostAnswers } from '../support/workbench/addConnection.ts';
import { PublishQuestions } from '../support/workbench/publishQuestions.ts';
import { TrafficLog } from '../support/workbench/trafficLog.ts';
import { filesBelow, storedInBrowser } from '../support/workbench/written.ts';
import { Workbench } from '../support/workbench.ts';

const right = 'planted-right-token';
const wrong = 'planted-wrong-token';

describe('a token that was typed', () => {
  it('is in the secret store and nowhere else, whatever is done with the connection', { skip: withoutMosquitto }, async (context) => {
    const broker = await startMosquitto(context, { users: { 'use-token-auth': right } });
    assert.ok(broker !== undefined);
    const { workbench, folder } = await open(context);
    await workbench.show('Device Workbench');
    const connections = workbench.tree('Connections');

    await workbench.run('Device Workbench: Add Connection…');
    await answerSteps(workbench, 'Add Connection', hostAnswers(`127.0.0.1:${broker.port}`, 'abc123', right, 'Connect'));
    await workbench.dialog.press('Connect as thermostat:t-100');
    await connections.row('t-100', /^connected/).waitFor();
    await workbench.run('Device Workbench: Publish Event…');
    await new PublishQuestions(workbench).answer({ name: 'status', format: 'json', payload: '{"t":21}', qos: 1 });
    await workbench.quickInput.pick('Publish Once');
    await workbench.status(/status\/fmt\/json: published/).waitFor();
    await connections.menu('t-100', 'Share Connection in Workspace…');
    await connections.row('t-100', path.basename(folder)).waitFor();
    await connections.menu('t-100', 'Disconnect');
    await connections.row('t-100', /^disconnected$/).waitFor();
    // It is kept: nothing is asked this time.
    await connections.menu('t-100', 'Connect');
    await connections.row('t-100', /^connected/).waitFor();
    await connections.menu('t-100', 'Disconnect');
    await connections.row('t-100', /^disconnected$/).waitFor();

    await connections.menu('t-100', 'Enter Token or Password Again…');
    await workbench.quickInput.type(wrong);
    await workbench.quickInput.accept();
    await workbench.status('Kept for t-100').waitFor();
    await connections.menu('t-100', 'Connect');
    await workbench.notifications.press(/CONNACK [45]/, 'Diagnose…');
    await workbench.quickInput.pick('Connect as Well');
    await workbench.editor.tab('Diagnosis of t-100').waitFor();
    await workbench.editor.text('CONNECT').waitFor();
    const shown = [await workbench.page.content()];
    await workbench.run('View: Close All Editors');
    await workbench.run('Device Workbench: Show Device Traffic');
    const log = new TrafficLog(workbench.webview());
    // In a low panel its row is above those in sight.
    await log.filter('kind:event');
    await log.row({ kind: 'Event', preview: '{"t":21}' }).waitFor();
    shown.push(await workbench.webview().locator('body').innerHTML());
    await workbench.run('Device Workbench: Show Log');
    shown.push(await workbench.page.content());

    const inBrowser = await storedInBrowser(workbench.page);
    const onDisk = [...(await filesBelow(workbench.home)), ...(await filesBelow(folder))];
    // The search looks in the right places: what may be written is there.
    assert.ok(inBrowser.states.includes('t-100'));
    assert.ok(onDisk.some(({ file, text }) => file.endsWith('profiles.json') && text.includes('t-100')));
    assert.ok(onDisk.some(({ file, text }) => file.includes('traffic.db') && text.includes('iot-2/evt/status')));
    for (const secret of [right, wrong].flatMap((token) => [token, Buffer.from(token).toString('base64')])) {
      for (const text of [...shown, inBrowser.states, ...workbench.errors]) assert.ok(!text.includes(secret));
      for (const { file, text } of onDisk) assert.ok(!text.includes(secret), `a token is in ${file}`);
    }
  });
});

async function open(context: TestContext): Promise<{ readonly workbench: Workbench; readonly folder: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'secrets-'));
  const workbench = await Workbench.open({ folder, vsix: await packedExtension() });
  context.after(async () => {
    await workbench.dispose();
    await rm(folder, { recursive: true });
  });
  return { workbench, folder };
}
