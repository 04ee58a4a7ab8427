import assert from 'node:assert/strict';
import { until } from '../support/until.ts';
import type { LogDriver } from './support/logDriver.ts';
import { logTests } from './support/logTest.ts';

const test = logTests();
const million = { rows: 1_000_000 };

async function shows(log: LogDriver, matches: string): Promise<void> {
  await log.page.locator('.matches').getByText(matches, { exact: true }).waitFor();
}

/** Waits until the row with a sequence number is on screen, at whatever place. */
async function seesSeq(log: LogDriver, seq: number): Promise<void> {
  await log.page.locator(`.row:not([hidden])[data-seq="${seq}"]`).waitFor();
}

test('a filter shows what passes, says how much that is, and gives way again', million, async (log) => {
  await log.sees(999_999);
  await log.filter.fill('kind:dm.manage');
  await shows(log, '83,334 of 1,000,000');
  await seesSeq(log, 999_998);
  for (const seq of await log.shown()) assert.equal(seq % 12, 2);
  await log.filter.press('Escape');
  await log.sees(999_999);
  assert.equal(await log.page.locator('.matches').count(), 0);
});

test('unfiltered rows are never asked for their places', million, async (log) => {
  await log.sees(999_999);
  await log.grid.press('Home');
  await log.sees(0);
  assert.ok(!(await log.host((host) => host.asked.includes('placeOf'))));
});

test('Enter applies at once, and the keys of the list work on what passes', million, async (log) => {
  await log.sees(999_999);
  await log.page.keyboard.press('ControlOrMeta+f');
  await log.page.keyboard.type('problem:error');
  await log.page.keyboard.press('Enter');
  await shows(log, '83,333 of 1,000,000');
  await log.grid.press('Home');
  await seesSeq(log, 10);
  await log.grid.press('ArrowDown');
  await log.page.locator('[data-seq="22"][aria-selected=true]').waitFor();
  await log.detail.getByText('iot-2/evt/status/fmt', { exact: true }).waitFor();
});

test('the selected row stays in sight where it passes, and comes back when the filter goes', million, async (log) => {
  await log.sees(999_999);
  await log.scrollTo(0.5);
  await log.sees(500_000);
  const seq = 500_002 + ((2 - (500_002 % 12) + 12) % 12);
  await log.row(seq).click();
  const top = (): Promise<number | undefined> =>
    log.page.locator(`[data-seq="${seq}"]`).evaluate((row) => Math.round(row.getBoundingClientRect().top));
  const before = await top();
  await log.filter.fill('kind:dm.manage');
  await shows(log, '83,334 of 1,000,000');
  await log.page.locator(`[data-seq="${seq}"][aria-selected=true]:not([hidden])`).waitFor();
  assert.equal(await top(), before);
  await log.filter.fill('');
  await log.page.locator(`#row-${seq}[aria-selected=true]:not([hidden])`).waitFor();
  assert.equal(await top(), before);
});

test('the first row stays in sight where nothing is selected', million, async (log) => {
  await log.sees(999_999);
  await log.scrollTo(0.5);
  await log.sees(500_000);
  await log.filter.fill('kind:dm.manage');
  await shows(log, '83,334 of 1,000,000');
  const first = 499_994 + ((2 - (499_994 % 12) + 12) % 12);
  await log.page.waitForFunction((first) => {
    const rows = [...document.querySelectorAll<HTMLElement>('.row:not([hidden])')];
    return Math.abs(Number(rows[0]?.dataset['seq']) - first) <= 24;
  }, first);
});

test('a wrong filter says what is wrong and where; the one before stays in force', { rows: 1_200 }, async (log) => {
  await log.sees(1_199);
  await log.filter.fill('kind:dm.manage');
  await shows(log, '100 of 1,200');
  await log.filter.fill('kind:dm.manage and kindd:x');
  const fault = log.page.locator('#filter-fault');
  await fault.getByText('In force: kind:dm.manage').waitFor();
  assert.equal(await log.filter.getAttribute('aria-invalid'), 'true');
  assert.equal(await log.page.locator('.fault-part').textContent(), 'kindd');
  await shows(log, '100 of 1,200');
  assert.deepEqual(await log.host((host) => host.shown), ['', 'kind:dm.manage']);
  await log.page.getByRole('button', { name: 'Clear the Filter (Escape)' }).click();
  await fault.waitFor({ state: 'detached' });
});

test('what stands at the caret is completed', { rows: 1_200 }, async (log) => {
  await log.sees(1_199);
  await log.grid.focus();
  await log.page.keyboard.press('/');
  await log.page.keyboard.press('Control+Space');
  await log.page.getByRole('option', { name: /^kind:/ }).waitFor();
  await log.page.keyboard.type('cli');
  await log.page.keyboard.press('ArrowDown');
  await log.page.keyboard.press('Enter');
  assert.equal(await log.filter.inputValue(), 'client:');
  await log.page.getByRole('option', { name: 't-101' }).click();
  assert.equal(await log.filter.inputValue(), 'client:d:abc123:thermostat:t-101');
  await log.page.locator('.matches').getByText('of 1,200').waitFor();
  assert.equal(await log.filter.getAttribute('aria-expanded'), 'false');
});

