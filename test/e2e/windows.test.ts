import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { packedExtension } from '../support/packedExtension.ts';
import { projectPath } from '../support/projectPaths.ts';
import { isAlive } from '../support/ownedProcess.ts';
import { until } from '../support/until.ts';
import { TrafficLog } from '../support/workbench/trafficLog.ts';
import { answerSteps } from '../support/workbench/addConnection.ts';
import { Workbench } from '../support/workbench.ts';

describe('a window without a folder', () => {
  it('does the main job, goes on after a reload, and leaves no process behind', async () => {
    const workbench = await Workbench.open({ vsix: await packedExtension() });
    let pid: number;
    try {
      await workbench.show('Device Workbench');
      await workbench.tree('Connections').pressWelcome('Try It Now');
      await workbench.tree('Connections').row('Publishing status').waitFor();
      pid = await platformPid(workbench);
      await addDeviceConnection(workbench, 'lamp', 'l-1');
      await workbench.tree('Connections').row('l-1', 'connected, managed').waitFor();

      await workbench.reload();
      await workbench.show('Device Workbench');
      await workbench.tree('Connections').row('demo', 'disconnected').waitFor();
      await workbench.tree('Platform').row('demo', 'offline').waitFor();
      assert.equal(await platformPid(workbench), pid);

      // VS Code's server forgets secrets on reload; the simulated device gets a new token without a word.
      await workbench.tree('Connections').press('demo', 'Connect');
      await workbench.tree('Connections').row('demo', 'connected, managed').waitFor();
      // Any other is asked for: a board may use the token.
      await workbench.tree('Connections').press('l-1', 'Connect');
      await workbench.quickInput.pick('Issue a New Token');
      await workbench.tree('Connections').row('l-1', 'connected, managed').waitFor();
      await workbench.run('Device Workbench: Show Device Traffic');
      // What the window logged before is still there.
      const log = new TrafficLog(workbench.webview());
      await log.row({ kind: 'Manage request' }).waitFor();
      await log.goTo('oldest');
      await log.row({ kind: 'Event' }).waitFor();
      assert.deepEqual(workbench.errors, []);
    } finally {
      await workbench.dispose();
    }
    // It outlives its last window by a minute.
    await until('the platform to end after its last window', () => !isAlive(pid) || undefined, 90_000);
  });
});

describe('a window with several folders', () => {
  it('checks payload files in each of them', async () => {
    const home = await mkdtemp(path.join(tmpdir(), 'folders-'));
    for (const name of ['one', 'two']) await cp(projectPath('sample'), path.join(home, name), { recursive: true });
    await writeFile(path.join(home, 'two', 'only-here.dm.manage.json'), '{ "d": { "lifetime": 60 }, "reqId": "manage-1" }');
    const workspace = path.join(home, 'both.code-workspace');
    await writeFile(workspace, JSON.stringify({ folders: [{ path: 'one' }, { path: 'two' }] }));
    const workbench = await Workbench.open({ workspace, vsix: await packedExtension() });
    try {
      await workbench.editor.open('only-here.dm.manage.json');
      await workbench.problems.show();
      await workbench.problems.row(/lifetime.*400/).waitFor();
      await workbench.show('Device Workbench');
      await workbench.tree('Connections').pressWelcome('Try It Now');
      await workbench.tree('Connections').row('demo', 'connected, managed').waitFor();
    } finally {
      await workbench.dispose();
      await rm(home, { recursive: true });
    }
  });
});

describe('an untrusted workspace', () => {
  it('is checked, but nothing connects', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'untrusted-'));
    await cp(projectPath('sample'), folder, { recursive: true });
    const trust = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };
    const workbench = await Workbench.open({ folder, vsix: await packedExtension(), settings: trust });
    try {
      await workbench.editor.open('reboot.dm.manage.json');
      await workbench.problems.show();
      await workbench.problems.row(/lifetime.*400/).waitFor();
      await workbench.show('Device Workbench');
      await workbench.tree('Connections').welcome().getByText('Manage Workspace Trust').waitFor();
      await workbench.run('Device Workbench: Try It Now');
      const { message } = await workbench.notifications.read('not trusted');
      assert.match(message, /Manage Workspace Trust/);
      assert.deepEqual(await workbench.tree('Platform').rows(), []);
      await workbench.notifications.close('not trusted');

      await workbench.editor.open('status.event.json');
      await workbench.editor.lens('Copy as C').waitFor();
      assert.deepEqual(ownSchemas(await workbench.editor.languageStatus()), [], 'schemas of an untrusted workspace are not run');
      await workbench.run('Workspaces: Manage Workspace Trust');
      await workbench.page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
      await workbench.editor.open('status.event.json');
      await until('the schemas to be run', async () => ownSchemas(await workbench.editor.languageStatus())[0]);
    } finally {
      await workbench.dispose();
      await rm(folder, { recursive: true });
    }
  });
});

/** The rows of the language status that name a schema of the user's own. */
function ownSchemas(rows: readonly string[]): readonly string[] {
  return rows.filter((row) => row.includes('your own schema'));
}

async function addDeviceConnection(workbench: Workbench, typeId: string, deviceId: string): Promise<void> {
  await workbench.run('Device Workbench: Add Connection…');
  await answerSteps(workbench, 'Add Connection', [
    { pick: 'The Embedded Platform' },
    { pick: 'Device' },
    { type: typeId },
    { type: deviceId },
    { type: deviceId },
    { pick: 'Connect' },
  ]);
}

async function platformPid(workbench: Workbench): Promise<number> {
  const platform = workbench.tree('Platform').row(/Organisation/);
  await platform.hover();
  const tooltip = workbench.page.locator('.monaco-hover:not(.hidden)', { hasText: /process \d+/ });
  await tooltip.waitFor();
  return Number(/process (\d+)/.exec(await tooltip.innerText())?.[1]);
}
