import assert from 'node:assert/strict';
import { seriousViolations } from './support/axe.ts';
import { download, hostile, long, shown, step } from './support/conversationStates.ts';
import { conversationTests } from './support/conversationTest.ts';
import { themes } from './support/themes.ts';

const test = conversationTests();

test('an action is drawn step by step, with what is expected next', { shown: shown(download) }, async ({ page }) => {
  await page.getByRole('heading', { name: 'Firmware download' }).waitFor();
  await page.getByText('Device thermostat/t-100', { exact: true }).waitFor();
  const items = page.getByRole('list', { name: 'Steps' }).getByRole('listitem');
  assert.equal(await items.count(), download.steps.length + 1);
  assert.match(await items.nth(1).innerText(), /\+12 ms\s+rc 204\s+the attributes are changed/);
  assert.match(await items.nth(6).innerText(), /\+1\.00 s\s+until .*Notify: state 1 \(downloading\) ×12/s);
  assert.match(await items.nth(7).innerText(), /\+1\.00 s\s+Connection closed\s+The client sent nothing/);
  assert.match(await items.nth(9).innerText(), /without having reported state 1.*conversation\/firmware-order.*An old form/s);
  assert.match(
    await items.nth(10).innerText(),
    /so far\s+The platform cancels the observation of mgmt\.firmware\.\s+Nobody waits for an answer longer than 120 s\./,
  );
});

test('arrows point to who gets the message', { shown: shown(download) }, async ({ page }) => {
  const arrows = page.locator('.step .arrow');
  await arrows.first().waitFor();
  const ways = await arrows.evaluateAll((all) => all.map((arrow) => arrow.getAttribute('data-direction')));
  assert.deepEqual(ways.slice(0, 4), ['down', 'up', 'down', 'up']);
});

test('a reader who listens hears each step as a sentence', { shown: shown(download) }, async ({ page }) => {
  await page.getByRole('button', { name: /, 12 ms later, device to platform: rc 204, the attributes are changed\.$/ }).waitFor();
  await page.getByRole('button', { name: /Connection closed, The client sent nothing/ }).waitFor();
  await page.getByRole('button', { name: /state 2 \(downloaded\)\. error: The device reports .* warning: An old form\.$/ }).waitFor();
});

test('the keyboard goes over the steps, and Enter shows the row in the log', { shown: shown(download) }, async ({ page, asked }) => {
  await page.locator('.step').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  assert.deepEqual(await asked('reveal'), [2]);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => globalThis.fakeConversation.asked.findLast(([call]) => call === 'reveal')?.[1] === 33);
  await page.keyboard.press('Home');
  assert.equal(await page.locator('.step:focus').getAttribute('tabindex'), '0');
  assert.equal(await page.locator('.step[tabindex="0"]').count(), 1);
});

test('the conversation is copied as text', { shown: shown(download) }, async ({ page, host, asked }) => {
  await page.locator('.step').first().waitFor();
  await page.keyboard.press('ControlOrMeta+c');
  const [text] = (await asked('copy')) as [string];
  const lines = text.split('\n');
  assert.match(lines[0] ?? '', /^Firmware download – Device thermostat\/t-100 – 2026-03-01 /);
  assert.match(lines[2] ?? '', /^\d\d:\d\d:\d\d\.\d{3} {2}\+12 ms +-> rc 204: the attributes are changed$/);
  assert.match(text, / error conversation\/firmware-order: The device reports state 2/);
  assert.match(text, /\nwaits +The platform cancels the observation/);
  await host((fake) => void (fake.asked.length = 0));
  await page.getByRole('button', { name: 'Copy as Text' }).click();
  assert.deepEqual(await asked('copy'), [text]);
});

test('what is selected is copied as it is selected', { shown: shown(download) }, async ({ page, host }) => {
  await page.getByRole('heading', { name: 'Firmware download' }).selectText();
  await page.keyboard.press('ControlOrMeta+c');
  await page.keyboard.press('ArrowDown');
  await page.locator('.step:focus').waitFor();
  assert.equal(await host((fake) => fake.asked.filter(([call]) => call === 'copy').length), 0);
});

