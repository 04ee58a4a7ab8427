import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { PlotLine } from '../../src/rpc/log/plotContract.ts';
import { until } from '../support/until.ts';
import { seriousViolations } from './support/axe.ts';
import type { FakePlot, FakePlotSettings } from './support/fakePlot.ts';
import { Stage } from './support/stage.ts';
import { themes } from './support/themes.ts';

const topic = 'iot-2/evt/status/fmt/json';
const temperature: PlotLine = { clientId: 'd:abc123:thermostat:t-100', topic, pointer: '/d/temp' };
const humidity: PlotLine = { ...temperature, pointer: '/d/hum' };
const recent = { before: 30_000, count: 20 };

let stage: Stage;
before(async () => {
  stage = await Stage.open({}, 'fakePlot.ts');
});
after(() => stage.dispose());

/** Waits until the page shows something. */
async function soon(isShown: () => Promise<boolean>): Promise<void> {
  await until('the plot to show it', async () => ((await isShown()) ? true : undefined), 10_000);
}

interface Plot {
  readonly page: Page;
  readonly host: <R>(act: (host: FakePlot) => R) => Promise<R>;
  /** The cells of a figure of all lines, such as `Last`. */
  readonly figures: (column: string) => Promise<readonly string[]>;
}

/** A test with a plot of its own. It fails as well when the page complains of anything. */
function plotTest(name: string, settings: Partial<FakePlotSettings>, run: (plot: Plot) => Promise<void>): void {
  test(name, async () => {
    const all: FakePlotSettings = { lines: [temperature], points: recent, ...settings };
    const { page, complaints } = await stage.page('plot', `globalThis.fakePlotSettings = ${JSON.stringify(all)}`, {
      viewport: { width: 900, height: 700 },
    });
    await run({
      page,
      host: (act) => page.evaluate(`(${String(act)})(globalThis.fakePlot)`),
      figures: async (column) => {
        const at = (await page.locator('thead tr > *').allTextContents()).indexOf(column);
        return page.locator(`tbody tr > :nth-child(${at + 1})`).allTextContents();
      },
    });
    await page.close();
    assert.deepEqual(complaints, []);
  });
}

plotTest('shows the chosen lines with their figures', { lines: [temperature, humidity] }, async ({ page, figures }) => {
  await page.locator('tbody tr').nth(1).waitFor();
  await soon(async () => (await figures('Last'))[0] === '19');
  assert.deepEqual(await figures('Number'), ['d.temp', 'd.hum']);
  assert.deepEqual(await figures('From'), ['t-100 · status', 't-100 · status']);
  assert.deepEqual(
    [await figures('Least'), await figures('Greatest')],
    [
      ['0', '0'],
      ['19', '19'],
    ],
  );
  assert.equal(await page.locator('.chart canvas').count(), 1);
});

plotTest('follows what comes, and asks only for what it does not have', {}, async ({ host, figures }) => {
  await soon(async () => (await figures('Last'))[0] === '19');
  await host((plot) => plot.grow(5));
  await soon(async () => (await figures('Last'))[0] === '24');
  assert.deepEqual(await host((plot) => plot.questions.map(({ from }) => from)), [0, 20]);
});

plotTest('paused it shows nothing new, and then all of it', {}, async ({ page, host, figures }) => {
  await soon(async () => (await figures('Last'))[0] === '19');
  await page.getByRole('button', { name: 'Pause' }).click();
  await host((plot) => plot.grow(5));
  assert.deepEqual(await figures('Last'), ['19']);
  await page.getByRole('button', { name: 'Pause' }).click();
  await soon(async () => (await figures('Last'))[0] === '24');
});

plotTest('shows as much time as is chosen', { points: { before: 3_000_000, count: 2_999 } }, async ({ page, figures }) => {
  await soon(async () => (await figures('Greatest'))[0] === '2998');
  assert.ok(Number((await figures('Least'))[0]) > 2_600);
  await page.getByRole('button', { name: 'All' }).click();
  await soon(async () => (await figures('Least'))[0] === '0');
  await page.getByRole('button', { name: '1 min' }).click();
  await soon(async () => Number((await figures('Least'))[0]) > 2_900);
});

plotTest('the cursor moves by keys and says where it stands', {}, async ({ page, figures }) => {
  await soon(async () => (await figures('Last'))[0] === '19');
  const chart = page.getByRole('slider');
  await chart.focus();
  await page.keyboard.press('Home');
  await soon(async () => (await figures('At Cursor'))[0] === '0');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await soon(async () => (await figures('At Cursor'))[0] === '11');
  assert.match((await chart.getAttribute('aria-valuetext')) ?? '', /^\d\d:\d\d:\d\d\.\d{3}: d\.temp 11$/);
  assert.equal(await chart.getAttribute('aria-valuenow'), '11');
  await page.keyboard.press('End');
  await soon(async () => (await figures('At Cursor'))[0] === '19');
});

