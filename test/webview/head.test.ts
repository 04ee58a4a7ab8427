import assert from 'node:assert/strict';
import type { FakeMessage } from './support/fakeRows.ts';
import { logTests } from './support/logTest.ts';

const test = logTests();
const lines = (length: number): FakeMessage[] => Array.from({ length }, () => ({}));

test('a paused list shows nothing new, counts what came, and loses nothing', { rows: 1_000 }, async (log) => {
  await log.sees(999);
  await log.grid.press('p');
  await log.host((host) => host.grow(1_234));
  await log.page.getByRole('button', { name: 'Paused: 1,234 came' }).waitFor();
  assert.equal((await log.shown()).at(-1), 999);
  await log.grid.press('End');
  await log.sees(999);
  await log.page.getByRole('button', { name: 'Paused: 1,234 came' }).click();
  await log.sees(2_233);
});

test('a paused list does not follow, counts in one place, and Follow goes on with the newest row', { rows: 1_000 }, async (log) => {
  await log.sees(999);
  await log.page.getByRole('button', { name: 'Pause' }).click();
  await log.host((host) => host.grow(5));
  await log.page.getByRole('button', { name: 'Paused: 5 came' }).waitFor();
  assert.equal(await log.newRows.count(), 0);
  assert.equal(await log.followButton.getAttribute('aria-pressed'), 'false');
  await log.followButton.click();
  await log.sees(1_004);
  await log.page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
});

test('a paused list that was cleared says what came since, and goes on when told', { messages: lines(10) }, async (log) => {
  await log.sees(9);
  await log.grid.press('p');
  await log.host((host) => host.trim(10));
  await log.page.getByText('No messages yet.').waitFor();
  await log.host((host) => host.grow(3));
  await log.page.getByText('Nothing is left of what was here before the pause. 3 messages came since.').waitFor();
  await log.page.getByRole('button', { name: 'Go on' }).click();
  await log.sees(12);
  assert.equal(await log.page.locator('.empty').count(), 0);
});

test('a link to a row that came meanwhile ends the pause', { rows: 1_000 }, async (log) => {
  await log.sees(999);
  await log.grid.press('p');
  await log.host((host) => host.grow(100));
  await log.page.getByRole('button', { name: 'Paused: 100 came' }).waitFor();
  await log.host((host) => host.reveal(1_050));
  await log.page.locator('#row-1050[aria-selected=true]').waitFor();
});

test('the head has the commands of the log run', { rows: 10 }, async (log) => {
  await log.sees(9);
  await log.page.getByRole('button', { name: /12 of 200 MB/ }).click();
  await log.grid.press('m');
  await log.host((host) => host.say({ recording: { file: '/tmp/a/boot.wiotp.jsonl', since: 0, written: 1_234 } }));
  await log.page.getByText('Recording boot.wiotp.jsonl: 1,234').waitFor();
  await log.page.getByRole('button', { name: 'Stop Recording' }).click();
  await log.page.waitForFunction(() => globalThis.fakeHost.ran.length === 3);
  assert.deepEqual(await log.host((host) => host.ran.map(({ command }) => command)), ['setRetention', 'addMarker', 'stopRecording']);
});

test('an own marker is shown, wherever the list stands; not while it is paused', { messages: lines(200) }, async (log) => {
  await log.sees(199);
  await log.scrollTo(0);
  await log.sees(0);
  await log.grid.press('m');
  await log.page.locator('#row-200.marker[aria-selected=true]').waitFor();
  await log.grid.press('p');
  await log.grid.press('m');
  await log.page.getByRole('button', { name: 'Paused: 1 came' }).waitFor();
  assert.equal(await log.page.locator('#row-201').count(), 0);
});

for (const width of [420, 300, 200]) {
  test(`nothing of the head is cut off in a view of ${width} pixels`, { rows: 10 }, async (log) => {
    await log.page.setViewportSize({ width, height: 500 });
    await log.sees(9);
    await log.host((host) => host.say({ recording: { file: '/tmp/a-file-with-a-long-name.wiotp.jsonl', since: 0, written: 1_234 } }));
    await log.page.getByRole('button', { name: 'Stop Recording' }).waitFor();
    const right = await log.page
      .locator('.head button')
      .evaluateAll((buttons) => Math.max(...buttons.map((button) => button.getBoundingClientRect().right)));
    assert.ok(right <= width, `${right} of ${width}`);
  });
}

for (const size of [
  { width: 900, height: 100 },
  { width: 320, height: 100 },
  { width: 200, height: 200 },
]) {
  test(`the head leaves room for the newest row in a view of ${size.width} by ${size.height} pixels`, { rows: 10 }, async (log) => {
    await log.page.setViewportSize(size);
    await log.sees(9);
    assert.ok((await log.scroller.evaluate((scroller) => scroller.clientHeight)) >= 22);
  });
}

for (const width of [400, 320, 260, 200]) {
  test(`rows fit into a view of ${width} pixels, and so does what is said of a range`, { rows: 1_000 }, async (log) => {
    await log.page.setViewportSize({ width, height: 500 });
    await log.sees(999);
    await log.row(995).click();
    await log.page.keyboard.press('Escape');
    await log.page.keyboard.press('Shift+ArrowDown');
    const said = log.page.getByRole('status').filter({ hasText: '2 rows ·' });
    await said.waitFor();
    assert.ok(await said.evaluate((text) => text.scrollWidth <= text.clientWidth));
    const right = await log.row(995).evaluate((row) => Math.max(...[...row.children].map((cell) => cell.getBoundingClientRect().right)));
    assert.ok(right <= width, `${right} of ${width}`);
  });
}

test('a log that was opened from a file is named and only read', { rows: 10, file: 'bench <b>.ndjson' }, async (log) => {
  await log.sees(9);
  await log.page.getByText('bench <b>.ndjson · read-only').waitFor();
  for (const name of ['Clear Traffic…', 'Pause', 'Add Marker… (M)'])
    assert.equal(await log.page.getByRole('button', { name }).count(), 0, name);
  await log.grid.press('m');
  await log.grid.press('p');
  assert.deepEqual(await log.host((host) => host.ran), []);
});
