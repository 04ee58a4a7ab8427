import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Caller } from '../../../src/rpc/caller.ts';
import { Service } from '../../../src/rpc/service.ts';
import type { Wire, WireEars } from '../../../src/rpc/wire.ts';
import { isRefusal, Refusal } from '../../../src/wiotp/refusal.ts';

interface Calls {
  double(value: number): number;
  refuse(): void;
  never(): void;
  decide(): void;
}

interface News {
  grew(by: number): void;
}

/** One end of a wire whose other end is a function. */
class TestWire implements Wire {
  ears: WireEars | undefined;
  readonly sent: unknown[] = [];
  open(ears: WireEars): void {
    this.ears = ears;
  }
  send(frame: unknown): void {
    this.sent.push(frame);
  }
  close(): void {
    this.ears = undefined;
  }
}

function pair(heard: number[] = []): { caller: Caller<Calls, News>; service: Service<Calls, News>; near: TestWire } {
  const near = new TestWire();
  const far = new TestWire();
  near.send = (frame) => queueMicrotask(() => far.ears?.frame(frame));
  far.send = (frame) => queueMicrotask(() => near.ears?.frame(frame));
  const caller = new Caller<Calls, News>(near, { name: 'The host', hear: { grew: (by) => heard.push(by) }, unhurried: ['decide'] });
  const service = new Service<Calls, News>(far, {
    double: (value) => value * 2,
    refuse: () => {
      throw new Refusal('No such row', { rule: 'rows exist', advice: 'Choose another.', code: 4 });
    },
    never: () => new Promise(() => undefined),
    decide: () => new Promise(() => undefined),
  });
  caller.start();
  service.start();
  return { caller, service, near };
}

test('a call is answered and news is heard', async () => {
  const heard: number[] = [];
  const { caller, service } = pair(heard);
  service.tell('grew', 3);
  assert.equal(await caller.ask('double', 21), 42);
  assert.deepEqual(heard, [3]);
});

test('a refusal keeps its rule, advice and code', async () => {
  await assert.rejects(pair().caller.ask('refuse'), (error) => isRefusal(error) && error.advice === 'Choose another.' && error.code === 4);
});

test('a name that is no call fails and says so', async () => {
  const { caller } = pair();
  await assert.rejects(caller.ask('toString' as never), { message: 'The host: there is no call toString' });
});

test('a call that takes too long fails; one that waits for a person does not', async ({ mock }: TestContext) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { caller } = pair();
  const late = caller.ask('never');
  let decided = false;
  caller.ask('decide').then(
    () => (decided = true),
    () => (decided = true),
  );
  mock.timers.tick(30_000);
  await assert.rejects(late, { message: 'The host did not answer never within 30 s' });
  mock.timers.tick(3_600_000);
  await Promise.resolve();
  assert.equal(decided, false);
});

test('when the other end is gone, open and later calls fail with the reason', async () => {
  const { caller, near } = pair();
  const open = caller.ask('never');
  near.ears?.end(new Error('The thread ended'));
  await assert.rejects(open, { message: 'The thread ended' });
  await assert.rejects(caller.ask('double', 1), { message: 'The thread ended' });
});

test('an answer to an earlier caller on the same wire is not taken for ours', async () => {
  const wire = new TestWire();
  const ids = Array.from({ length: 20 }, () => {
    const caller = new Caller<Calls, News>(wire, { name: 'The host', hear: { grew: () => undefined } });
    caller.start();
    caller.ask('never').catch(() => undefined);
    caller.dispose();
    return (wire.sent.at(-1) as { id: number }).id;
  });
  assert.equal(new Set(ids).size, ids.length);
});