plotTest('a drag zooms in, and a double click shows everything again', {}, async ({ page, host, figures }) => {
  await soon(async () => (await figures('Last'))[0] === '19');
  const box = await page.locator('.u-over').boundingBox();
  assert.ok(box !== null);
  await page.mouse.move(box.x + box.width * 0.9, box.y + 50);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.96, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Reset Zoom' }).waitFor();
  const question = await host((plot) => plot.questions.at(-1));
  assert.ok(question?.since !== undefined && question.until !== undefined && question.until - question.since < 30_000);
  await page.mouse.dblclick(box.x + 20, box.y + 50);
  await soon(async () => (await page.getByRole('button', { name: 'Reset Zoom' }).count()) === 0);
  await soon(async () => (await figures('Least'))[0] === '0');
});

plotTest('keys zoom as well', {}, async ({ page, figures }) => {
  await soon(async () => (await figures('Last'))[0] === '19');
  await page.getByRole('slider').focus();
  await page.keyboard.press('+');
  await page.getByRole('button', { name: 'Reset Zoom' }).waitFor();
  await page.keyboard.press('0');
  await soon(async () => (await page.getByRole('button', { name: 'Reset Zoom' }).count()) === 0);
});

plotTest('lines are added and removed', {}, async ({ page, host, figures }) => {
  await soon(async () => (await figures('Number')).length === 1);
  await host((plot) => plot.choose([{ clientId: 'd:abc123:thermostat:t-100', topic: 'iot-2/evt/status/fmt/json', pointer: '/d/hum' }]));
  await soon(async () => (await figures('Number')).join(' ') === 'd.temp d.hum');
  await page.getByRole('button', { name: 'Remove d.temp' }).click();
  await soon(async () => (await figures('Number')).join(' ') === 'd.hum');
  await host((plot) => void (plot.choice = [{ clientId: 'a:abc123:app', topic: 'iot-2/type/t/id/i/evt/e/fmt/json', pointer: '' }]));
  await page.getByRole('button', { name: 'Choose Numbers…' }).click();
  await soon(async () => (await figures('Number')).join(' ') === 'value');
  assert.deepEqual(await figures('From'), ['app · e']);
  await page.getByRole('button', { name: 'Remove value' }).click();
  await page.getByText('No numbers are chosen').waitFor();
});

plotTest('what was chosen is there again when the page comes back', {}, async ({ page, figures }) => {
  await soon(async () => (await figures('Number')).length === 1);
  await page.getByRole('button', { name: 'All' }).click();
  const kept = await page.evaluate(() => sessionStorage.getItem('state'));
  assert.deepEqual(JSON.parse(kept ?? ''), {
    log: 'live',
    lines: [{ clientId: 'd:abc123:thermostat:t-100', topic: 'iot-2/evt/status/fmt/json', pointer: '/d/temp' }],
    span: 'All',
  });
  await page.reload();
  await soon(async () => (await figures('Last'))[0] === '19');
  assert.equal((await figures('Number')).length, 1);
  assert.equal(await page.getByRole('button', { name: 'All' }).getAttribute('aria-pressed'), 'true');
});

plotTest('a log that was cleared is an empty plot', {}, async ({ host, figures }) => {
  await soon(async () => (await figures('Last'))[0] === '19');
  await host((plot) => plot.clear());
  await soon(async () => (await figures('Last'))[0] === '–');
});

plotTest('a log of a file is shown whole', { log: 'file-1', points: { before: 90_000_000, count: 5 } }, async ({ figures }) => {
  await soon(async () => (await figures('Last'))[0] === '4');
});

plotTest('what fails is said, and can be tried again', {}, async ({ page, host, figures }) => {
  await soon(async () => (await figures('Last'))[0] === '19');
  await host((plot) => void (plot.failing = 'the log is away'));
  await page.getByRole('button', { name: '1 h' }).click();
  const alert = page.getByRole('alert');
  await alert.waitFor();
  assert.match((await alert.textContent()) ?? '', /The numbers could not be loaded\. .*the log is away/);
  await page.getByRole('button', { name: 'Try Again' }).click();
  await soon(async () => (await alert.count()) === 0);
  assert.deepEqual(await figures('Last'), ['19']);
});

const hostile: PlotLine = {
  clientId: '<b>\u202e',
  topic: '<img src=x onerror=alert(1)>',
  pointer: `/<script>alert(1)</script>${'x'.repeat(70_000)}`,
};

plotTest('names of clients are text and nothing else', { lines: [hostile] }, async ({ page, figures }) => {
  await soon(async () => (await figures('Number')).length === 1);
  assert.match((await figures('Number'))[0] ?? '', /^<script>alert\(1\)<.script>x+…$/);
  assert.match((await figures('From'))[0] ?? '', /^<b>‹U\+202E› · <img/);
  assert.equal(await page.locator('tbody script, tbody img, tbody b').count(), 0);
});

for (const [name, theme] of Object.entries(themes))
  plotTest(`nothing keeps anybody from it: ${name}`, { lines: [temperature, humidity], theme }, async ({ page, figures }) => {
    await soon(async () => (await figures('Last'))[0] === '19');
    await page.getByRole('slider').focus();
    await page.keyboard.press('ArrowLeft');
    assert.deepEqual(await seriousViolations(page), []);
    if (process.env['WIOTP_PICTURES'] !== undefined) await page.screenshot({ path: `${process.env['WIOTP_PICTURES']}/plot-${name}.png` });
  });
