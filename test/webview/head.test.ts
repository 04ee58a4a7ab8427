import assert from 'node:assert/strict';
import { logTests } from './support/logTest.ts';

const test = logTests();

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

test('the button over a paused list goes on with the newest row', { rows: 1_000 }, async (log) => {
  await log.sees(999);
  await log.page.getByRole('button', { name: 'Pause' }).click();
  await log.host((host) => host.grow(5));
  await log.newRows.click();
  await log.sees(1_004);
  await log.page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
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

test('a log that was opened from a file is named and only read', { rows: 10, file: 'bench <b>.ndjson' }, async (log) => {
  await log.sees(9);
  await log.page.getByText('bench <b>.ndjson · read-only').waitFor();
  for (const name of ['Clear Traffic…', 'Pause', 'Add Marker… (M)'])
    assert.equal(await log.page.getByRole('button', { name }).count(), 0, name);
  await log.grid.press('m');
  await log.grid.press('p');
  assert.deepEqual(await log.host((host) => host.ran), []);
});
