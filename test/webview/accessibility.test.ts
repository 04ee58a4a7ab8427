import assert from 'node:assert/strict';
import { seriousViolations } from './support/axe.ts';
import type { FakeHostSettings } from './support/fakeHost.ts';
import type { LogDriver } from './support/logDriver.ts';
import { logTests } from './support/logTest.ts';
import { themes } from './support/themes.ts';

const test = logTests();

const states: Readonly<Record<string, (log: LogDriver) => Promise<void>>> = {
  'the list': () => Promise.resolve(),
  'the filter with its completions': async (log) => {
    await log.filter.focus();
    await log.page.keyboard.type('kind');
    await log.page.keyboard.press('ArrowDown');
    await log.page.getByRole('option', { name: 'kind:' }).first().waitFor();
  },
  'a filter that cannot be understood': async (log) => {
    await log.filter.fill('(kind:dm.*');
    await log.page.locator('#filter-fault').waitFor();
  },
  'an open detail': async (log) => {
    await log.row(94).click();
    await log.detail.waitFor();
  },
  'the menu of more actions': async (log) => {
    await log.row(94).click();
    await log.detail.getByRole('button', { name: 'More Actions' }).click();
    await log.page.getByRole('menu', { name: 'More Actions' }).waitFor();
  },
  'the menu of filters by the row': async (log) => {
    await log.row(94).click();
    await log.page.keyboard.press('f');
    await log.page.getByRole('menu', { name: 'Filter by this row' }).waitFor();
  },
  'a range of rows': async (log) => {
    await log.row(94).click();
    await log.page.keyboard.press('Shift+ArrowUp');
    await log.page.getByRole('status').filter({ hasText: '2 rows ·' }).waitFor();
  },
  'the menu of columns': async (log) => {
    await log.page.getByRole('button', { name: 'Columns and Times' }).click();
    await log.page.getByRole('menu').waitFor();
  },
  'the counters': async (log) => {
    await log.page.getByRole('button', { name: '100 rows' }).click();
    await log.page.getByRole('dialog').waitFor();
  },
  'a filter that nothing passes': async (log) => {
    await log.filter.fill('nowhere-to-be-found');
    await log.page.getByText('No message passes').waitFor();
  },
  'a list that is paused': async (log) => {
    await log.page.getByRole('button', { name: 'Pause' }).click();
    await log.host((host) => host.grow(3));
    await log.page.getByText('3 came').waitFor();
  },
};

/** States that begin with another host. */
const begun: Readonly<Record<string, readonly [FakeHostSettings, (log: LogDriver) => Promise<void>]>> = {
  'a log that is recorded': [
    { rows: 20 },
    async (log) => {
      await log.host((host) => host.say({ recording: { file: '/logs/capture.jsonl', since: 0, written: 12_345 } }));
      await log.page.getByText('capture.jsonl').waitFor();
    },
  ],
  'an opened file': [
    { rows: 20, file: 'capture.jsonl' },
    async (log) => {
      await log.page.getByText('capture.jsonl').waitFor();
    },
  ],
  'a marker': [
    { messages: [{ marker: 'flashed 1.4.2', preview: 'flashed 1.4.2' }, { topic: 'a' }] },
    async (log) => {
      await log.row(0).click();
      await log.detail.getByRole('heading', { name: 'Marker' }).waitFor();
    },
  ],
  'a search that is going on': [
    { rows: 200, slow: true },
    async (log) => {
      await log.filter.fill('kind:dm.manage');
      await log.page.waitForFunction(() => globalThis.fakeHost.shown.includes('kind:dm.manage'));
      await log.host((host) => host.search(0.5));
      await log.page.getByText('searching…').waitFor();
    },
  ],
};

for (const [name, theme] of Object.entries(themes)) {
  for (const [state, reach] of Object.entries(states)) {
    test(`axe-core finds nothing serious in ${state}, ${name}`, { rows: 100, theme }, async (log) => {
      await log.sees(99);
      await reach(log);
      assert.deepEqual(await seriousViolations(log.page), []);
    });
  }
  for (const [state, [settings, reach]] of Object.entries(begun)) {
    test(`axe-core finds nothing serious in ${state}, ${name}`, { ...settings, theme }, async (log) => {
      await log.page.locator('.row').first().waitFor();
      await reach(log);
      assert.deepEqual(await seriousViolations(log.page), []);
    });
  }
}

for (const [name, theme] of Object.entries(themes)) {
  test(`selected rows are told apart where the system forces its colours, ${name}`, { rows: 100, theme }, async (log) => {
    await log.page.emulateMedia({ forcedColors: 'active' });
    await log.sees(99);
    const looks = (): Promise<Buffer[]> => Promise.all([92, 93].map((seq) => log.row(seq).screenshot()));
    const before = await looks();
    await log.row(93).click();
    await log.page.keyboard.press('Escape');
    await log.page.keyboard.press('Shift+ArrowUp');
    await log.page.getByRole('status').filter({ hasText: '2 rows ·' }).waitFor();
    await log.page.mouse.move(0, 0);
    const after = await looks();
    for (const [at, look] of after.entries()) assert.ok(!look.equals(before[at] ?? look), `row ${at}`);
  });
}

test('nothing moves for who wants less motion', { rows: 100 }, async (log) => {
  await log.page.emulateMedia({ reducedMotion: 'reduce' });
  await log.sees(99);
  await log.row(94).click();
  await log.detail.getByRole('button', { name: 'More Actions' }).click();
  const moving = await log.page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) => {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
      const isStill = animationName === 'none' && /^0s(, 0s)*$/.test(transitionDuration) && scrollBehavior === 'auto';
      return isStill ? [] : [element.outerHTML.slice(0, 100)];
    }),
  );
  assert.deepEqual(moving, []);
});
