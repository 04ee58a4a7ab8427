import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Worker } from 'node:worker_threads';
import { Caller } from '../../../../src/rpc/caller.ts';
import { PortWire } from '../../../../src/rpc/node/portWire.ts';
import type { EchoCalls, EchoNews } from './echoThread.ts';

function startThread(context: TestContext): { caller: Caller<EchoCalls, EchoNews>; ticks: number[]; ended: Promise<Error> } {
  const ticks: number[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<Error>();
  const worker = new Worker(new URL('./echoThread.ts', import.meta.url));
  const hear = { tick: (count: number) => void ticks.push(count) };
  const caller = new Caller<EchoCalls, EchoNews>(new PortWire(worker), { name: 'the thread', hear, ended: resolve });
  caller.start();
  context.after(() => caller.dispose());
  return { caller, ticks, ended };
}

test('calls and news cross a port in order', async (context) => {
  const { caller, ticks } = startThread(context);
  assert.deepEqual(await caller.ask('echo', new Uint8Array([1, 2, 3])), new Uint8Array([1, 2, 3]));
  assert.deepEqual(ticks, [3]);
});

test('a thread that fails fails what waits for it, with its error', async (context) => {
  const { caller, ended } = startThread(context);
  const waiting = caller.ask('never');
  const crash = caller.ask('crash');
  await assert.rejects(waiting, { message: 'The thread failed: out of paper' });
  await assert.rejects(crash, { message: 'The thread failed: out of paper' });
  assert.equal(((await ended).cause as Error).message, 'out of paper');
});

test('a thread that ends fails what waits for it', async (context) => {
  const { caller, ended } = startThread(context);
  const waiting = caller.ask('never');
  await caller.ask('leave');
  await assert.rejects(waiting, { message: 'The thread ended' });
  assert.equal((await ended).message, 'The thread ended');
});

test('disposing the caller ends the thread and is no news', async (context) => {
  const { caller } = startThread(context);
  await caller.ask('echo', new Uint8Array());
  const waiting = caller.ask('never');
  caller.dispose();
  await assert.rejects(waiting, { message: 'the thread was closed' });
});