test('what comes is added while the reader stays where he is', { shown: shown(download) }, async ({ page, host }) => {
  await page.locator('.step').nth(2).focus();
  const cancelled = {
    ...download,
    steps: [...download.steps, step(40, 70_000, 'Cancel observation: mgmt.firmware', { kind: 'dm.cancel' })],
  };
  await host((fake, next) => fake.become(next), shown({ ...cancelled, expected: { from: 'device', text: 'The device answers.' } }));
  await page.getByText('The device answers.').waitFor();
  await page.getByRole('status').filter({ hasText: '11 steps, the last: Cancel observation: mgmt.firmware' }).waitFor();
  assert.match((await page.locator('.step:focus').innerText()) ?? '', /Observe: mgmt\.firmware/);
  const { expected: _over, ...over } = cancelled;
  await host((fake, next) => fake.become(next), shown(over));
  await page.getByText('The device answers.').waitFor({ state: 'detached' });
  await page.getByText('Nothing more is expected.', { exact: true }).waitFor();
  await host((fake, next) => fake.become(next), shown({ ...over, isComplete: false, shortfall: 'The device is back.' }));
  await page.getByText('The device is back. Nothing more is expected.', { exact: true }).waitFor();
  await host((fake, next) => fake.become(next), shown({ ...over, isComplete: true }));
  await page.getByText('Firmware download complete: nothing more is expected.').waitFor();
});

test('times stay on one line each', { shown: shown(download) }, async ({ page }) => {
  await page.locator('.step').first().waitFor();
  const heights = await page.locator('.step .times > *').evaluateAll((all) => all.map((time) => time.getBoundingClientRect().height));
  assert.ok(Math.max(...heights) < 1.5 * Math.min(...heights), String(heights));
});

test('how long is waited goes on', { shown: shown({ ...download, steps: [] }) }, async ({ page, host }) => {
  const now = Date.now() - Date.UTC(2026, 2, 1, 9, 42, 13);
  await host((fake, next) => fake.become(next), shown({ ...download, steps: [step(1, now - 3000, 'Observe')] }));
  await page.getByText(/^[34]\.00 s so far$/).waitFor();
  await page.getByText(/^6\.00 s so far$/).waitFor();
  await page.getByText('The platform is next.').waitFor();
});

test('nobody waits in a log of a file', { shown: shown(download, 'file-1') }, async ({ page }) => {
  await page.getByText('The platform cancels the observation of mgmt.firmware.').waitFor();
  assert.equal(await page.getByText('so far').count(), 0);
});

test('messages that have left the log are said to be gone', { shown: { place: { log: 'live', seq: 5 } } }, async ({ page }) => {
  await page.getByText('The messages of this conversation are no longer in the traffic log.').waitFor();
});

test(
  'a conversation that cannot be had says why, and can be tried again',
  { shown: shown(download), failing: { picture: 'The engine is gone.' } },
  async ({ page, host }) => {
    await page.getByRole('alert').filter({ hasText: 'The conversation could not be loaded. The extension: The engine is gone.' }).waitFor();
    await host((fake) => void delete fake.failing['picture']);
    await page.getByRole('button', { name: 'Try Again' }).click();
    await page.getByRole('heading', { name: 'Firmware download' }).waitFor();
    assert.equal(await page.getByRole('alert').count(), 0);
  },
);

test('names and texts are shown and never obeyed', { shown: shown(hostile) }, async ({ page }) => {
  await page.getByRole('heading', { name: '<img src=x onerror=alert(1)>‹U+202E›gnp‹BEL›‹U+2028›' }).waitFor();
  assert.equal(await page.locator('img').count(), 0);
  await page.getByText('3 more steps in the traffic log.').waitFor();
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, 'nothing is wider than the page');
});

test('two thousand steps can be gone through', { shown: shown(long(2000)) }, async ({ page, asked }) => {
  await page.getByRole('list', { name: 'Steps' }).getByRole('listitem').nth(2000).waitFor();
  await page.keyboard.press('End');
  await page.locator('.step:focus').filter({ hasText: 'Notify 2000' }).waitFor();
  await page.keyboard.press('Enter');
  assert.deepEqual(await asked('reveal'), [2000]);
});

for (const [name, theme] of Object.entries(themes)) {
  for (const picture of [download, hostile]) {
    test(
      `is accessible: ${name}, ${picture === download ? 'a download' : 'hostile texts'}`,
      { shown: shown(picture), theme },
      async ({ page }) => {
        await page.locator('.step').first().waitFor();
        assert.deepEqual(await seriousViolations(page), []);
      },
    );
  }
}
