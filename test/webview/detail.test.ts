import assert from 'node:assert/strict';
import { logTests } from './support/logTest.ts';

const test = logTests();

test('a message tells everything about itself', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.row(93).click();
  const text = (): Promise<string> => log.detail.innerText();
  await log.detail.getByRole('heading', { name: 'Device response' }).waitFor();
  assert.match(await text(), /iotdevice-1\/response/);
  assert.match(await text(), /Client\s+d:abc123:thermostat:t-100/);
  assert.match(await text(), /Seen by\s+embedded platform/);
  assert.match(await text(), /Time\s+2026-03-01 \d\d:\d\d:\d\d\.\d{3}/);
  assert.match(await text(), /reqId\s+6f2c1d1e-5a0b-4c7e-9a57-0b1f6a1b2c3d/);
  assert.match(await text(), /rc\s+500 the attempt failed/);
});

test('problems stand with their rule', { rows: 100 }, async (log) => {
  await log.sees(99);
  await log.row(90).click();
  const problems = log.detail.getByRole('list', { name: 'Problems' }).getByRole('listitem');
  await problems.first().waitFor();
  assert.deepEqual(
    (await problems.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim()),
    [
      'warning: A number sent as text: applications cannot compute with it. event/number',
      'hint: Readings are usually below "d". event/envelope',
    ],
  );
});

test('a request leads to its answer and back', { rows: 10_000 }, async (log) => {
  await log.sees(9_999);
  await log.row(9_998).click();
  await log.detail.getByRole('button', { name: 'Go to answer' }).click();
  await log.detail.getByRole('heading', { name: 'Platform response' }).waitFor();
  await log.sees(9_999);
  await log.detail.getByRole('button', { name: 'Go to request' }).click();
  await log.detail.getByRole('heading', { name: 'Manage request' }).waitFor();
});

test('an answer whose request left the log says so when one wants to go there', { rows: 10_000 }, async (log) => {
  await log.sees(9_999);
  await log.row(9_999).click();
  await log.host((host) => host.trim(9_999));
  await log.detail.getByRole('button', { name: 'Go to request' }).click();
  await log.page.getByText('That message is no longer in the log').waitFor();
});

test('an open request is told of its answer when it comes', { rows: 9 }, async (log) => {
  await log.sees(8);
  await log.row(8).click();
  await log.detail.getByText('no answer yet').waitFor();
  await log.host((host) => host.grow(1));
  await log.detail.getByText('answered after 35 ms').waitFor();
  await log.detail.getByRole('button', { name: 'Go to answer' }).waitFor();
});

test(
  'the payload stands as JSON, text and hex, and is copied as shown',
  { messages: [{ payload: '{"b":1,"a":[1.0,"é"]}' }] },
  async (log) => {
    await log.sees(0);
    await log.row(0).click();
    const panel = log.detail.getByRole('tabpanel');
    const pretty = '{\n  "b": 1,\n  "a": [\n    1.0,\n    "é"\n  ]\n}';
    const hex = [
      '000000  7b 22 62 22 3a 31 2c 22  61 22 3a 5b 31 2e 30 2c  {"b":1,"a":[1.0,',
      '000010  22 c3 a9 22 5d 7d                                 ".."]}',
    ].join('\n');
    const views = [
      ['JSON', pretty],
      ['Text', '{"b":1,"a":[1.0,"é"]}'],
      ['Hex', hex],
    ] as const;
    for (const [name, text] of views) {
      await log.detail.getByRole('tab', { name }).click();
      assert.equal(((await panel.textContent()) ?? '').trimEnd(), text);
      await log.detail.getByRole('button', { name: 'Copy the Payload as Shown' }).click();
    }
    await log.page.waitForFunction(() => globalThis.fakeHost.copied.length === 3);
    assert.deepEqual(
      await log.host((host) => host.copied),
      views.map(([, text]) => text),
    );
  },
);

test('what is no JSON says why and is shown as text', { messages: [{ payload: '{"a":1,}' }] }, async (log) => {
  await log.sees(0);
  await log.row(0).click();
  await log.detail.getByText(/This is not JSON\. .*position 7/).waitFor();
  assert.match((await log.detail.getByRole('tabpanel').textContent()) ?? '', /{"a":1,}/);
});

test('an empty payload and a connection event have nothing to look at', { messages: [{ topic: 'a' }, {}] }, async (log) => {
  await log.sees(1);
  await log.row(0).click();
  await log.detail.getByText('The payload is empty.').waitFor();
});