test('what may become the name of a field hides nothing while it is written', { rows: 1_200 }, async (log) => {
  await log.sees(1_199);
  await log.filter.pressSequentially('ki');
  await log.page.getByRole('option', { name: /^kind:/ }).waitFor();
  await log.filter.pressSequentially('nd:dm.manage');
  await shows(log, '100 of 1,200');
  assert.deepEqual(await log.host((host) => host.shown), ['', 'kind:dm.manage']);
});

test('where nothing passes, the filter in force is named and can be cleared', { rows: 1_200 }, async (log) => {
  await log.sees(1_199);
  await log.filter.fill('zzz');
  await log.page.getByText('No message passes ‘zzz’.').waitFor();
  await log.filter.fill('zzz rc:>');
  await log.page.locator('#filter-fault').waitFor();
  await log.page.getByRole('button', { name: 'Clear the filter', exact: true }).click();
  await log.sees(1_199);
  assert.equal(await log.filter.inputValue(), '');
});

test('Tab takes the only completion, Enter applies what is written', { rows: 1_200 }, async (log) => {
  await log.sees(1_199);
  await log.filter.pressSequentially('laten');
  await log.page.getByRole('option').waitFor();
  assert.equal(await log.page.getByRole('option').count(), 1);
  await log.filter.press('Tab');
  assert.equal(await log.filter.inputValue(), 'latency:');
  await log.filter.fill('laten');
  await log.page.getByRole('option').waitFor();
  await log.filter.press('Enter');
  await until('the text in force', async () => ((await log.host((host) => host.shown)).at(-1) === 'laten' ? true : undefined));
});

test('the history goes back and forth, also over a reload', { rows: 1_200 }, async (log) => {
  await log.sees(1_199);
  for (const filter of ['kind:dm.manage', 'problem:any']) {
    await log.filter.fill(filter);
    await log.filter.press('Enter');
  }
  await log.filter.press('Escape');
  await log.filter.press('ArrowUp');
  assert.equal(await log.filter.inputValue(), 'problem:any');
  await log.filter.press('ArrowUp');
  await shows(log, '100 of 1,200');
  await log.page.waitForFunction(
    () => (JSON.parse(sessionStorage.getItem('state') ?? '{}') as { filter?: string }).filter === 'kind:dm.manage',
  );
  await log.page.reload();
  await shows(log, '100 of 1,200');
  assert.equal(await log.filter.inputValue(), 'kind:dm.manage');
  await log.filter.press('ArrowDown');
  assert.equal(await log.filter.inputValue(), 'problem:any');
});

test('quick filters edit the text', { rows: 1_200 }, async (log) => {
  await log.sees(1_199);
  await log.filter.fill('climate or status');
  await log.page.getByRole('button', { name: 'Problems' }).click();
  assert.equal(await log.filter.inputValue(), '(climate or status) problem:any');
  await shows(log, '200 of 1,200');
  assert.equal(await log.page.getByRole('button', { name: 'Problems' }).getAttribute('aria-pressed'), 'true');
  await log.page.getByRole('button', { name: 'Problems' }).click();
  assert.equal(await log.filter.inputValue(), 'climate or status');
});

test('a cell filters by what it shows, and so does a key', { rows: 1_200 }, async (log) => {
  await log.sees(1_199);
  await log.cell(1_190, 'kind').click({ modifiers: ['Alt'] });
  assert.equal(await log.filter.inputValue(), 'kind:dm.manage');
  await shows(log, '100 of 1,200');
  await log.grid.focus();
  await log.page.keyboard.press('f');
  await log.page.getByRole('menuitem', { name: /^Client: client:/ }).press('Enter');
  assert.match(await log.filter.inputValue(), /^kind:dm\.manage client:d:abc123:thermostat:t-/);
});

test('while the log is searched it says so, and what is found appears', { rows: 12_000, slow: true }, async (log) => {
  await log.sees(11_999);
  await log.filter.fill('kind:dm.manage');
  await log.page.getByText('searching…').waitFor();
  await log.host((host) => host.search(0.5));
  await shows(log, '500 of 12,000');
  await log.host((host) => host.search(1));
  await shows(log, '1,000 of 12,000');
  await log.page.locator('.search-progress').waitFor({ state: 'detached' });
  await seesSeq(log, 11_990);
});

test('a link to a row that the filter hides clears the filter', { rows: 1_200 }, async (log) => {
  await log.sees(1_199);
  await log.filter.fill('kind:dm.manage');
  await shows(log, '100 of 1,200');
  await log.host((host) => host.reveal(600));
  await log.page.locator('#row-600[aria-selected=true]').waitFor();
  assert.equal(await log.filter.inputValue(), '');
});

test('F8 goes from problem to problem, and says when there is none', { rows: 24 }, async (log) => {
  await log.sees(23);
  await log.grid.press('Home');
  for (const seq of [6, 10, 18, 22]) {
    await log.grid.press('F8');
    await log.page.locator(`#row-${seq}[aria-selected=true]`).waitFor();
  }
  await log.grid.press('F8');
  await log.page.getByText('No problem further down').waitFor();
  await log.grid.press('Shift+F8');
  await log.page.locator('#row-18[aria-selected=true]').waitFor();
});
