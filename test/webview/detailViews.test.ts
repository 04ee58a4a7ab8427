import assert from 'node:assert/strict';
import { seriousViolations } from './support/axe.ts';
import { detailTests } from './support/detailTest.ts';
import { themes } from './support/themes.ts';

const test = detailTests();
const onFormat = (format: string): string => `iot-2/evt/status/fmt/${format}`;

const tabs: readonly (readonly [topic: string, payload: string | readonly number[], tabs: readonly string[]])[] = [
  [onFormat('json'), '{}', ['Tree', 'JSON', 'Text', 'Hex']],
  [onFormat('csv'), 'a,b', ['Table', 'Text', 'Hex']],
  [onFormat('xml'), '<a/>', ['XML', 'Text', 'Hex']],
  [onFormat('txt'), 'x', ['Text', 'JSON', 'Hex']],
  [onFormat('bin'), 'x', ['Hex', 'Text']],
  ['some/topic', [0xff, 0], ['Hex', 'Text']],
];
for (const [topic, payload, names] of tabs) {
  test(`a payload on ${topic} is best looked at as ${names[0]}`, { topic, payload }, async (detail) => {
    assert.deepEqual(await detail.page.getByRole('tab').allTextContents(), names);
    assert.equal(await detail.page.getByRole('tab', { selected: true }).textContent(), names[0]);
    await detail.page.getByRole('tabpanel', { name: `Payload as ${names[0]}` }).waitFor();
  });
}

test('a chosen tab stays for its form only', { topic: onFormat('csv'), payload: '1,2' }, async (detail) => {
  await detail.tab('Hex').click();
  await detail.show({ topic: onFormat('json'), payload: '{}' });
  await detail.page.getByRole('tabpanel', { name: 'Payload as Tree' }).waitFor();
  await detail.show({ topic: onFormat('csv'), payload: '3,4' });
  await detail.page.getByRole('tabpanel', { name: 'Payload as Hex' }).waitFor();
  assert.deepEqual(await detail.noted('tabs'), { csv: 'hex' });
});

test('the arrow keys go through the tabs of the form', { topic: onFormat('xml'), payload: '<a><b>1</b></a>' }, async (detail) => {
  await detail.tab('XML').focus();
  await detail.press('ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft');
  await detail.page.getByRole('tabpanel', { name: 'Payload as Text' }).waitFor();
  await detail.press('ArrowLeft');
  assert.equal(((await detail.panel.textContent()) ?? '').trimEnd(), '<a>\n  <b>1</b>\n</a>');
});

test('csv is a table with the numbers of its lines', { topic: onFormat('csv'), payload: 'a;"x\n<b>"\r\n1;\u202e2' }, async (detail) => {
  const rows = await detail.page
    .getByRole('row')
    .evaluateAll((found) => found.map((row) => [...row.children].map((cell) => cell.textContent)));
  assert.deepEqual(rows, [
    ['1', 'a', 'x‹LF›<b>'],
    ['2', '1', '‹U+202E›2'],
  ]);
});

test('bytes that are no UTF-8 are said, and shown in Hex', { topic: onFormat('txt'), payload: [0x61, 0xff, 0] }, async (detail) => {
  await detail.page.getByText('Some bytes are no UTF-8; they stand as \ufffd.').waitFor();
  await detail.page.getByText('It has NUL bytes').waitFor();
  await detail.tab('Hex').click();
  assert.match((await detail.panel.textContent()) ?? '', /^000000 {2}61 ff 00 .* a\.\.\n$/);
});

test('a large table is cut, which is said', { topic: onFormat('csv'), payload: '1,2,3\n'.repeat(20_000) }, async (detail) => {
  await detail.page.getByText('Only the first 10,000 values are shown; copying gives all.').waitFor();
  await detail.button('Copy the Payload as Shown').click();
  assert.equal((await detail.noted('copied'))[0]?.text.length, 120_000);
});

test(
  'what can be done with a message is offered as buttons and in a menu',
  { kind: 'device.event', topic: onFormat('json'), payload: '{"a":1}' },
  async (detail) => {
    await detail.button('Publish This Again…').click();
    await detail.button('New Payload File from This').click();
    await detail.button('More Actions').click();
    assert.deepEqual(await detail.page.getByRole('menuitem').allTextContents(), [
      'Copy as JSON',
      'Copy as mosquitto_pub',
      'Copy as C',
      'Compare with Previous of the Same Topic',
      'Compare with Previous Boot',
      'Plot Numbers…',
    ]);
    await detail.press('End', 'ArrowUp', 'Enter');
    assert.equal(await detail.page.getByRole('menu').count(), 0);
    assert.deepEqual(await detail.noted('ran'), [
      ['publishMessageAgain', 7],
      ['newPayloadFromMessage', 7],
      ['compareWithPreviousBoot', 7],
    ]);
  },
);

test('the menu closes on Escape and on a click elsewhere', { topic: onFormat('json'), payload: '{}' }, async (detail) => {
  await detail.button('More Actions').click();
  await detail.press('Escape');
  assert.equal(await detail.page.getByRole('menu').count(), 0);
  assert.equal(await detail.page.locator(':focus').getAttribute('aria-label'), 'More Actions');
  await detail.button('More Actions').click();
  await detail.tab('Text').click();
  assert.equal(await detail.page.getByRole('menu').count(), 0);
});

test('a marker says its words and has no payload', { marker: 'flashed <b>\u202e', clientId: '' }, async (detail) => {
  await detail.page.getByRole('heading', { name: 'Marker' }).waitFor();
  assert.match((await detail.page.locator('.facts').textContent()) ?? '', /flashed <b>‹U\+202E›/);
  assert.equal(await detail.page.getByRole('tab').count(), 0);
});

const shown = [
  { kind: 'device.event', topic: onFormat('csv'), payload: 'a,b\n1,2' },
  { kind: 'device.event', topic: onFormat('xml'), payload: '<a/>' },
  { kind: 'device.event', topic: onFormat('json'), payload: '{"a":', findings: [{ rule: 'r', severity: 'error', message: 'Broken.' }] },
  { kind: 'dm.manage', topic: 'iotdevice-1/mgmt/manage', payload: '{"reqId":"a"}', reqId: 'a' },
] as const;
for (const [name, theme] of Object.entries(themes)) {
  test(
    `the views keep to what axe asks for in ${name}`,
    {},
    async (detail) => {
      for (const message of shown) {
        await detail.show(message);
        assert.deepEqual(await seriousViolations(detail.page), [], JSON.stringify(message));
      }
    },
    theme,
  );
}

const long: readonly (readonly [name: string, payload: string, tabs: readonly string[]])[] = [
  ['line breaks', '\n'.repeat(131_072), ['Text', 'JSON', 'Hex']],
  ['control characters', '\u0001'.repeat(131_072), ['Text', 'JSON', 'Hex']],
  ['nested arrays', '['.repeat(65_536) + ']'.repeat(65_536), ['JSON', 'Text', 'Hex']],
  ['a million elements', `[${'1,'.repeat(999_999)}1]`, ['Tree', 'JSON', 'Text', 'Hex']],
];
for (const [name, payload, shown] of long) {
  test(`of ${name} no more is drawn than a page can bear`, { payload }, async (detail) => {
    for (const tab of shown) {
      await detail.tab(tab).click();
      const panel = detail.page.getByRole('tabpanel', { name: `Payload as ${tab}` });
      await panel.waitFor();
      assert.ok((await panel.locator('*').count()) < 400, tab);
      assert.ok(((await panel.textContent()) ?? '').length < 800_000, tab);
    }
  });
}
