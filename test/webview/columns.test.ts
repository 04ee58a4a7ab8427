import assert from 'node:assert/strict';
import type { LogDriver } from './support/logDriver.ts';
import type { FakeMessage } from './support/fakeRows.ts';
import { logTests } from './support/logTest.ts';

const test = logTests();

async function menu(log: LogDriver, item: string): Promise<void> {
  const button = log.page.getByRole('button', { name: 'Columns and Times' });
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
  await log.page.locator('.popup').getByText(item, { exact: true }).click();
}

const width = (log: LogDriver, column: string): Promise<number> =>
  log.page.locator(`.header .${column}`).evaluate((cell) => Math.round(cell.getBoundingClientRect().width));

test('columns are chosen, also in a narrow view, and kept over a reload', { rows: 100 }, async (log) => {
  await log.sees(99);
  await menu(log, 'Event or Command');
  await menu(log, 'Client');
  await log.cell(91, 'event').getByText('interval', { exact: true }).waitFor();
  await log.cell(91, 'client').waitFor({ state: 'detached' });
  await log.page.waitForFunction(() => (sessionStorage.getItem('state') ?? '').includes('"shown"'));
  await log.page.reload();
  await log.page.setViewportSize({ width: 400, height: 500 });
  await log.sees(99);
  assert.ok(await log.cell(95, 'preview').isVisible());
  assert.equal(await log.page.evaluate(() => document.documentElement.scrollWidth), 400);
  await menu(log, 'Reset Columns');
  await log.cell(95, 'preview').waitFor({ state: 'detached' });
});

test('a column is resized with the mouse, by keys, and made to fit', { rows: 100 }, async (log) => {
  await log.sees(99);
  const separator = log.page.getByRole('separator', { name: 'Width of Kind' });
  const box = await separator.boundingBox();
  assert.ok(box !== null);
  const before = await width(log, 'kind');
  await log.page.mouse.move(box.x + 3, box.y + 10);
  await log.page.mouse.down();
  await log.page.mouse.move(box.x - 37, box.y + 10, { steps: 4 });
  await log.page.mouse.up();
  assert.equal(await width(log, 'kind'), before - 40);
  assert.equal(await log.cell(98, 'kind').evaluate((cell) => Math.round(cell.getBoundingClientRect().width)), before - 40);
  await separator.focus();
  await log.page.keyboard.press('ArrowRight');
  assert.equal(await width(log, 'kind'), before - 30);
  assert.equal(await separator.getAttribute('aria-valuenow'), String(before - 30));
  await log.page.keyboard.press('ArrowDown');
  assert.equal(await log.page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Width of Topic');
  await separator.dblclick();
  await log.page.waitForFunction(
    (width) => Math.round(document.querySelector('.header .kind')?.getBoundingClientRect().width ?? 0) !== width,
    before - 30,
  );
  assert.ok(await log.cell(97, 'kind').evaluate((cell) => cell.scrollWidth <= cell.clientWidth));
});

for (const width of [700, 920, 1_280]) {
  test(`the commonest kinds are read whole in a list of ${width} pixels, and the client's ID comes first`, { rows: 100 }, async (log) => {
    await log.page.setViewportSize({ width, height: 500 });
    await log.sees(99);
    for (const [seq, kind] of [
      [98, 'Manage request'],
      [99, 'Platform response'],
    ] as const) {
      const cell = log.cell(seq, 'kind');
      assert.equal(await cell.textContent(), kind);
      assert.ok(await cell.evaluate((each) => each.scrollWidth <= each.clientWidth), kind);
    }
    assert.match((await log.cell(99, 'client').textContent()) ?? '', /^t-\d+ · thermostat$/);
    assert.equal(await log.cell(99, 'client').locator('.aside').textContent(), ' · thermostat');
  });
}

test('times are told in three ways', { rows: 100 }, async (log) => {
  await log.sees(99);
  await menu(log, 'Time Since the Row Before');
  await log.cell(99, 'time').getByText('+137 ms', { exact: true }).waitFor();
  await log.page.keyboard.press('Escape');
  await menu(log, 'Time Since the Start');
  await log.cell(99, 'time').getByText('+13.56 s', { exact: true }).waitFor();
  await log.row(98).click();
  await menu(log, 'Count from the Selected Row');
  await log.cell(99, 'time').getByText('+137 ms', { exact: true }).waitFor();
  assert.equal(await log.cell(97, 'time').textContent(), '−137 ms');
  await log.page.locator('.header .time .column-title').click();
  assert.equal(await log.page.locator('.header .time .column-title').textContent(), 'Delta');
});

test('times since the start count from the first row that there is', { rows: 100 }, async (log) => {
  await log.sees(99);
  await menu(log, 'Time Since the Start');
  await log.cell(99, 'time').getByText('+13.56 s', { exact: true }).waitFor();
  await log.page.keyboard.press('Escape');
  await log.filter.fill('kind:dm.*');
  // Of the 34 rows that pass, the first is number 2 of the log.
  await log.cell(33, 'time').getByText('+13.29 s', { exact: true }).waitFor();
  await log.filter.fill('');
  await log.cell(99, 'time').getByText('+13.56 s', { exact: true }).waitFor();
  await log.host((host) => {
    host.trim(100);
    host.grow(2);
  });
  await log.cell(101, 'time').getByText('+137 ms', { exact: true }).waitFor();
  assert.equal(await log.cell(100, 'time').textContent(), '+0 ms');
});

test('the row that times are counted from is kept over a reload', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.row(98).click();
  await menu(log, 'Count from the Selected Row');
  await log.cell(99, 'time').getByText('+137 ms', { exact: true }).waitFor();
  await log.page.waitForFunction(() => /"countFrom":\d/.test(sessionStorage.getItem('state') ?? ''));
  await log.page.reload();
  await log.cell(99, 'time').getByText('+137 ms', { exact: true }).waitFor();
  assert.equal(await log.cell(97, 'time').textContent(), '−137 ms');
});

