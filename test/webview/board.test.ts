import assert from 'node:assert/strict';
import { boardTests } from './support/boardTest.ts';
import { attempt, busy, row, running, unknownDevice } from './support/boardStates.ts';
import { themes } from './support/themes.ts';

const test = boardTests();

test('nobody has come yet, and the view says so', { state: running }, async ({ page }) => {
  await page.getByText('No outside connection yet. The board has to be in the same network').waitFor();
  assert.equal(await page.getByRole('list', { name: 'Attempts to connect' }).getByRole('listitem').count(), 0);
});

test(
  'while only this machine is served, no outside connection is possible',
  {
    state: { ...running, interfaces: running.interfaces.map((place) => (place.kind === 'loopback' ? place : { ...place, listeners: [] })) },
  },
  async ({ page }) => {
    await page.getByText('none is possible: the platform listens on this machine only').waitFor();
    assert.equal(await page.getByText('Everybody in an open network').count(), 0);
  },
);

test('attempts are commented as they come, and repeats are counted', { state: running }, async ({ page, host }) => {
  await page.getByText('No outside connection yet').waitFor();
  await host((board, attempts) => board.become({ attempts }), [row({ connection: 'c-1' })]);
  await page.getByText('TCP from 192.168.1.40', { exact: true }).first().waitFor();
  assert.equal(await page.getByText('No outside connection yet').count(), 0);
  await host((board, attempts) => board.become({ attempts }), busy.attempts);
  const items = page.getByRole('list', { name: 'Attempts to connect' }).getByRole('listitem');
  await items.nth(4).waitFor();
  const texts = (await items.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '));
  assert.match(texts[0] ?? '', /Success: d:abc123:thermostat:t-100 is connected, from 192\.168\.1\.40/);
  assert.match(texts[1] ?? '', /Failed: CONNECT of d:abc123:thermostat:t-200 refused \(5\), from 192\.168\.1\.40 ?×12/);
  assert.match(texts[2] ?? '', /The device sent the user name "token"\. .* Set the user name to use-token-auth/);
  assert.match(
    texts[3] ?? '',
    /TLS handshake with 192\.168\.1\.40 failed ?×3.*does not know the certificate’s authority.*at 192\.168\.1\.10:8883, with TLS/,
  );
});

test('a screen reader hears of the latest attempt', { state: running }, async ({ page, host }) => {
  await page.getByText('No outside connection yet').waitFor();
  await host((board, attempts) => board.become({ attempts }), [unknownDevice]);
  await page.locator('[aria-live=polite]').filter({ hasText: 'refused (5), from 192.168.1.40: The device t-200' }).waitFor();
});

test(
  'what matters is said to be the board, and the routine of this machine is folded away',
  {
    state: {
      ...running,
      attempts: [
        { ...row({ connection: 'c-2', stage: 'accepted', clientId: 'd:abc123:thermostat:t-100' }), awaited: true },
        { ...row({ connection: 'c-3', stage: 'http', peer: '127.0.0.1:5' }), outside: false, routine: true },
      ],
    },
  },
  async ({ page }) => {
    await page.getByText('the board', { exact: true }).waitFor();
    const shown = page.getByRole('list', { name: 'Attempts to connect' }).getByRole('listitem');
    assert.equal(await shown.count(), 1);
    const routine = page.getByText('HTTP from 127.0.0.1', { exact: true });
    assert.equal(await routine.isVisible(), false);
    await page.getByText('From this machine: 1').click();
    await routine.waitFor();
  },
);

test('a device that is refused only because nobody knows it can be registered', { state: busy }, async ({ page, asked }) => {
  const register = page.getByRole('button', { name: 'Register This Device' });
  await register.waitFor();
  assert.equal(await register.count(), 1);
  await page.getByText('with the token that it sent, of which only a hash is kept').waitFor();
  await register.click();
  assert.deepEqual(await asked('register'), ['c-9']);
  await page.getByRole('status').filter({ hasText: 'Registered' }).waitFor();
});

test('each address is opened and closed by itself', { state: running }, async ({ page, asked }) => {
  await page.getByRole('button', { name: 'Open 192.168.7.23' }).click();
  assert.deepEqual(await asked('openAddress'), ['192.168.7.23']);
  await page.getByRole('button', { name: 'Close 192.168.1.10' }).click();
  assert.deepEqual(await asked('closeAddress'), ['192.168.1.10']);
  assert.equal(await page.getByRole('button', { name: /127\.0\.0\.1/ }).count(), 0);
  await page.getByText('Quickstart and API keys without TLS stay on this machine.').waitFor();
});

test('code is copied for what was chosen', { state: running }, async ({ page, asked }) => {
  await page.getByLabel('Language').selectOption('Python (paho-mqtt)');
  assert.deepEqual(await asked('wish'), [{ address: '192.168.1.10', language: 'python', tls: false }]);
  await page.getByLabel('Security').selectOption('with TLS');
  await page.getByRole('button', { name: 'Copy Code' }).click();
  await asked('copyCode');
  await page.getByRole('status').filter({ hasText: 'Code copied' }).waitFor();
  assert.deepEqual(await page.getByLabel('Address').locator('option').allTextContents(), ['192.168.1.10', '127.0.0.1']);
});

test(
  'without a device there is nothing to copy; without its token there is a way to a new one',
  { state: { ...running, device: undefined } as never },
  async ({ page, host, asked }) => {
    assert.ok(await page.getByRole('button', { name: 'Copy Code' }).isDisabled());
    await page.getByRole('button', { name: 'Choose or Add a Device…' }).click();
    await asked('chooseDevice');
    await host((board, device) => board.become({ device }), { ...running.device!, tokenKept: false });
    await page.getByRole('button', { name: 'Issue New Token…' }).click();
    await asked('issueToken');
  },
);

test('a platform that does not run can be started', { state: { ...running, running: false } }, async ({ page, asked }) => {
  await page.getByRole('button', { name: 'Start the Embedded Platform' }).click();
  await asked('startPlatform');
});

test(
  'a connected device leads to its traffic',
  { state: { ...busy, device: { ...running.device!, online: true, managed: true, peer: '192.168.1.40:52011' } } },
  async ({ page, asked }) => {
    await page.getByRole('heading', { name: 'Connected' }).waitFor();
    await page.getByText('online, managed, from 192.168.1.40:52011').waitFor();
    await page.getByRole('button', { name: 'Show Its Traffic' }).click();
    await asked('showTraffic');
  },
);

test('a hint has a command to copy', { state: busy }, async ({ page, asked }) => {
  await page.getByRole('button', { name: 'Copy the Command: Windows’ firewall' }).click();
  assert.match(String((await asked('copy'))[0]), /^New-NetFirewallRule/);
});

test(
  'what fails is said, and the view goes on',
  { state: running, failing: { openAddress: 'the address is gone' } },
  async ({ page, host }) => {
    await page.getByRole('button', { name: 'Open 192.168.7.23' }).click();
    await page.getByRole('alert').filter({ hasText: '192.168.7.23 could not be opened. ' }).waitFor();
    await host((board) => delete board.failing['openAddress']);
    await page.getByRole('button', { name: 'Open 192.168.7.23' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
  },
);

test('a view that comes back asks for what it missed', { state: running }, async ({ page, host }) => {
  await page.getByText('No outside connection yet').waitFor();
  await host((board, attempts) => board.keep({ attempts }), [unknownDevice]);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.getByRole('button', { name: 'Register This Device' }).waitFor();
});

test('whoever is about to press a button keeps it while the board tries on', { state: busy }, async ({ page, host, asked }) => {
  const register = page.getByRole('button', { name: 'Register This Device' });
  await register.focus();
  await host((board, { attempts, again }) => board.become({ attempts: [again, ...attempts.filter(({ id }) => id !== again.id)] }), {
    attempts: busy.attempts,
    again: { ...unknownDevice, times: 13, attempt: { ...unknownDevice.attempt, connection: 'c-20' } },
  });
  await page.getByText('×13').waitFor();
  assert.ok(await register.evaluate((button) => document.activeElement === button));
  await page.keyboard.press('Enter');
  assert.deepEqual(await asked('register'), ['c-20']);
});

test('everything is reached by key, in the order of the page', { state: busy }, async ({ page, asked }) => {
  await page.getByRole('button', { name: 'Register This Device' }).waitFor();
  const names: string[] = [];
  for (let presses = 0; presses < 11; presses++) {
    await page.keyboard.press('Tab');
    names.push(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''));
  }
  assert.deepEqual(names.slice(0, 5), [
    'Register This Device',
    'Close 192.168.1.10',
    'Open 192.168.7.23',
    'Open 172.17.0.1',
    'Another Device…',
  ]);
  assert.deepEqual(names.slice(8, 10), ['Copy Code', 'Copy the Command: Windows’ firewall']);
  await page.getByRole('button', { name: 'Register This Device' }).focus();
  await page.keyboard.press('Enter');
  assert.deepEqual(await asked('register'), ['c-9']);
});

const markup = '<img src=x onerror="alert(1)"><script>alert(2)</script><b>bold</b>';

for (const [name, text] of [
  ['markup', markup],
  ['10,000 characters', 'x'.repeat(10_000)],
  ['directions and controls', 'a\u202eb\u0000\u001b[31m'],
] as const) {
  const parts = {
    stage: 'refused',
    clientId: text,
    reason: text,
    advice: text,
    peer: `${text}:1`,
    registrable: { typeId: text, deviceId: text },
  } as const;
  const state = {
    ...running,
    attachedTo: text,
    device: { ...running.device!, clientId: text, deviceId: text, peer: text },
    interfaces: [{ name: text, address: text, kind: 'lan' as const, listeners: [] }],
    attempts: [{ id: 'c-1', attempt: attempt('c-1', parts), times: 1, outside: true, awaited: false, routine: false }],
  };
  test(`${name} from the wire is text, and breaks nothing`, { state, failing: { register: text } }, async ({ page }) => {
    await page.getByRole('button', { name: 'Register This Device' }).click();
    await page.getByRole('alert').waitFor();
    assert.equal(await page.locator('img, b, script:not([src])').count(), 0);
    assert.ok(!((await page.locator('main').textContent()) ?? '').includes('\u202e'));
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 900);
  });
}

for (const [name, theme] of Object.entries(themes)) {
  test(`the view has the colors of the ${name} theme`, { state: busy, theme }, async ({ page }) => {
    await page.getByRole('button', { name: 'Register This Device' }).waitFor();
    const folder = process.env['WIOTP_PICTURES'];
    if (folder !== undefined) await page.screenshot({ path: `${folder}/board-${name}.png`, fullPage: true });
    const invisible = await page.locator('p, h1, h2, button, code, select').evaluateAll(
      (elements) =>
        elements.filter((element) => {
          const style = getComputedStyle(element);
          return element.checkVisibility() && style.color === style.backgroundColor;
        }).length,
    );
    assert.equal(invisible, 0);
  });
}
