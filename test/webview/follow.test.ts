import assert from 'node:assert/strict';
import { logTests } from './support/logTest.ts';
import type { LogDriver } from './support/logDriver.ts';

const test = logTests();
const pressed = (log: LogDriver): Promise<string | null> => log.followButton.getAttribute('aria-pressed');

test('the list follows what comes', { rows: 1_000 }, async (log) => {
  await log.sees(999);
  assert.equal(await pressed(log), 'true');
  await log.host((host) => host.grow(5_000));
  await log.sees(5_999);
});

test('while it follows, a row is never drawn before its content is here', { rows: 1_000 }, async (log) => {
  await log.sees(999);
  await log.page.evaluate(() => {
    const empty = (): number => document.querySelectorAll('.row:not([hidden]) .time:empty').length;
    const seen = { empty: 0 };
    Object.assign(globalThis, { seen });
    new MutationObserver(() => (seen.empty += empty())).observe(document.querySelector('.rows')!, { subtree: true, attributes: true });
  });
  for (let i = 0; i < 20; i++) await log.host((host) => host.grow(200));
  await log.sees(4_999);
  assert.equal(await log.page.evaluate(() => (globalThis as unknown as { seen: { empty: number } }).seen.empty), 0);
});

test('scrolling up stops following; a button says how many came and leads back', { rows: 1_000 }, async (log) => {
  await log.sees(999);
  await log.wheel(-220);
  await log.sees(989);
  assert.equal(await pressed(log), 'false');
  const before = await log.shown();
  await log.host((host) => host.grow(1_234));
  await log.page.getByRole('button', { name: '1,234 new' }).waitFor();
  assert.deepEqual(await log.shown(), before);
  await log.newRows.click();
  await log.sees(2_233);
  assert.equal(await pressed(log), 'true');
  assert.equal(await log.newRows.count(), 0);
});

test('scrolling back to the end follows again', { rows: 1_000 }, async (log) => {
  await log.sees(999);
  await log.wheel(-220);
  await log.sees(989);
  await log.wheel(400);
  await log.sees(999);
  assert.equal(await pressed(log), 'true');
  await log.host((host) => host.grow(10));
  await log.sees(1_009);
});

test('End follows again', { rows: 1_000 }, async (log) => {
  await log.sees(999);
  await log.scrollTo(0);
  await log.sees(0);
  await log.host((host) => host.grow(10));
  await log.newRows.waitFor();
  await log.grid.focus();
  await log.page.keyboard.press('End');
  await log.sees(1_009);
  assert.equal(await pressed(log), 'true');
});

test('the toggle stops and starts following', { rows: 1_000 }, async (log) => {
  await log.sees(999);
  await log.followButton.click();
  assert.equal(await pressed(log), 'false');
  await log.host((host) => host.grow(100));
  await log.page.getByRole('button', { name: '100 new' }).waitFor();
  await log.followButton.click();
  await log.sees(1_099);
});

test('reading a row stops following, reading the newest one does not', { rows: 1_000 }, async (log) => {
  await log.sees(999);
  await log.row(999).click();
  assert.equal(await pressed(log), 'true');
  await log.row(995).click();
  assert.equal(await pressed(log), 'false');
});

test('a screen reader is told politely how many came, and not at once again', { rows: 1_000 }, async (log) => {
  await log.sees(999);
  await log.page.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    const region = document.querySelector('[aria-live=polite]')!;
    new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await log.wheel(-220);
  await log.host((host) => host.grow(7));
  await log.page.getByRole('button', { name: '7 new' }).waitFor();
  await log.host((host) => host.grow(1));
  await log.page.getByRole('button', { name: '8 new' }).waitFor();
  assert.deepEqual(await log.page.evaluate(() => (globalThis as unknown as { said: string[] }).said), ['7 new messages']);
});
