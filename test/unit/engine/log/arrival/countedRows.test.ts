import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { TrafficRecord } from '../../../../../src/rpc/log/traffic.ts';
import { assertCounted, LogBench } from '../../../../support/engine/logBench.ts';
import { bytesOf, recorded } from '../../../../support/engine/messages.ts';
import { FakeClock } from '../../../../support/platform/fakeClock.ts';
import { tempFolder } from '../../../../support/tempFolder.ts';

const refusal = recorded({ topic: '', payload: bytesOf(''), event: { kind: 'connection.refused', peer: '192.168.1.40:5001', code: 5 } });

function many(count: number): TrafficRecord[] {
  return Array.from({ length: count }, () => recorded({ payload: new Uint8Array(1_000) }));
}

const places: readonly (readonly [where: string, options: (context: TestContext) => { folder?: string; memoryBytes?: number }])[] = [
  ['in a file', (context) => ({ folder: tempFolder(context) })],
  ['in memory', () => ({})],
];

for (const [where, options] of places) {
  test(`what is counted explains the rows that are there, ${where}: repeats, losses, markers, retention and clearing`, (context) => {
    const clock = new FakeClock();
    const log = new LogBench({ ...options(context), clock });
    context.after(() => log.log.close());
    log.take([refusal, refusal, refusal, recorded()], 'platform', { session: 2, platform: 5 });
    log.log.addMarker('flashed', 1);
    log.take([refusal, refusal], 'session');
    const { session, platform } = assertCounted(log);
    assert.deepEqual([platform.stored, platform.repeated, platform.lost], [2, 2, 5]);
    assert.deepEqual([session.stored, session.repeated, session.lost], [2, 1, 2]);
    const ofKind = log.rows(0, 100).filter(({ kind }) => kind === 'connection.refused');
    assert.equal(
      (platform.kinds['connection.refused'] ?? 0) + (session.kinds['connection.refused'] ?? 0),
      ofKind.reduce((sum, { times = 1 }) => sum + times, 0),
    );

    for (let round = 0; round < 6; round++) log.take(many(1_000), round % 2 === 0 ? 'session' : 'platform');
    log.log.setRetention({ megabytes: 3, days: 7_000_000 });
    clock.advance(1_000);
    const kept = assertCounted(log);
    assert.ok(kept.session.pruned > 0 && kept.platform.pruned > 0);

    log.take(many(10), 'platform');
    log.log.clear();
    const cleared = assertCounted(log);
    assert.equal(cleared.platform.cleared, cleared.platform.stored - cleared.platform.pruned);
    log.take(many(10), 'platform');
    assertCounted(log);
  });
}

test('what is counted explains the rows that are there when memory is full', () => {
  const log = new LogBench({ memoryBytes: 1_000_000 });
  for (let round = 0; round < 6; round++) log.take(many(1_000), round % 2 === 0 ? 'session' : 'platform');
  const { session, platform } = assertCounted(log);
  assert.ok(session.dropped > 0 && platform.dropped > 0);
});
