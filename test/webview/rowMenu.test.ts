import assert from 'node:assert/strict';
import type { PageRow, RowAct } from '../../src/rpc/log/logContract.ts';
import type { LogDriver } from './support/logDriver.ts';
import { logTests } from './support/logTest.ts';

const test = logTests();

type Told = PageRow & { readonly hasAnswer: boolean; readonly hasRequest: boolean };

/** What VS Code's own menu of a row is told. */
async function toldOf(log: LogDriver, seq: number): Promise<Told> {
  return JSON.parse((await log.row(seq).getAttribute('data-vscode-context')) ?? 'null') as Told;
}

/** As when the user picks from the menu of a row. */
async function pick(log: LogDriver, act: RowAct, row: PageRow): Promise<void> {
  await log.host((host, [picked, { page, seq }]) => host.act(picked, { page, seq }), [act, row] as const);
}

test('the menu of a request leads to its answer, and that of an answer back', { rows: 24 }, async (log) => {
  await log.sees(23);
  const request = await toldOf(log, 14);
  assert.deepEqual([request.hasAnswer, request.hasRequest], [true, false]);
  await pick(log, 'goToPartner', request);
  await log.page.locator('#row-15[aria-selected=true]').waitFor();
  const answer = await toldOf(log, 15);
  assert.deepEqual([answer.hasAnswer, answer.hasRequest], [false, true]);
  await pick(log, 'goToPartner', answer);
  await log.page.locator('#row-14[aria-selected=true]').waitFor();
});

test('the menu of a row filters by what it has, also of one row of a range', { rows: 24 }, async (log) => {
  await log.sees(23);
  await log.row(20).click();
  await log.row(14).click({ modifiers: ['Shift'] });
  await pick(log, 'filterByRow', await toldOf(log, 14));
  await log.page.getByRole('menuitem', { name: 'Kind: kind:dm.manage' }).press('Enter');
  assert.equal(await log.filter.inputValue(), 'kind:dm.manage');
});

test('the menu of a row in another page is none of this one’s business', { rows: 24 }, async (log) => {
  await log.sees(23);
  const request = await toldOf(log, 14);
  await pick(log, 'goToPartner', { ...request, page: 'another' });
  await pick(log, 'goToPartner', await toldOf(log, 3));
  await log.page.locator('#row-2[aria-selected=true]').waitFor();
  assert.equal(await log.page.locator('#row-15[aria-selected=true]').count(), 0);
});
