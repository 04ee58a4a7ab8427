import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LogThread } from '../../../../../src/engine/log/thread/logThread.ts';
import type { StoreState } from '../../../../../src/rpc/engineContract.ts';
import { recorded } from '../../../../support/engine/messages.ts';
import { soon } from '../../../../support/platform/soon.ts';

interface Bench {
  readonly log: LogThread;
  readonly failed: Promise<Error>;
  readonly told: Promise<StoreState>;
}

function start(context: TestContext): Bench {
  const { promise: failed, resolve } = Promise.withResolvers<Error>();
  const { promise: told, resolve: tell } = Promise.withResolvers<StoreState>();
  const log = new LogThread({
    program: new URL('../arrival/stubbornLog.ts', import.meta.url),
    hear: { grew: () => undefined, exported: () => undefined, store: tell, schemas: () => undefined },
    failed: resolve,
  });
  context.after(() => log.close().catch(() => undefined));
  return { log, failed, told };
}

/** What the thread has stored, and what it was told is lost. */
async function counted(log: LogThread): Promise<{ stored: number; lost: number }> {
  const { first, end } = await log.ask('extent');
  return { stored: first, lost: end };
}

test('records that come together travel together, and are there before the next question is answered', async (context) => {
  const { log, told } = start(context);
  await log.ask('openStore', undefined);
  for (let at = 0; at < 300; at++) log.take(recorded(), 'session');
  log.lost(7, 'platform');
  assert.deepEqual(await counted(log), { stored: 300, lost: 7 });
  await log.ask('clear');
  assert.equal((await told).notice, '[300]');
});

test('a sender that can wait waits until the log keeps up', async (context) => {
  const { log } = start(context);
  let ready = 0;
  for (let at = 0; at < 19_999; at++) log.take(recorded(), 'session');
  log.whenReady(() => ready++);
  assert.equal(ready, 1);
  log.take(recorded(), 'session');
  const { promise, resolve } = Promise.withResolvers<void>();
  log.whenReady(() => {
    ready++;
    resolve();
  });
  assert.equal(ready, 1);
  await log.ask('openStore', undefined);
  await soon('the log to keep up', promise);
  assert.deepEqual(await counted(log), { stored: 20_000, lost: 0 });
});

test('what a sender that cannot wait sends too much is dropped and counted', async (context) => {
  const { log } = start(context);
  for (let at = 0; at < 200_010; at++) log.take(recorded(), 'platform');
  await log.ask('openStore', undefined);
  assert.deepEqual(await counted(log), { stored: 200_000, lost: 10 });
});

test('a log that dies is told once', async (context) => {
  const { log, failed } = start(context);
  const waiting = log.ask('openStore', 'die').then(() => log.ask('rows', 0, 1));
  log.take(recorded(), 'session');
  assert.match((await failed).message, /The thread ended/);
  await waiting.catch(() => undefined);
});
