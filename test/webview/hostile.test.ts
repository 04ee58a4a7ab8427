import assert from 'node:assert/strict';
import { logTests } from './support/logTest.ts';
import type { FakeMessage } from './support/fakeRows.ts';

const test = logTests();

const markup = '<img src=x onerror="alert(1)"><script>alert(2)</script><b>bold</b>';
const bidi = 'user\u202egnp.exe\u2066\u2067\u2069';
const controls = '\u0000\u0007\u001b[31m\r\n\t\u007f\u0085';

function hostile(text: string): FakeMessage {
  return {
    clientId: text,
    topic: text,
    payload: text,
    preview: text,
    reqId: text,
    rc: 500,
    rcMeaning: text,
    problems: 1,
    severity: 'error',
    findings: [{ rule: text, severity: 'error', message: text }],
  };
}

const messages = [
  hostile(markup),
  hostile(bidi),
  hostile(controls),
  { ...hostile('x'), topic: `iot-2/${'/'.repeat(65_530)}` },
  {
    kind: 'connection.closed',
    preview: markup,
    event: { kind: 'connection.closed', reason: markup, advice: bidi, peer: controls, code: 91 },
  },
] satisfies FakeMessage[];

const nulNote = 'It has NUL bytes, where many programs in C take a text to end.';
const visible: readonly string[] = [markup, 'user‹U+202E›gnp.exe‹U+2066›‹U+2067›‹U+2069›', '‹NUL›‹BEL›‹ESC›[31m‹CR›‹LF›‹TAB›‹DEL›‹U+0085›'];

for (const [seq, text] of visible.entries()) {
  test(`${JSON.stringify(text)} is shown as text, in row and detail`, { messages }, async (log) => {
    await log.sees(4);
    for (const column of ['client', 'topic', 'preview']) assert.equal(await log.cell(seq, column).textContent(), text, column);
    await log.row(seq).click();
    await log.detail.getByRole('heading', { name: 'Other' }).waitFor();
    assert.equal(await log.detail.locator('code').textContent(), text);
    assert.ok((await log.detail.locator('.facts').textContent())?.includes(`500 ${text}`));
    assert.ok((await log.detail.getByRole('listitem').textContent())?.includes(text));
    await log.detail.getByRole('tab', { name: 'Text' }).click();
    assert.equal(await log.detail.locator('.payload .chunk').textContent(), `${text.replace('‹LF›', '\n')}\n`);
    assert.deepEqual(await log.detail.locator('.payload .note').allTextContents(), text.includes('‹NUL›') ? [nulNote] : []);
    assert.equal(await log.page.locator('img, b, #log script').count(), 0);
  });
}

test('a topic of 64 KB is cut to what can be read, and copied whole', { messages }, async (log) => {
  await log.sees(4);
  assert.ok(((await log.cell(3, 'topic').textContent()) ?? '').length < 500);
  const box = await log.cell(3, 'topic').boundingBox();
  assert.ok(box !== null && box.height <= 22 && box.width < 640);
  await log.row(3).click();
  await log.detail.getByRole('heading', { name: 'Other' }).waitFor();
  assert.match((await log.detail.locator('code').textContent()) ?? '', /^iot-2\/\/{1994}…$/);
  assert.ok(await log.detail.getByRole('tablist').isVisible());
  await log.detail.getByRole('button', { name: 'Copy the Topic' }).click();
  await log.page.getByText('Topic copied').waitFor();
  assert.equal((await log.host((host) => host.copied))[0]?.length, 65_536);
});

test('what a connection event says is text, too', { messages }, async (log) => {
  await log.sees(4);
  await log.row(4).click();
  await log.detail.getByRole('heading', { name: 'Disconnected' }).waitFor();
  const facts = (await log.detail.locator('.facts').textContent()) ?? '';
  for (const text of visible) assert.ok(facts.includes(text), text);
});

test('text keeps its direction to itself', { messages: [hostile('שלום')] }, async (log) => {
  await log.sees(0);
  const directions = await log
    .row(0)
    .locator('.cell')
    .evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell).unicodeBidi));
  assert.deepEqual(new Set(directions), new Set(['isolate']));
});

test('errors of the host are text', { rows: 5, failing: { run: markup } }, async (log) => {
  await log.sees(4);
  await log.page.getByRole('button', { name: 'Clear Traffic…' }).click();
  await log.alert.waitFor();
  assert.ok((await log.alert.textContent())?.includes(markup));
  assert.equal(await log.page.locator('img, b').count(), 0);
});

test('a frame that is no frame of ours is ignored', { rows: 5 }, async (log) => {
  await log.sees(4);
  await log.page.evaluate(() => {
    for (const data of [null, 7, 'x', [], {}, { news: 'toString', args: [] }, { answer: 'x' }, { news: 'nothing', args: [] }])
      window.postMessage(data);
  });
  await log.host((host) => host.grow(1));
  await log.sees(5);
});
