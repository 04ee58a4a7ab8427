import assert from 'node:assert/strict';
import { logTests } from './support/logTest.ts';

const test = logTests();

test('a log that cannot be opened says why, and opens on another try', { rows: 50, failing: { show: 'the engine ended' } }, async (log) => {
  await log.alert.getByText('The log could not be opened. The extension: the engine ended').waitFor();
  await log.host((host) => {
    delete host.failing['show'];
  });
  await log.alert.getByRole('button', { name: 'Try Again' }).click();
  await log.sees(49);
  await log.alert.waitFor({ state: 'detached' });
});

test(
  'rows that cannot be loaded say why, and are not asked for without end',
  { rows: 50, failing: { rows: 'disk error' } },
  async (log) => {
    await log.alert.getByText('The messages could not be loaded. The extension: disk error').waitFor();
    const asked = (): Promise<number> => log.host((host) => host.asked.length);
    const before = await asked();
    await log.page.evaluate(() => new Promise((later) => requestAnimationFrame(() => requestAnimationFrame(later))));
    assert.equal(await asked(), before);
    await log.host((host) => {
      delete host.failing['rows'];
    });
    await log.alert.getByRole('button', { name: 'Try Again' }).click();
    await log.sees(49);
    await log.alert.waitFor({ state: 'detached' });
  },
);

test('an error goes away by itself when the log works again', { rows: 50 }, async (log) => {
  await log.sees(49);
  await log.host((host) => {
    host.failing['rows'] = 'disk error';
    host.grow(1);
  });
  await log.alert.waitFor();
  await log.host((host) => {
    delete host.failing['rows'];
    host.grow(1);
  });
  await log.sees(51);
  await log.alert.waitFor({ state: 'detached' });
});

test('a copy that fails says so and can be put aside', { rows: 50, failing: { copy: 'no clipboard' } }, async (log) => {
  await log.sees(49);
  await log.row(46).click();
  await log.detail.getByRole('button', { name: 'Copy the Topic' }).click();
  await log.alert.getByText('Topic could not be copied. The extension: no clipboard').waitFor();
  await log.alert.getByRole('button', { name: 'Dismiss' }).click();
  await log.alert.waitFor({ state: 'detached' });
});
