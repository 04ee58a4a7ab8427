import assert from 'node:assert/strict';
import { logTests } from './support/logTest.ts';
import type { LogDriver } from './support/logDriver.ts';

const test = logTests();

/** The numbers of the rows on screen that are selected. */
async function selected(log: LogDriver): Promise<number[]> {
  const rows = log.page.locator('.row:not([hidden])[aria-selected=true]');
  return rows.evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset['seq'])).sort((a, b) => a - b));
}

/** Waits until these rows on screen are selected, and no others. */
async function selects(log: LogDriver, wanted: readonly number[]): Promise<void> {
  await log.page.waitForFunction((wanted) => {
    const rows = [...document.querySelectorAll<HTMLElement>('.row:not([hidden])[aria-selected=true]')];
    const seqs = rows.map((row) => Number(row.dataset['seq'])).sort((a, b) => a - b);
    return JSON.stringify(seqs) === JSON.stringify(wanted);
  }, wanted);
}

async function press(log: LogDriver, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await log.page.keyboard.press(key);
}

test('Shift with the arrows selects a range, and its rows and its time are told', { rows: 100 }, async (log) => {
  await log.sees(99);
  assert.equal(await log.grid.getAttribute('aria-multiselectable'), 'true');
  await log.row(95).click();
  await press(log, 'Shift+ArrowUp', 'Shift+ArrowUp');
  await selects(log, [93, 94, 95]);
  await log.page
    .getByRole('status')
    .filter({ hasText: /^3 rows · \d.* m?s$/ })
    .waitFor();
  assert.deepEqual(await log.host((host) => host.chosen), { first: 93, end: 96 });
  await press(log, 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
  await selects(log, [95, 96]);
  await press(log, 'ArrowDown');
  await selects(log, [97]);
  await log.page.getByRole('status').filter({ hasText: 'rows ·' }).waitFor({ state: 'hidden' });
  assert.equal(await log.host((host) => host.chosen), undefined);
});

test('Shift with the mouse selects a range, and Escape leaves its last row before it closes the detail', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.row(97).click();
  await log.row(94).click({ modifiers: ['Shift'] });
  await selects(log, [94, 95, 96, 97]);
  await press(log, 'Escape');
  await selects(log, [94]);
  assert.ok(await log.detail.isVisible());
  await press(log, 'Escape');
  await log.detail.waitFor({ state: 'hidden' });
});

test('all of a million rows are selected at once, and stay selected wherever the list goes', { rows: 1_000_000 }, async (log) => {
  await log.sees(999_999);
  await log.row(999_990).click();
  await press(log, 'ControlOrMeta+a');
  await log.page.getByRole('status').filter({ hasText: '1,000,000 rows ·' }).waitFor();
  await log.scrollTo(0);
  await log.sees(0);
  assert.deepEqual(await selected(log), await log.shown());
});

test('a range keeps to its rows while the log grows, is filtered, and loses its oldest rows', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.row(90).click();
  await press(log, 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
  await selects(log, [90, 91, 92, 93]);
  await log.host((host) => host.grow(3));
  await selects(log, [90, 91, 92, 93]);
  await log.host((host) => host.trim(92));
  await log.page.getByRole('status').filter({ hasText: '2 rows ·' }).waitFor();
  await selects(log, [92, 93]);
  await log.host((host) => host.trim(98));
  await selects(log, []);
});

test('in a filtered view a range has only what the filter lets through', { rows: 200 }, async (log) => {
  await log.sees(199);
  await log.filter.fill('kind:dm.manage');
  // Only rows that pass, which are there with what they say.
  await log.page.waitForFunction(() => {
    const rows = [...document.querySelectorAll<HTMLElement>('.row:not([hidden])[data-seq]')];
    return rows.length > 2 && rows.every((row) => Number(row.dataset['seq']) % 12 === 2);
  });
  await log.grid.focus();
  await press(log, 'Home', 'Shift+End');
  await log.page.getByRole('status').filter({ hasText: '17 rows ·' }).waitFor();
  await selects(
    log,
    Array.from({ length: 17 }, (_, at) => 2 + 12 * at),
  );
});

test('a range may begin at a row that is not here yet', { rows: 12_000 }, async (log) => {
  await log.sees(11_999);
  await log.filter.fill('kind:dm.manage');
  await log.page.getByText('1,000 of 12,000').waitFor();
  await log.grid.evaluate((grid) => {
    for (const [key, shiftKey] of [
      ['Home', false],
      ['End', true],
    ] as const)
      grid.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
  });
  await log.page.getByRole('status').filter({ hasText: '1,000 rows ·' }).waitFor();
  assert.deepEqual(await log.host((host) => host.chosen), { first: 2, end: 11_991 });
});

test('the menu of a row in a range is about the range, and that of another row about that row alone', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.row(94).click();
  await log.row(97).click({ modifiers: ['Shift'] });
  await selects(log, [94, 95, 96, 97]);
  const context = async (seq: number): Promise<Record<string, unknown>> =>
    JSON.parse((await log.row(seq).getAttribute('data-vscode-context')) ?? '{}') as Record<string, unknown>;
  await log.row(95).click({ button: 'right' });
  await selects(log, [94, 95, 96, 97]);
  assert.deepEqual([(await context(95))['seq'], (await context(95))['rows']], [95, { first: 94, end: 98 }]);
  await log.row(92).click({ button: 'right' });
  await selects(log, [92]);
  assert.equal((await context(92))['rows'], undefined);
});

test('the copy key copies a line for each row of a range, and no more than a thousand', { rows: 3_000 }, async (log) => {
  await log.sees(2_999);
  await log.row(2_998).click();
  await press(log, 'Shift+ArrowUp', 'ControlOrMeta+c');
  await log.page.getByText('2 rows copied').waitFor();
  const [two = ''] = await log.host((host) => host.copied);
  assert.equal(two.split('\n').length, 2);
  for (const line of two.split('\n')) assert.match(line, /^\d\d:\d\d:\d\d\.\d{3}\t/);
  await press(log, 'ControlOrMeta+a', 'ControlOrMeta+c');
  await log.page.getByText('The first 1,000 of 3,000 rows copied').waitFor();
  const [, thousand = ''] = await log.host((host) => host.copied);
  assert.equal(thousand.split('\n').length, 1_000);
});

test('a range is there again when the view is', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.row(96).click();
  await press(log, 'Shift+ArrowUp');
  await selects(log, [95, 96]);
  await log.page.waitForFunction(() => sessionStorage.getItem('state')?.includes('"rangeBegin":96'));
  await log.page.reload();
  await log.sees(99);
  await selects(log, [95, 96]);
});
