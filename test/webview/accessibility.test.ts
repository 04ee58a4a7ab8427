import assert from 'node:assert/strict';
import { seriousViolations } from './support/axe.ts';
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
  'the menu of columns': async (log) => {
    await log.page.getByRole('button', { name: 'Columns and Times' }).click();
    await log.page.getByRole('menu').waitFor();
  },
  'the counters': async (log) => {
    await log.page.getByRole('button', { name: '100 messages' }).click();
    await log.page.getByRole('dialog').waitFor();
  },
  'a filter that nothing passes': async (log) => {
    await log.filter.fill('nowhere-to-be-found');
    await log.page.getByText('No message passes the filter.').waitFor();
  },
};

for (const [name, theme] of Object.entries(themes)) {
  for (const [state, reach] of Object.entries(states)) {
    test(`axe-core finds nothing serious in ${state}, ${name}`, { rows: 100, theme }, async (log) => {
      await log.sees(99);
      await reach(log);
      assert.deepEqual(await seriousViolations(log.page), []);
    });
  }
}
