import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { rowFilter } from '../../../../../src/engine/log/files/rowFilter.ts';
import type { TrafficRecord } from '../../../../../src/rpc/log/traffic.ts';
import { answerText } from '../../../../../src/webview/log/list/rowText.ts';
import { answerTimeoutMs } from '../../../../../src/wiotp/limits.ts';
import { LogBench } from '../../../../support/engine/logBench.ts';
import { bytesOf, recorded } from '../../../../support/engine/messages.ts';
import { FakeClock } from '../../../../support/platform/fakeClock.ts';
import { tempFolder } from '../../../../support/tempFolder.ts';

const asked = recorded({ direction: 'down', topic: 'iotdm-1/observe', qos: 1, payload: bytesOf({ reqId: 'o', d: { fields: [] } }) });
const askedAgain: TrafficRecord = { ...asked, dup: true };
const answered = recorded({ topic: 'iotdevice-1/response', qos: 1, payload: bytesOf({ reqId: 'o', rc: 200 }) });
const answeredAgain: TrafficRecord = { ...answered, dup: true };

/** One after the other, a millisecond apart. */
function take(log: LogBench, clock: FakeClock, ...records: readonly TrafficRecord[]): void {
  for (const record of records) {
    log.take([{ ...record, time: clock.now() }]);
    clock.advance(1);
  }
}

/** What each row says of its answer, and with a star whether `is:waiting` finds it. */
function says(log: LogBench, clock: FakeClock): readonly string[] {
  const { first, end } = log.reader.extent;
  const waits = rowFilter('is:waiting', clock.now());
  const found = new Set(log.reader.stored(first, end).flatMap((row) => (waits(row) ? [row.seq] : [])));
  return log.rows(first, end - first).map((row) => {
    const text = answerText(row).replace(/^answers .* after/, 'answers after');
    return found.has(row.seq) ? `${text} *` : text;
  });
}

for (const [what, records, before, after] of [
  ['a request that waits', [asked, askedAgain], ['no answer yet *', ''], ['timed out *', '']],
  [
    'a request, before its answer',
    [asked, askedAgain, answered],
    ['answered after 2 ms', '', 'answers after 2 ms'],
    ['answered after 2 ms', '', 'answers after 2 ms'],
  ],
  [
    'a request, after its answer',
    [asked, answered, askedAgain],
    ['answered after 1 ms', 'answers after 1 ms', ''],
    ['answered after 1 ms', 'answers after 1 ms', ''],
  ],
  [
    'an answer',
    [asked, answered, answeredAgain],
    ['answered after 1 ms', 'answers after 1 ms', ''],
    ['answered after 1 ms', 'answers after 1 ms', ''],
  ],
  [
    'an answer, when another request of the same reqId waits',
    [asked, answered, asked, answeredAgain],
    ['answered after 1 ms', 'answers after 1 ms', 'no answer yet *', ''],
    ['answered after 1 ms', 'answers after 1 ms', 'timed out *', ''],
  ],
  ['a request whose first delivery is not in the log', [askedAgain], ['no answer yet *'], ['timed out *']],
  [
    'a request whose first delivery is not in the log, and which is answered',
    [askedAgain, answered],
    ['answered after 1 ms', 'answers after 1 ms'],
    ['answered after 1 ms', 'answers after 1 ms'],
  ],
] as const satisfies readonly (readonly [string, readonly TrafficRecord[], readonly string[], readonly string[]])[]) {
  test(`another delivery is no other message: ${what}`, () => {
    const clock = new FakeClock();
    const log = new LogBench({ clock });
    take(log, clock, ...records);
    assert.deepEqual(says(log, clock), before);
    clock.advance(answerTimeoutMs * 5);
    assert.deepEqual(says(log, clock), after, 'when time has passed');
  });
}

function restarted(context: TestContext, records: readonly TrafficRecord[]): { readonly log: LogBench; readonly clock: FakeClock } {
  const folder = tempFolder(context);
  const clock = new FakeClock();
  const before = new LogBench({ folder, clock });
  take(before, clock, ...records);
  before.log.close();
  const log = new LogBench({ folder, clock });
  context.after(() => log.log.close());
  log.log.resume();
  return { log, clock };
}

test('what was delivered before a restart is known when it is delivered again behind it', (context) => {
  const { log, clock } = restarted(context, [asked]);
  take(log, clock, askedAgain, answered);
  clock.advance(answerTimeoutMs);
  assert.deepEqual(says(log, clock), ['answered after 2 ms', '', 'answers after 2 ms']);
});

test('what was delivered twice before a restart is answered at its first delivery behind it', (context) => {
  const { log, clock } = restarted(context, [asked, askedAgain]);
  take(log, clock, answered);
  clock.advance(answerTimeoutMs);
  assert.deepEqual(says(log, clock), ['answered after 2 ms', '', 'answers after 2 ms']);
});

test('a request that is delivered again when the log was emptied waits for its answer', () => {
  const clock = new FakeClock();
  const log = new LogBench({ clock });
  take(log, clock, asked);
  log.log.clear();
  take(log, clock, askedAgain);
  assert.deepEqual(says(log, clock), ['no answer yet *']);
});

test('a row says that it is another delivery, and only then', () => {
  const clock = new FakeClock();
  const log = new LogBench({ clock });
  take(log, clock, askedAgain, askedAgain);
  assert.deepEqual(
    log.rows(1, 2).map(({ dup, again }) => [dup, again]),
    [
      [true, undefined],
      [true, true],
    ],
  );
});
