import assert from 'node:assert/strict';
import type { FakeMessage } from './support/fakeRows.ts';
import { logTests } from './support/logTest.ts';

const test = logTests();

const reason = 'The device t-200 of the type thermostat is not registered.';

/** A refusal that came so often, the latest by this attempt. */
function refused(times: number, attempt?: string): FakeMessage {
  const event = { kind: 'connection.refused', reason, advice: 'Register it.', code: 5, peer: '192.168.1.40:52011' } as const;
  const repeated = { times, last: Date.UTC(2026, 2, 1, 9, 31, 0) };
  return {
    kind: 'connection.refused',
    direction: 'down',
    preview: reason,
    ...(times > 1 ? { times } : {}),
    event: { ...event, ...(times > 1 ? { repeated } : {}), ...(attempt === undefined ? {} : { attempt }) },
  };
}

test('a refusal says how often it came, where it cannot be cut off', { messages: [refused(1), refused(1_234)] }, async (log) => {
  await log.sees(1);
  assert.equal(await log.cell(0, 'topic').textContent(), reason);
  assert.equal(await log.cell(1, 'topic').textContent(), `×1,234 ${reason}`);
});

test('the detail of a refusal counts on while it is open', { messages: [refused(2, 'c-2')] }, async (log) => {
  await log.sees(0);
  await log.row(0).click();
  await log.detail.getByText(/^2 times, last 2026-03-01/).waitFor();
  await log.host((host, message) => host.put(0, message), refused(3, 'c-3'));
  await log.detail.getByText(/^3 times, last 2026-03-01/).waitFor();
  await log.detail.getByRole('button', { name: 'Register This Device' }).click();
  await log.page.waitForFunction(() => globalThis.fakeHost.registered.length === 1);
  assert.deepEqual(await log.host((host) => host.registered), ['c-3']);
});

test('registering says that nobody here knows the token', { messages: [refused(1, 'c-1')] }, async (log) => {
  await log.sees(0);
  await log.row(0).click();
  await log.detail.getByText('a hash only: nobody here knows it').waitFor();
});

for (const [where, width, below] of [
  ['below the button in a narrow detail', 400, true],
  ['beside it in a wide one', 700, false],
] as const) {
  test(`what registering does stands ${where}`, { messages: [refused(1, 'c-1')] }, async (log) => {
    await log.page.setViewportSize({ width, height: 800 });
    await log.sees(0);
    await log.row(0).click();
    const button = await log.detail.getByRole('button', { name: 'Register This Device' }).boundingBox();
    const text = await log.detail.getByText('a hash only: nobody here knows it').boundingBox();
    assert.ok(button !== null && text !== null);
    assert.equal(text.y >= button.y + button.height, below);
  });
}

test('only a refusal for want of registration offers it', { messages: [refused(1)] }, async (log) => {
  await log.sees(0);
  await log.row(0).click();
  await log.detail.getByText('Register it.').waitFor();
  assert.equal(await log.detail.getByRole('button', { name: 'Register This Device' }).count(), 0);
});

test('a registration that fails is said', { messages: [refused(1, 'c-1')], failing: { register: 'gone' } }, async (log) => {
  await log.sees(0);
  await log.row(0).click();
  await log.detail.getByRole('button', { name: 'Register This Device' }).click();
  await log.alert.filter({ hasText: 'The device could not be registered' }).waitFor();
});

const dropped: FakeMessage = {
  topic: 'iot-2/evt/status/fmt/json',
  payload: '{"t":21}',
  note: { what: 'dropped', reason: 'A Quickstart device may publish once a second.' },
};

test('a message that the platform dropped says so before its topic and in its detail', { messages: [dropped] }, async (log) => {
  await log.sees(0);
  assert.match((await log.cell(0, 'topic').textContent()) ?? '', /Dropped: A Quickstart device may publish once a second\./);
  await log.row(0).click();
  await log.detail.getByText('Dropped: A Quickstart device may publish once a second.').waitFor();
});
