import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TrafficRecord } from '../../../../../src/rpc/log/traffic.ts';
import { answerTimeoutMs } from '../../../../../src/wiotp/limits.ts';
import { LogBench } from '../../../../support/engine/logBench.ts';
import { bytesOf, recorded } from '../../../../support/engine/messages.ts';
import { FakeClock } from '../../../../support/platform/fakeClock.ts';
import { tempFolder } from '../../../../support/tempFolder.ts';

function request(reqId: string, time: number): TrafficRecord {
  return recorded({ direction: 'down', topic: 'iotdm-1/observe', payload: bytesOf({ reqId, d: { fields: [] } }), time });
}

function answer(reqId: string, time: number): TrafficRecord {
  return recorded({ topic: 'iotdevice-1/response', payload: bytesOf({ reqId, rc: 200 }), time });
}

test('after a restart an answer finds the request of before, unless that was answered already', (context) => {
  const folder = tempFolder(context);
  const clock = new FakeClock();
  const before = new LogBench({ folder, clock });
  before.take([request('a', clock.now()), request('b', clock.now()), answer('b', clock.now() + 5)]);
  before.log.close();
  const after = new LogBench({ folder, clock });
  context.after(() => after.log.close());
  after.log.resume();
  after.take([answer('b', clock.now() + 7), answer('a', clock.now() + 9)]);
  assert.deepEqual(
    after.rows(1, 9).map(({ partner }) => partner),
    [{ seq: 5, ms: 9 }, { seq: 3, ms: 5 }, { seq: 2, ms: 5 }, undefined, { seq: 1, ms: 9 }],
  );
});

test('a request that nobody answers times out, which is a change of its row; one that was answered does not', (context) => {
  const clock = new FakeClock();
  const bench = new LogBench({ clock });
  context.after(() => bench.log.close());
  const changed: number[] = [];
  bench.reader.observe({ grew: (rows) => changed.push(...rows), cleared: () => undefined });
  bench.take([request('a', clock.now()), request('b', clock.now()), answer('b', clock.now() + 5)]);
  clock.advance(answerTimeoutMs - 1);
  const timedOut = (): unknown[] => bench.rows(1, 3).map((row) => row.timedOut);
  assert.deepEqual(timedOut(), [undefined, undefined, undefined]);
  clock.advance(1);
  assert.deepEqual(timedOut(), [true, undefined, undefined]);
  bench.reader.tell();
  assert.ok(changed.includes(1));
});