test('a connection event gives code, reason and advice', { rows: 12 }, async (log) => {
  await log.sees(11);
  await log.row(11).click();
  await log.detail.getByRole('heading', { name: 'Disconnected' }).waitFor();
  assert.match(await log.detail.innerText(), /Code\s+276 topic not valid/);
  assert.match(await log.detail.innerText(), /Advice\s+Publish only to the topics/);
  assert.equal(await log.detail.getByRole('tab').count(), 0);
});

test('the topic is copied whole', { messages: [{ topic: `iot-2/${'x'.repeat(1_000)}` }] }, async (log) => {
  await log.sees(0);
  await log.row(0).click();
  await log.detail.getByRole('button', { name: 'Copy the Topic' }).click();
  await log.page.getByText('Topic copied').waitFor();
  assert.equal((await log.host((host) => host.copied))[0]?.length, 1_006);
});

test('of many rows that are passed by, only the last is loaded', { rows: 10_000 }, async (log) => {
  await log.sees(9_999);
  await log.page.evaluate(() => {
    const grid = document.querySelector('[role=grid]');
    for (let i = 0; i < 200; i++) grid?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp' }));
  });
  await log.sees(9_800);
  await log.detail.getByRole('heading', { name: 'Reboot request' }).waitFor();
  assert.ok((await log.host((host) => host.asked.filter((call) => call === 'message').length)) <= 3);
});

test('a message that left the log says so', { rows: 1_000 }, async (log) => {
  await log.sees(999);
  await log.scrollTo(0);
  await log.sees(5);
  await log.host((host) => {
    host.failing['message'] = 'the store is busy';
  });
  await log.row(5).click();
  await log.detail.getByRole('heading', { name: 'Could not be loaded' }).waitFor();
  await log.host((host) => {
    delete host.failing['message'];
  });
  await log.alert.getByRole('button', { name: 'Try Again' }).click();
  await log.detail.getByRole('heading', { name: 'Event' }).waitFor();
});

const wide = { width: 1280, height: 600 };
const narrow = { width: 500, height: 700 };

test('the detail stands beside a wide list and below a narrow one; the selected row stays in sight', { rows: 1_000 }, async (log) => {
  await log.page.setViewportSize(narrow);
  await log.sees(999);
  await log.row(997).click();
  await log.detail.waitFor();
  await log.sees(997);
  const below = await log.detail.boundingBox();
  assert.ok(below !== null && below.x === 0 && below.y > 200);
  await log.page.setViewportSize(wide);
  await log.sees(997);
  const beside = await log.detail.boundingBox();
  assert.ok(beside !== null && beside.x > 600 && beside.y < 60);
});

test('in a panel of usual height the payload is in sight, and so are the problems', { rows: 100 }, async (log) => {
  await log.page.setViewportSize({ width: 1280, height: 300 });
  await log.sees(99);
  await log.row(90).click();
  const panel = log.detail.getByRole('tabpanel');
  await panel.waitFor();
  const box = await panel.boundingBox();
  assert.ok(box !== null && box.height >= 70 && box.y + box.height <= 300, JSON.stringify(box));
  assert.ok(await panel.getByRole('treeitem').first().isVisible());
  const problem = await log.detail.getByRole('list', { name: 'Problems' }).getByRole('listitem').first().boundingBox();
  assert.ok(problem !== null && problem.y + problem.height <= box.y, JSON.stringify(problem));
});

const large: readonly (readonly [string, string])[] = [
  ['a JSON array of small numbers', `[${'1,'.repeat(65_534)}1]`],
  ['nothing but brackets', '['.repeat(65_536) + ']'.repeat(65_536)],
  ['one long line', 'x'.repeat(131_072)],
  ['one long line of control characters', '\u0007'.repeat(131_072)],
];

for (const [name, payload] of large) {
  test(`${name}, as large as a payload can be, does not hold up the view`, { messages: [{ payload }] }, async (log) => {
    await log.sees(0);
    await log.row(0).click();
    for (const tab of ['JSON', 'Text', 'Hex']) {
      await log.detail.getByRole('tab', { name: tab }).click();
      await log.detail.getByRole('tabpanel', { name: `Payload as ${tab}` }).waitFor();
      const drawn = await log.detail
        .locator('.chunk')
        .evaluateAll(
          (chunks) =>
            chunks.filter((chunk) => chunk.appendChild(document.createElement('i')).checkVisibility({ contentVisibilityAuto: true }))
              .length,
        );
      assert.ok(drawn < 10, `${drawn} chunks are drawn as ${tab}`);
    }
  });
}
