import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { packedExtension } from '../support/packedExtension.ts';
import { projectPath } from '../support/projectPaths.ts';
import { until } from '../support/until.ts';
import { TrafficLog } from '../support/workbench/trafficLog.ts';
import { Workbench } from '../support/workbench.ts';

const event = { kind: 'Event', topic: 'iot-2/evt/status/fmt/json' };
const manage = { kind: 'Manage request' };

/** Several views of one log, their state from one day to the next, and their keys. Each step goes on where the one before it ended. */
describe('views of the traffic log', () => {
  let folder = '';
  let workbench: Workbench;
  let log: TrafficLog;
  let editor: TrafficLog;

  /** One of the two editors with the log. */
  const tab = (which: number): Locator => workbench.page.locator('.tabs-container .tab', { hasText: 'Device Traffic' }).nth(which);

  /** Waits until a filter stands in the bar of a view: one that is shown again comes with what it had. */
  const filterIs = (view: TrafficLog, filter: string): Promise<true> =>
    until(`the filter "${filter}"`, async () => ((await view.field().inputValue()) === filter ? true : undefined));

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'views-'));
    await cp(projectPath('sample'), folder, { recursive: true });
    const settings = { 'wiotp.platform.port': 0, 'wiotp.platform.tlsPort': 0 };
    workbench = await Workbench.open({ folder, vsix: await packedExtension(), settings });
    log = new TrafficLog(workbench.webview('panel'));
    editor = new TrafficLog(workbench.webview('editor'));
    await workbench.show('Device Workbench');
    await workbench.tree('Connections').pressWelcome('Try It Now');
    await workbench.tree('Connections').row('Publishing status').waitFor();
    await log.filter('event:status');
    await log.row(event).waitFor();
    await workbench.tree('Connections').press('Publishing status', 'Stop Publishing');
    await workbench.tree('Connections').row('Publishing status').waitFor({ state: 'detached' });
  });

  after(async () => {
    await workbench.dispose();
    await rm(folder, { recursive: true });
  });

  it('have filters of their own, in two editors and the panel', async () => {
    await workbench.run('Device Workbench: Open Device Traffic in Editor');
    await editor.filter('kind:dm.manage');
    await editor.row(manage).waitFor();
    await editor.row(event).waitFor({ state: 'hidden' });
    await workbench.run('Device Workbench: Open Device Traffic in Editor');
    await tab(1).waitFor();
    await filterIs(editor, '');
    await editor.row(event).waitFor();
    await editor.filter('kind:connection.open');
    await editor.row(manage).waitFor({ state: 'hidden' });
    await tab(0).click();
    await filterIs(editor, 'kind:dm.manage');
    await editor.row(manage).waitFor();
    assert.equal(await log.field().inputValue(), 'event:status');
    assert.equal(await log.row(manage).isVisible(), false);
  });

  it('are there again after VS Code was restarted, with rows, filter, selection and columns', async () => {
    const { seq } = await log.read(event);
    await log.select(event);
    const separator = log.separator('Kind');
    const width = Number(await separator.getAttribute('aria-valuenow'));
    await separator.press('ArrowRight');
    await until('the wider column', async () => (Number(await separator.getAttribute('aria-valuenow')) > width ? true : undefined));
    const wider = await separator.getAttribute('aria-valuenow');
    await workbench.restart();
    await log.row(event).waitFor();
    assert.equal(await log.field().inputValue(), 'event:status');
    assert.equal((await log.read(event)).seq, seq);
    assert.equal(await log.selected().first().getAttribute('data-seq'), String(seq));
    // The detail takes its part of the width, and columns give way.
    await log.detail().waitFor();
    const hasWidth = async (): Promise<true | undefined> => ((await separator.getAttribute('aria-valuenow')) === wider ? true : undefined);
    await until(`a column that is ${wider} wide`, hasWidth);
    await filterIs(editor, 'kind:dm.manage');
    await editor.row(manage).waitFor();
    await tab(1).click();
    await filterIs(editor, 'kind:connection.open');
  });

  it('go on with the same log', async () => {
    const { seq } = await log.read(event);
    await workbench.run('Device Workbench: Add Marker…');
    await workbench.quickInput.type('a new day');
    await workbench.quickInput.accept();
    await log.filter('"a new day"');
    const marker = workbench.webview('panel').locator('.row:not([hidden])', { hasText: 'a new day' }).last();
    await marker.waitFor();
    assert.ok(Number(await marker.getAttribute('data-seq')) > seq);
    await log.filter('');
  });

  it('are used with the keyboard alone', async () => {
    const { page } = workbench;
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await workbench.run('Device Workbench: Show Device Traffic');
    const grid = workbench.webview('panel').locator('[role="grid"]:focus');
    await grid.waitFor();
    await press('Control+f');
    await workbench.webview('panel').locator('[role="combobox"]:focus').waitFor();
    await page.keyboard.type('event:status');
    await press('Enter');
    await log.row(manage).waitFor({ state: 'hidden' });
    await workbench.run('Device Workbench: Show Device Traffic');
    await grid.waitFor();
    await press('Home', 'Enter');
    await log.detail().getByRole('heading', { name: 'Event' }).waitFor();
    await press('Escape');
    await log.detail().waitFor({ state: 'hidden' });
    await grid.waitFor();
    await press('Shift+F10');
    await page.locator('.monaco-menu').getByRole('menuitem', { name: 'Copy as JSON', exact: true }).waitFor();
    await press('Escape');
    await page.locator('.monaco-menu').waitFor({ state: 'hidden' });
    await grid.waitFor();
    await press('m');
    await workbench.quickInput.step('Add Marker');
    await workbench.quickInput.cancel();
    await grid.waitFor();
    assert.deepEqual(workbench.errors, []);
  });
});
