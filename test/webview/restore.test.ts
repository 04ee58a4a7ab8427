import assert from 'node:assert/strict';
import { logTests } from './support/logTest.ts';
import type { LogDriver } from './support/logDriver.ts';

const test = logTests();

async function keeps(log: LogDriver, state: Record<string, unknown>): Promise<void> {
  await log.page.waitForFunction((state) => {
    const kept = JSON.parse(sessionStorage.getItem('state') ?? '{}') as Record<string, unknown>;
    return Object.entries(state).every(([name, value]) => JSON.stringify(kept[name]) === JSON.stringify(value));
  }, state);
}

test('a view that is hidden and shown again goes on where it stood', { rows: 10_000 }, async (log) => {
  await log.sees(9_999);
  await log.scrollTo(0.5);
  await log.sees(5_000);
  await log.row(5_006).click();
  await log.detail.getByRole('tab', { name: 'Hex' }).click();
  const top = (await log.shown())[0] ?? 0;
  await keeps(log, { follow: false, selected: 5_006, tabs: { json: 'hex' } });

  await log.page.reload();
  await log.sees(5_006);
  assert.equal((await log.shown())[0], top);
  assert.equal(await log.row(5_006).getAttribute('aria-selected'), 'true');
  await log.detail.getByRole('tabpanel', { name: 'Payload as Hex' }).waitFor();
  assert.equal(await log.followButton.getAttribute('aria-pressed'), 'false');
});

test('what came while the view was hidden counts as new', { rows: 10_000 }, async (log) => {
  await log.sees(9_999);
  await log.scrollTo(0);
  await log.sees(0);
  await keeps(log, { follow: false, top: 0, seenEnd: 10_000 });
  await log.page.addInitScript(() => globalThis.fakeHost.grow(321));
  await log.page.reload();
  await log.page.getByRole('button', { name: '321 new' }).waitFor();
});

test('a view that followed follows again', { rows: 1_000 }, async (log) => {
  await log.sees(999);
  await keeps(log, { follow: true });
  await log.page.addInitScript(() => globalThis.fakeHost.grow(500));
  await log.page.reload();
  await log.sees(1_499);
});

test('a closed detail stays closed, and the end of the list in sight', { rows: 100, notice: 'The log is in memory.' }, async (log) => {
  await log.sees(99);
  await log.row(98).click();
  await log.page.keyboard.press('Escape');
  await keeps(log, { detail: false, selected: 98 });
  await log.page.reload();
  await log.sees(99);
  assert.equal(await log.row(98).getAttribute('aria-selected'), 'true');
  assert.ok(await log.detail.isHidden());
});

test('what is gone from the log is not missed', { rows: 1_000 }, async (log) => {
  await log.sees(999);
  await log.scrollTo(0);
  await log.sees(3);
  await log.row(3).click();
  await keeps(log, { selected: 3 });
  await log.page.addInitScript(() => globalThis.fakeHost.trim(900));
  await log.page.reload();
  await log.sees(900);
  assert.ok(await log.detail.isHidden());
});

test('a kept filter that cannot be understood is said in its bar, and hides nothing', { rows: 1_000 }, async (log) => {
  await log.sees(999);
  await log.page.addInitScript(() => sessionStorage.setItem('state', JSON.stringify({ filter: '(((' })));
  await log.page.reload();
  await log.sees(999);
  assert.equal(await log.filter.inputValue(), '(((');
  assert.equal(await log.filter.getAttribute('aria-invalid'), 'true');
  await log.page.locator('#filter-fault').getByText('Nothing is filtered.').waitFor();
  assert.deepEqual(await log.host((host) => host.shown), ['']);
  assert.equal(await log.alert.count(), 0);
  await log.filter.fill('kind:dm.manage');
  await log.page.locator('#filter-fault').waitFor({ state: 'detached' });
});

test('a link to the row that was selected opens its detail, which had been closed', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.row(98).click();
  await log.page.keyboard.press('Escape');
  await keeps(log, { detail: false, selected: 98 });
  await log.page.reload();
  await log.sees(99);
  await log.host((host) => host.reveal(98));
  await log.detail.waitFor();
});

test('a filter is kept before the page can be thrown away', { rows: 100 }, async (log) => {
  await log.sees(99);
  const kept = await log.filter.evaluate((field) => {
    const input = field as HTMLInputElement;
    const press = (at: Element | null, key: string): unknown =>
      at?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    // What is kept now is not kept again for a while.
    press(document.querySelector('[role=grid]'), 'ArrowUp');
    input.value = 'kind:dm.manage';
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    press(input, 'Enter');
    return (JSON.parse(sessionStorage.getItem('state') ?? '{}') as { filter?: string }).filter;
  });
  assert.equal(kept, 'kind:dm.manage');
});
