import assert from 'node:assert/strict';
import { seriousViolations } from './support/axe.ts';
import { detailTests } from './support/detailTest.ts';
import { themes } from './support/themes.ts';

const test = detailTests();
const event = { kind: 'device.event', topic: 'iot-2/evt/status/fmt/json' } as const;
const small = { ...event, payload: '{"d":{"temp":21.50,"list":[1,{"odd name":"é\\n"}]},"d":null}' };

test('JSON is a tree, with numbers and names as they were sent', small, async (detail) => {
  await detail.tree.waitFor();
  assert.deepEqual(await detail.page.getByRole('treeitem').allTextContents(), [
    '{ 2 members',
    '"d": { 2 members',
    '"temp": 21.50',
    '"list": [ 2 elements',
    '0: 1',
    '1: { 1 member',
    '"odd name": "é\\n"',
    '"d": null',
  ]);
});

test('the keys of a tree work', small, async (detail) => {
  await detail.tree.focus();
  const steps: readonly (readonly [key: string, active: string])[] = [
    ['ArrowDown', '"d": { 2 members'],
    ['ArrowRight', '"temp": 21.50'],
    ['ArrowLeft', '"d": { 2 members'],
    ['ArrowLeft', '"d": {…} 2 members'],
    ['ArrowDown', '"d": null'],
    ['ArrowUp', '"d": {…} 2 members'],
    ['Enter', '"d": { 2 members'],
    ['End', '"d": null'],
    ['Home', '{ 2 members'],
    ['Space', '{…} 2 members'],
    ['*', '{ 2 members'],
  ];
  for (const [key, active] of steps) {
    await detail.press(key);
    assert.equal(await detail.active(), active, key);
  }
  assert.equal(await detail.page.getByRole('treeitem', { expanded: true }).count(), 4);
});

test('a click chooses, and the arrow before a value opens and closes it', small, async (detail) => {
  const list = detail.page.getByRole('treeitem').filter({ hasText: '"list"' });
  await list.locator('.twistie').click();
  assert.equal(await list.getAttribute('aria-expanded'), 'false');
  assert.equal(await list.getAttribute('aria-selected'), 'true');
  assert.equal(await detail.page.getByRole('treeitem').count(), 5);
  await list.dblclick();
  assert.equal(await list.getAttribute('aria-expanded'), 'true');
});

test('path and value are copied by button, key and menu', small, async (detail) => {
  await detail.page.getByRole('treeitem').filter({ hasText: '"odd name"' }).click();
  await detail.button('Copy the Path of the Value').click();
  await detail.button('Copy the Value').click();
  await detail.page.getByRole('treeitem').filter({ hasText: '"temp"' }).click();
  await detail.tree.focus();
  await detail.press('Control+c');
  for (const item of ['Copy Path', 'Copy as JSON Pointer']) {
    await detail.page.getByRole('treeitem').filter({ hasText: '"list"' }).click({ button: 'right' });
    await detail.page.getByRole('menuitem', { name: item }).click();
  }
  await detail.tree.focus();
  await detail.press('Home', 'Shift+F10');
  await detail.page.getByRole('menu', { name: 'Value' }).waitFor();
  await detail.press('Enter');
  assert.deepEqual(await detail.noted('copied'), [
    { text: 'd.list[1]["odd name"]', what: 'Path' },
    { text: 'é\n', what: 'Value' },
    { text: '21.50', what: 'Value' },
    { text: 'd.list', what: 'Path' },
    { text: '/d/list', what: 'JSON pointer' },
    { text: small.payload, what: 'Value' },
  ]);
  assert.ok(await detail.tree.evaluate((tree) => tree === document.activeElement));
});

test('Escape leaves the menu where it was opened', small, async (detail) => {
  await detail.tree.focus();
  await detail.press('ArrowDown', 'Shift+F10');
  await detail.page.getByRole('menu').waitFor();
  await detail.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp');
  assert.equal(await detail.page.locator(':focus').textContent(), 'Copy as JSON Pointer');
  await detail.press('Escape');
  assert.equal(await detail.page.getByRole('menu').count(), 0);
  assert.ok(await detail.tree.evaluate((tree) => tree === document.activeElement));
});

const large: readonly (readonly [what: string, payload: string, rows: string])[] = [
  ['an array of 65,536 numbers', `[${'1,'.repeat(65_535)}1]`, '65535: 1'],
  ['a million members in an opened file', `[${'1,'.repeat(500_000)}1]`, '500000: 1'],
  ['one long string', JSON.stringify('x'.repeat(131_000)), ''],
];
for (const [what, payload, last] of large) {
  test(`${what} is a tree of which only what is in sight is drawn`, { ...event, payload }, async (detail) => {
    await detail.tree.focus();
    await detail.press('End');
    if (last !== '') assert.equal(await detail.active(), last);
    const active = detail.page.locator('.value.active');
    await active.waitFor();
    const box = await active.boundingBox();
    assert.ok(box !== null && box.y >= 0 && box.y + box.height < 701, JSON.stringify(box));
    assert.ok((await detail.page.getByRole('treeitem').count()) < 120);
    await detail.press('Home');
    assert.ok((await detail.page.getByRole('treeitem').count()) < 120);
  });
}

test('10,000 levels open one by one or all at once', { ...event, payload: '['.repeat(10_000) + ']'.repeat(10_000) }, async (detail) => {
  await detail.tree.focus();
  await detail.press('End', 'ArrowRight', 'ArrowRight');
  assert.match(await detail.active(), /^0: /);
  await detail.button('Copy the Path of the Value').click();
  const [{ text } = { text: '' }] = await detail.noted('copied');
  assert.match(text, /^(\[0\])+$/);
});

test('hostile names and values are text', { ...event, payload: '{"<b>\\u202e":"<img src=x onerror=alert(1)>\u202e"}' }, async (detail) => {
  const row = detail.page.getByRole('treeitem').nth(1);
  assert.equal(await row.textContent(), '"<b>\\u202e": "<img src=x onerror=alert(1)>‹U+202E›"');
  assert.equal(await detail.page.locator('img, b').count(), 0);
});

for (const [name, theme] of Object.entries(themes)) {
  test(
    `the tree keeps to what axe asks for in ${name}`,
    small,
    async (detail) => {
      await detail.tree.focus();
      assert.deepEqual(await seriousViolations(detail.page), []);
      await detail.press('Shift+F10');
      await detail.page.getByRole('menu').waitFor();
      assert.deepEqual(await seriousViolations(detail.page), []);
    },
    theme,
  );
}
