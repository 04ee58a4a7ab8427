import assert from 'node:assert/strict';
import { logTests } from './support/logTest.ts';
import type { LogDriver } from './support/logDriver.ts';

const test = logTests();

const focused = (log: LogDriver): Promise<string> =>
  log.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');

async function press(log: LogDriver, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await log.page.keyboard.press(key);
}

async function selects(log: LogDriver, seq: number): Promise<void> {
  await log.page.waitForFunction((id) => document.querySelector('[role=grid]')?.getAttribute('aria-activedescendant') === id, `row-${seq}`);
  await log.sees(seq);
  assert.equal(await log.row(seq).getAttribute('aria-selected'), 'true');
}

test(
  'Tab goes from the toolbar over the filter to the list, which is one stop, and so are the widths of its columns',
  { rows: 100 },
  async (log) => {
    await log.sees(99);
    const stops: string[] = [];
    for (let i = 0; i < 14; i++) {
      await press(log, 'Tab');
      stops.push(await focused(log));
    }
    assert.deepEqual(stops, [
      '100 rows',
      '12 of 200 MB · 7 days',
      'Previous Problem (Shift+F8)',
      'Next Problem (F8)',
      'Add Marker… (M)',
      'Pause',
      'Follow',
      'Columns and Times',
      'Clear Traffic…',
      'Filter',
      'Problems',
      'DM',
      'Device traffic',
      'Width of Time',
    ]);
  },
);

test('arrows, Page keys, Home and End select; the detail goes along', { rows: 10_000 }, async (log) => {
  await log.sees(9_999);
  await log.grid.focus();
  await press(log, 'End', 'ArrowUp', 'ArrowUp');
  await selects(log, 9_997);
  await log.detail.getByRole('heading', { name: 'Subscribed' }).waitFor();
  await press(log, 'ArrowDown');
  await selects(log, 9_998);
  await press(log, 'Home');
  await selects(log, 0);
  await log.detail.getByRole('heading', { name: 'Connected' }).waitFor();
  await press(log, 'ArrowDown', 'ArrowDown');
  await log.detail.getByRole('heading', { name: 'Manage request' }).waitFor();
  await press(log, 'PageDown');
  await log.page.waitForFunction(() => Number(document.querySelector('[aria-selected=true]')?.id.slice(4)) > 15);
  await press(log, 'PageUp');
  await selects(log, 2);
});

test('Escape closes the detail, Enter opens it, and the list keeps the focus', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.grid.focus();
  await press(log, 'End', 'ArrowUp');
  await log.detail.waitFor();
  await press(log, 'Escape');
  await log.detail.waitFor({ state: 'hidden' });
  await press(log, 'ArrowUp');
  await selects(log, 97);
  assert.ok(await log.detail.isHidden());
  await press(log, 'Enter');
  await log.detail.waitFor();
  assert.equal(await focused(log), 'Device traffic');
});

test('Escape in the detail leads back to the list', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.grid.focus();
  await press(log, 'End', 'ArrowUp');
  await log.detail.getByRole('button', { name: 'Close the Detail (Escape)' }).focus();
  await press(log, 'Escape');
  await log.detail.waitFor({ state: 'hidden' });
  assert.equal(await focused(log), 'Device traffic');
});

test('Escape also closes a detail whose message is still on its way', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.row(98).evaluate((row) => {
    row.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
    row.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  });
  await press(log, 'ArrowUp');
  await selects(log, 97);
  await log.page.waitForFunction(() => globalThis.fakeHost.asked.includes('message'));
  assert.ok(await log.detail.isHidden());
});

test('the copy key copies the payload of the selected row as it was sent', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.row(98).click();
  await press(log, 'ControlOrMeta+c');
  await log.page.getByText('Payload copied').waitFor();
  assert.deepEqual(await log.host((host) => host.copied), ['{"d":{"lifetime":3600,"supports":{"deviceActions":true}},"reqId":"manage-1"}']);
});

test('R goes from a request to its answer and back, and says where there is none', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.grid.focus();
  await press(log, 'Home', 'ArrowDown', 'ArrowDown');
  await selects(log, 2);
  await press(log, 'r');
  await selects(log, 3);
  await press(log, 'r');
  await selects(log, 2);
  await press(log, 'Home', 'r');
  await log.page.getByText('This row has no answer or request in the log').waitFor();
});

test('there is nothing to copy on a connection event', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.row(97).click();
  await press(log, 'ControlOrMeta+c');
  await log.page.getByText('There is no payload to copy').waitFor();
  assert.deepEqual(await log.host((host) => host.copied), []);
});

test('arrow keys go through the views of the payload', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.row(98).click();
  await log.page.getByRole('tab', { name: 'Tree' }).focus();
  await press(log, 'ArrowRight', 'ArrowRight', 'ArrowRight');
  await log.page.getByRole('tabpanel', { name: 'Payload as Hex' }).waitFor();
  assert.equal(await focused(log), 'Hex');
  await press(log, 'ArrowLeft');
  await log.page.getByRole('tabpanel', { name: 'Payload as Text' }).waitFor();
});
