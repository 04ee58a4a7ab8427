import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogMessage } from '../../../../../src/rpc/log/traffic.ts';
import { OpenMessage } from '../../../../../src/webview/log/detail/openMessage.ts';
import type { LogHost } from '../../../../../src/webview/log/logHost.ts';

/** A host whose answers the test gives one by one. */
class Host implements LogHost {
  readonly asked: string[] = [];
  readonly failures: unknown[] = [];
  readonly open = new OpenMessage({ host: this, changed: () => undefined, failed: (error) => this.failures.push(error) });
  #answer: { resolve: (value: never) => void; reject: (error: Error) => void } | undefined;

  ask: LogHost['ask'] = (call, ...args) => {
    this.asked.push([call, ...args].join(' '));
    return new Promise((resolve, reject) => (this.#answer = { resolve, reject }));
  };

  async answer(value: unknown): Promise<void> {
    this.#answer?.resolve(value as never);
    await settled();
  }

  async fail(): Promise<void> {
    this.#answer?.reject(new Error('gone'));
    await settled();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const request = { seq: 7, kind: 'dm.manage', reqId: 'manage-1' } as LogMessage;
const answered = { ...request, partner: { seq: 8, ms: 35 } };

test('while one message is on its way, of those that are wanted in between only the last is asked for', async () => {
  const host = new Host();
  for (const seq of [1, 2, 3, 4]) host.open.open(seq);
  await host.answer({ seq: 1 });
  assert.equal(host.open.opened, undefined);
  await host.answer({ seq: 4 });
  assert.deepEqual(host.asked, ['message 1', 'message 4']);
  assert.deepEqual(host.open.opened, { seq: 4, message: { seq: 4 } });
});

test('a message that comes after the detail was closed is not shown', async () => {
  const host = new Host();
  host.open.open(1);
  host.open.open(undefined);
  await host.answer({ seq: 1 });
  assert.equal(host.open.opened, undefined);
});

test('a message that is gone and one that cannot be loaded are told apart; the latter can be tried again', async () => {
  const host = new Host();
  host.open.open(1);
  await host.answer(undefined);
  assert.deepEqual(host.open.opened, { seq: 1, missing: 'gone' });
  host.open.open(2);
  await host.fail();
  assert.deepEqual(host.open.opened, { seq: 2, missing: 'failed' });
  assert.equal(host.failures.length, 1);
  host.open.retry();
  await host.answer({ seq: 2 });
  assert.deepEqual(host.open.opened, { seq: 2, message: { seq: 2 } });
});

test('an open request learns of its answer, also when the log changed while it was asking', async () => {
  const host = new Host();
  host.open.open(7);
  await host.answer(request);
  host.open.refresh();
  host.open.refresh();
  await host.answer(request);
  await host.answer(answered);
  assert.deepEqual(host.asked, ['message 7', 'message 7', 'message 7']);
  assert.deepEqual(host.open.opened, { seq: 7, message: answered });
  host.open.refresh();
  assert.equal(host.asked.length, 3);
});
