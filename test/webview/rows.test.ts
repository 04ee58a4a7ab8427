import assert from 'node:assert/strict';
import { logTests } from './support/logTest.ts';

const test = logTests();
const million = { rows: 1_000_000 };
const last = 999_999;

test('the newest rows appear at once, in order, and nothing beyond them is asked for but a page', million, async (log) => {
  await log.sees(last);
  const shown = await log.shown();
  assert.deepEqual(
    shown,
    Array.from({ length: shown.length }, (_, at) => last - shown.length + 1 + at),
  );
  assert.ok(shown.length < 40);
  assert.ok((await log.host((host) => host.asked.filter((call) => call === 'rows').length)) <= 3);
});

test('a row says when, who, what, where, how it ended and how it goes on', { rows: 12 }, async (log) => {
  await log.sees(11);
  const text = (seq: number): Promise<string> => log.row(seq).innerText();
  assert.match(await text(2), /\d\d:\d\d:\d\d\.\d{3}\s+to platform\s+t-100 · thermostat\s+Manage request\s+iotdevice-1\/mgmt\/manage/);
  assert.match(await text(2), /after 35 ms/);
  assert.equal(await log.cell(2, 'answer').getAttribute('title'), 'answered after 35 ms');
  assert.match(await text(3), /to client.*Platform response.*200 the device is managed now.*after 35 ms/s);
  assert.match(await text(6), /15\s+2\s+2 problems, the worst: warning\s+{"temp":"21\.5"}/);
  assert.match(await text(10), /Other\s+iot-2\/evt\/status\/fmt/);
  assert.match(await text(11), /Disconnected\s+The platform closed the connection: topic not valid \(276\)/);
  assert.ok(await log.row(11).evaluate((row) => row.classList.contains('muted')));
});

test('a request without an answer says so, until the answer comes', { rows: 9 }, async (log) => {
  await log.sees(8);
  assert.equal(await log.cell(8, 'answer').innerText(), 'no answer yet');
  await log.host((host) => host.grow(1));
  await log.cell(8, 'answer').filter({ hasText: 'after 35 ms' }).waitFor();
});

test('the first and the last of a million rows are reached by key', million, async (log) => {
  await log.sees(last);
  await log.grid.focus();
  await log.page.keyboard.press('Home');
  await log.sees(0);
  assert.equal(await log.row(0).getAttribute('aria-rowindex'), '2');
  await log.page.keyboard.press('End');
  await log.sees(last);
  assert.equal(await log.grid.getAttribute('aria-rowcount'), '1000001');
});

test('the first, the middle and the last of a million rows are reached by the scrollbar', million, async (log) => {
  await log.sees(last);
  await log.scrollTo(0);
  await log.sees(0);
  await log.scrollTo(0.5);
  await log.sees(500_000);
  await log.scrollTo(1);
  await log.sees(last);
});

test('the wheel moves exactly as far as it is turned, wherever the list stands', million, async (log) => {
  await log.sees(last);
  await log.grid.focus();
  await log.page.keyboard.press('Home');
  await log.sees(0);
  await log.wheel(220);
  await log.sees(10);
  assert.equal((await log.shown())[0], 10);
  await log.scrollTo(0.5);
  await log.sees(500_000);
  const top = async (): Promise<number> => log.row(500_000).evaluate((row) => row.getBoundingClientRect().top);
  const before = await top();
  await log.wheel(-44);
  await log.page.waitForFunction((top) => (document.getElementById('row-500000')?.getBoundingClientRect().top ?? 0) > top, before);
  assert.equal((await top()) - before, 44);
});

test('rows that the store removes leave from the top; the others stay in place', million, async (log) => {
  await log.sees(last);
  await log.scrollTo(0.5);
  await log.sees(500_000);
  const top = await log.row(500_000).evaluate((row) => row.getBoundingClientRect().top);
  await log.host((host) => host.trim(300_000));
  await log.page.waitForFunction(() => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === '700001');
  await log.sees(500_000);
  assert.equal(await log.row(500_000).evaluate((row) => row.getBoundingClientRect().top), top);
  await log.scrollTo(0);
  await log.sees(300_000);
});

test('the counters add up, and what was not kept is said', { rows: 12_345, lost: 3 }, async (log) => {
  await log.page.getByRole('button', { name: '12,345 rows · 3 not kept' }).click();
  const dialog = log.page.getByRole('dialog', { name: 'What was counted' });
  const figure = async (name: string): Promise<number> =>
    Number((await dialog.getByRole('row', { name: 'Embedded platform' }).locator(`.${name}`).first().innerText()).replaceAll(',', ''));
  const [arrived, stored, lost] = [await figure('arrived'), await figure('stored'), await figure('lost')];
  assert.deepEqual([arrived, stored, lost], [12_348, 12_345, 3]);
  assert.equal((await figure('received')) + (await figure('sent')) + (await figure('events')) + (await figure('lost')), arrived);
  await dialog.getByRole('row', { name: /Event.*12,345/ }).waitFor();
  await log.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('an empty log says what will appear and what to do', { rows: 0 }, async (log) => {
  await log.page.getByText('Connect a device or start the embedded platform').waitFor();
  await log.host((host) => host.grow(3));
  await log.sees(2);
  assert.equal(await log.page.getByText('Connect a device').count(), 0);
});

test('a notice of the host stands above the list', { rows: 5, notice: 'The log is in memory.' }, async (log) => {
  await log.page.getByText('The log is in memory.').waitFor();
});

test('clearing asks the host and empties the list', { rows: 500 }, async (log) => {
  await log.sees(499);
  await log.row(499).click();
  await log.detail.waitFor();
  await log.page.getByRole('button', { name: 'Clear Traffic…' }).click();
  await log.page.getByText('No messages yet.').waitFor();
  await log.detail.waitFor({ state: 'hidden' });
  await log.host((host) => host.grow(2));
  await log.sees(501);
  assert.deepEqual(await log.shown(), [500, 501]);
});

test('a narrow view keeps time, kind, topic and problems', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.page.setViewportSize({ width: 400, height: 500 });
  await log.sees(99);
  for (const column of ['time', 'direction', 'kind', 'topic', 'problems']) assert.ok(await log.cell(99, column).isVisible(), column);
  for (const column of ['client', 'answer', 'size', 'preview']) assert.ok(!(await log.cell(99, column).isVisible()), column);
  assert.equal(await log.page.evaluate(() => document.documentElement.scrollWidth), 400);
});
