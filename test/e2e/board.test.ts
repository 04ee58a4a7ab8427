import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { after, before, describe, it } from 'node:test';
import { packedExtension } from '../support/packedExtension.ts';
import { RawClient } from '../support/platform/rawClient.ts';
import { projectRoot } from '../support/projectPaths.ts';
import { until } from '../support/until.ts';
import { Workbench } from '../support/workbench.ts';

/** Whether there is anything but loopback to choose. */
const hasNetwork = Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));
const steps = hasNetwork ? 4 : 3;

/** The second door: a board that finds its way to the platform. Each step goes on where the one before it ended. */
describe('connecting a board', () => {
  let workbench: Workbench;
  let program: ChildProcess | undefined;
  let org = '';
  let port = 0;

  before(async () => {
    const settings = { 'wiotp.platform.port': 0, 'wiotp.platform.tlsPort': 0 };
    workbench = await Workbench.open({ vsix: await packedExtension(), settings });
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });

  after(async () => {
    program?.kill();
    await workbench.dispose();
  });

  const view = () => workbench.webview();

  /** What the board with a name and a token of its own is told. */
  async function attempt(): Promise<number | undefined> {
    const client = await RawClient.dial(port);
    const { returnCode } = await client.connect({ clientId: `d:${org}:lamp:l-1`, username: 'use-token-auth', password: 'its-own-token' });
    client.socket.destroy();
    await client.closed;
    return returnCode;
  }

  it('asks where it is, which device it is and what it runs, and copies code', async () => {
    await workbench.show('Device Workbench');
    await workbench.tree('Connections').pressWelcome('Connect a Board…');
    if (hasNetwork) {
      await workbench.quickInput.step(`Connect a Board (1/${steps})`);
      await workbench.quickInput.pick('127.0.0.1');
    }
    await workbench.quickInput.step(`Connect a Board (${steps - 2}/${steps})`);
    for (const [prompt, answer] of [
      ['Device type', 'thermostat'],
      ['Device ID', 't-100'],
    ] as const) {
      await until(prompt, async () => (await workbench.quickInput.message()).startsWith(prompt) || undefined);
      await workbench.quickInput.type(answer);
      await workbench.quickInput.accept();
    }
    await workbench.quickInput.step(`Connect a Board (${steps - 1}/${steps})`);
    await workbench.quickInput.pick('Node (MQTT.js)');
    await workbench.quickInput.step(`Connect a Board (${steps}/${steps})`);
    await workbench.quickInput.pick('Without TLS');
    await view().getByRole('heading', { name: 'Waiting for the Board' }).waitFor();
    await view().getByText('No outside connection yet, and none is possible').waitFor();
  });

  it('shows how the copied program comes in, as it is', async () => {
    const code = await until('the code', async () => (await workbench.page.evaluate(() => navigator.clipboard.readText())) || undefined);
    org = /d:(\w+):thermostat:t-100/.exec(code)?.[1] ?? '';
    port = Number(/port: (\d+)/.exec(code)?.[1]);
    program = spawn(process.execPath, ['-'], { cwd: projectRoot, stdio: ['pipe', 'ignore', 'inherit'] });
    program.stdin?.end(code);
    await view().getByText(`d:${org}:thermostat:t-100 is connected, from 127.0.0.1`, { exact: true }).first().waitFor();
    await view().getByText('online, managed').waitFor();
    program.kill();
    await view().getByText('offline, managed').waitFor();
  });

  it('counts refusals, and registers the board that nobody knew with the token that it has', async () => {
    for (let times = 0; times < 3; times++) assert.equal(await attempt(), 5);
    await view().getByText('×3').waitFor();
    await view().getByText('The device lamp l-1 is not registered.', { exact: true }).waitFor();
    await view().getByRole('button', { name: 'Register This Device' }).click();
    await workbench.tree('Platform').row('l-1', 'lamp').waitFor();
    assert.equal(await attempt(), 0);
    await view().getByRole('button', { name: 'Register This Device' }).waitFor({ state: 'detached' });
    await view().getByText('This machine’s secret store has no token of it').waitFor();
  });

  it('knows what happened while it was hidden', async () => {
    await workbench.run('File: New Untitled Text File');
    await workbench.webview().getByRole('heading', { name: 'Code' }).waitFor({ state: 'hidden' });
    const client = await RawClient.dial(port);
    assert.equal((await client.connect({ clientId: 'nonsense' })).returnCode, 5);
    client.socket.destroy();
    await workbench.page.locator('.tab', { hasText: 'Connect a Board' }).click();
    await view().getByText('CONNECT of nonsense refused (5)').first().waitFor();
  });

  it('leaves no error behind', () => assert.deepEqual(workbench.errors, []));
});
