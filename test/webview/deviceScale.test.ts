import assert from 'node:assert/strict';
import { logTests } from './support/logTest.ts';

// Only a real device scale shows how tall the browser lets an element be: an emulated one does not.
const test = logTests({ args: ['--force-device-scale-factor=2', '--window-size=1280,700'] }, { viewport: null });
const million = { rows: 1_000_000 };
const last = 999_999;

test('at device scale 2 the last of a million rows is reached by key', million, async (log) => {
  assert.equal(await log.page.evaluate(() => devicePixelRatio), 2);
  await log.sees(last);
  await log.grid.focus();
  await log.page.keyboard.press('Home');
  await log.sees(0);
  await log.page.keyboard.press('End');
  await log.sees(last);
});

test('at device scale 2 the last of a million rows is reached by scrollbar and wheel', million, async (log) => {
  await log.sees(last);
  await log.scrollTo(0);
  await log.sees(0);
  await log.scrollTo(1);
  await log.sees(last);
  await log.wheel(-2_200);
  await log.sees(last - 101);
  await log.wheel(2_200);
  await log.sees(last);
});
