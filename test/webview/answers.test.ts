import assert from 'node:assert/strict';
import type { FakeMessage } from './support/fakeRows.ts';
import { logTests } from './support/logTest.ts';

const test = logTests();

const clientId = 'd:abc123:thermostat:t-100';
const topic = 'iotdm-1/mgmt/initiate/device/reboot';
const waiting = { clientId, topic, reqId: 'r-1' };

/** A reboot request, unless told otherwise one that came over a connection of the reader's own. */
function reboot(changes: FakeMessage = {}): FakeMessage {
  const reqId = changes.reqId ?? 'r-1';
  return { kind: 'dm.reboot', direction: 'down', at: 'session', clientId, topic, reqId, payload: JSON.stringify({ reqId }), ...changes };
}

test(
  'a request that waits says so in its row, and is answered from its detail',
  { messages: [reboot()], pending: [waiting] },
  async (log) => {
    await log.sees(0);
    assert.match((await log.cell(0, 'answer').textContent()) ?? '', /waits for your answer/);
    await log.row(0).click();
    await log.detail.getByRole('button', { name: 'Answer…' }).click();
    await log.page.waitForFunction(() => globalThis.fakeHost.answered.length === 1);
    assert.deepEqual(await log.host((host) => host.answered), [waiting]);
  },
);

test('the menu of its row is told that it waits, and which it is', { messages: [reboot()] }, async (log) => {
  await log.sees(0);
  const context = async (): Promise<unknown> => {
    const { page, ...told } = JSON.parse((await log.row(0).getAttribute('data-vscode-context')) ?? 'null') as Record<string, unknown>;
    assert.match(String(page), /^[0-9a-f-]{36}$/);
    return told;
  };
  const told = { log: 'live', seq: 0, webviewSection: 'row', preventDefaultContextMenuItems: true };
  const flags = {
    isMessage: true,
    fromClient: false,
    isEvent: false,
    isMarker: false,
    isDeviceManagement: true,
    hasPayload: true,
    hasAnswer: false,
    hasRequest: false,
  };
  assert.deepEqual(await context(), { ...told, ...flags, waits: false });
  await log.host((host, pending) => host.wait(pending), [waiting]);
  await log.page.waitForFunction(() => document.getElementById('row-0')?.dataset['vscodeContext']?.includes('"waits":true'));
  assert.deepEqual(await context(), { ...told, ...flags, ...waiting, waits: true });
});

test('it is answered with the keyboard alone', { messages: [reboot()], pending: [waiting] }, async (log) => {
  await log.sees(0);
  await log.grid.press('End');
  await log.detail.getByRole('button', { name: 'Answer…' }).waitFor();
  await log.page.keyboard.press('Enter');
  await log.detail.getByRole('button', { name: 'Answer…' }).focus();
  await log.page.keyboard.press('Enter');
  await log.page.waitForFunction(() => globalThis.fakeHost.answered.length === 1);
});

test('an open detail loses the button when the request waits no more, and gets it when it does', { messages: [reboot()] }, async (log) => {
  await log.sees(0);
  await log.row(0).click();
  await log.detail.getByText('no answer yet').waitFor();
  const button = log.detail.getByRole('button', { name: 'Answer…' });
  assert.equal(await button.count(), 0);
  await log.host((host, pending) => host.wait(pending), [waiting]);
  await button.waitFor();
  await log.host((host) => host.wait([]));
  await button.waitFor({ state: 'detached' });
  await log.cell(0, 'answer').filter({ hasText: 'no answer yet' }).waitFor();
});

test('keys are heard after the button that had the focus is gone', { messages: [reboot()], pending: [waiting] }, async (log) => {
  await log.sees(0);
  await log.row(0).click();
  await log.detail.getByRole('button', { name: 'Answer…' }).focus();
  await log.host((host) => host.wait([]));
  await log.detail.getByRole('button', { name: 'Answer…' }).waitFor({ state: 'detached' });
  await log.page.keyboard.press('Escape');
  await log.detail.waitFor({ state: 'hidden' });
});

const others: readonly FakeMessage[] = [
  reboot({ at: 'platform' }),
  reboot({ reqId: 'r-2' }),
  reboot({ clientId: 'd:abc123:thermostat:t-101' }),
  reboot({ topic: 'iotdm-1/mgmt/initiate/device/factory_reset', kind: 'dm.factoryReset' }),
  reboot({ partner: { seq: 5, ms: 3 } }),
];

test(
  'no other request offers it: not those of other clients, nor those that were answered',
  { messages: others, pending: [waiting] },
  async (log) => {
    await log.sees(others.length - 1);
    for (const at of others.keys()) {
      await log.row(at).click();
      await log.detail.getByText(/answered after|no answer yet/).waitFor();
      assert.equal(await log.detail.getByRole('button', { name: 'Answer…' }).count(), 0);
      assert.doesNotMatch((await log.cell(at, 'answer').textContent()) ?? '', /waits for your answer/);
    }
  },
);

test('an answer that cannot be given is said', { messages: [reboot()], pending: [waiting], failing: { answer: 'gone' } }, async (log) => {
  await log.sees(0);
  await log.row(0).click();
  await log.detail.getByRole('button', { name: 'Answer…' }).click();
  await log.alert.filter({ hasText: 'The request could not be answered' }).waitFor();
});

const marked: readonly FakeMessage[] = [
  { topic: 'iot-2/cmd/a/fmt/json', note: { what: 'queued', reason: 'It waited while the client was away.' } },
  { topic: 'iotdevice-1/mgmt/manage', note: { what: 'forced', reason: 'lifetime is 60.' } },
  { topic: 'iot-2/evt/a/fmt/json', note: { what: 'slowed', reason: 'The client publishes too fast.' } },
  { topic: 'iot-2/cmd/a/fmt/json', dup: true },
  { topic: 'iot-2/cmd/a/fmt/json', dup: true, note: { what: 'queued', reason: 'It waited.' } },
];

test('what there is to say about a message stands before its topic in a word, and in its detail', { messages: marked }, async (log) => {
  await log.sees(marked.length - 1);
  const cases = [
    ['inbox', /Queued: It waited while/, /Platform\s+Queued: It waited while the client was away\./, /It waited while/],
    ['unlock', /Sent anyway: lifetime is 60/, /Sender\s+Sent anyway: lifetime is 60\./, /lifetime is 60/],
    ['watch', /Slowed down: The client/, /Platform\s+Slowed down: The client publishes too fast\./, /too fast/],
    ['debug-restart', /DUP: sent again/, /DUP \(sent again\)/, /DUP \(sent again\)/],
    ['inbox', /Queued: It waited\., DUP: sent again/, /DUP \(sent again\)/, /It waited\./],
  ] as const;
  for (const [at, [icon, row, detail, own]] of cases.entries()) {
    assert.equal(await log.cell(at, 'topic').locator(`.codicon-${icon}`).count(), 1);
    assert.match((await log.cell(at, 'topic').textContent()) ?? '', row);
    await log.row(at).click();
    // The detail of the message before stays until this one is here.
    await log.detail.getByText(own).waitFor();
    assert.match(await log.detail.innerText(), detail);
  }
});
