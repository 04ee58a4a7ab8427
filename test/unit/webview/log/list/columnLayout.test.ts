import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noChoice, readChoice, shownColumns, tracksOf, withColumn, withWidth } from '../../../../../src/webview/log/list/columnLayout.ts';
import { columns } from '../../../../../src/webview/log/list/columns.ts';

const names = (width: number, choice = noChoice): string[] => shownColumns(choice, width).map(({ name }) => name);

test('a narrower list leaves columns out', () => {
  assert.ok(!names(1_280).includes('event'));
  assert.deepEqual(names(400), ['time', 'direction', 'kind', 'topic', 'result', 'problems']);
  assert.deepEqual(names(300), ['time', 'direction', 'kind', 'result', 'problems']);
  assert.deepEqual(names(200), ['time', 'direction', 'kind']);
});

test('what was chosen is shown in any width, in the usual order, and one column stays', () => {
  let choice = withColumn(noChoice, 400, 'event', true);
  assert.deepEqual(names(200, choice), ['time', 'direction', 'kind', 'event', 'topic', 'result', 'problems']);
  for (const { name } of columns) choice = withColumn(choice, 400, name, false);
  assert.equal(names(300, choice).length, 1);
});

test('a width has its limits and can be given back', () => {
  const wide = withWidth(noChoice, 'topic', 1e9);
  assert.match(tracksOf(shownColumns(wide, 1_280), wide, 1_280), /minmax\(16px, 2000px\)/);
  assert.deepEqual(withWidth(wide, 'topic', undefined), noChoice);
});

test('what was kept and is no choice is left out', () => {
  assert.deepEqual(readChoice({ shown: ['topic', 'time', '__proto__'], widths: { topic: 50.4, time: Infinity, constructor: 3 } }), {
    shown: ['time', 'topic'],
    widths: { topic: 50 },
  });
  assert.deepEqual(readChoice(null), noChoice);
});