const days: readonly FakeMessage[] = [
  { time: new Date(2026, 10, 22, 23, 59, 59, 900).getTime(), topic: 'late' },
  { time: new Date(2026, 10, 23, 0, 0, 0, 100).getTime(), topic: 'early' },
  { time: new Date(2026, 10, 23, 0, 0, 0, 200).getTime(), topic: 'next' },
];

test('a row of another day than the row before it tells its day', { messages: days }, async (log) => {
  await log.sees(2);
  const cells = [0, 1, 2].map((seq) => log.cell(seq, 'time'));
  assert.deepEqual(await Promise.all(cells.map((cell) => cell.textContent())), ['23:59:59.900', '11-23 00:00', '00:00:00.200']);
  assert.equal(await cells[1]?.getAttribute('title'), '2026-11-23 00:00:00.100');
  for (const cell of cells) assert.ok(await cell.evaluate((each) => each.scrollWidth <= each.clientWidth));
});

const hostile = `<b>flashed</b> \u202e1.4.2${'x'.repeat(65_536)}`;
const cuts: readonly FakeMessage[] = [
  { kind: 'connection.open', preview: 'Accepted', event: { kind: 'connection.open' } },
  { marker: 'flashed 1.4.2', preview: 'flashed 1.4.2' },
  { marker: hostile, preview: hostile },
  { kind: 'dm.reboot', direction: 'down', topic: 'iotdm-1/mgmt/initiate/device/reboot', reqId: 'r-1', timedOut: true },
];

test('connects and markers cut the log, and a request says that it timed out', { messages: cuts }, async (log) => {
  await log.sees(3);
  assert.ok(await log.row(0).evaluate((row) => row.classList.contains('opens')));
  assert.match((await log.row(1).locator('.cut').innerText()).trim(), /^\d\d:\d\d:\d\d\.\d{3} flashed 1\.4\.2$/);
  assert.ok(await log.cell(1, 'topic').isHidden());
  const text = (await log.row(2).locator('.cut').textContent()) ?? '';
  assert.ok(text.includes('<b>flashed</b> ‹U+202E›1.4.2') && text.length < 600);
  assert.equal(await log.cell(3, 'answer').innerText(), 'timed out');
});

test('the menu of VS Code is told which row it is about, by mouse and by key', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.page.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(globalThis, { heard });
    document.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      const row = (event.target as Element).closest<HTMLElement>('[data-vscode-context]');
      const { page: _own, ...told } = JSON.parse(row?.dataset['vscodeContext'] ?? '{}') as Record<string, unknown>;
      heard.push(told);
    });
  });
  await log.row(95).click({ button: 'right' });
  await log.grid.focus();
  await log.page.keyboard.press('ArrowUp');
  await log.page.keyboard.press('Shift+F10');
  await log.page.waitForFunction(() => (globalThis as unknown as { heard: unknown[] }).heard.length >= 2);
  const row = { log: 'live', webviewSection: 'row', preventDefaultContextMenuItems: true };
  const none = {
    isMessage: false,
    fromClient: false,
    isEvent: false,
    isMarker: false,
    isDeviceManagement: false,
    hasPayload: false,
    hasAnswer: false,
    hasRequest: false,
  };
  assert.deepEqual(await log.page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard), [
    { ...row, ...none, seq: 95, waits: false },
    { ...row, ...none, seq: 94, waits: false, isMessage: true, fromClient: true, hasPayload: true },
  ]);
});
