import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintJudge } from '../../../../../src/engine/log/verdicts/judge.ts';
import type { ConnectionEvent } from '../../../../../src/rpc/log/traffic.ts';
import { LogBench } from '../../../../support/engine/logBench.ts';
import { bytesOf, recorded } from '../../../../support/engine/messages.ts';
import { FakeClock } from '../../../../support/platform/fakeClock.ts';
import { tempFolder } from '../../../../support/tempFolder.ts';

/** An event of the connection, or a message: `<` from the platform, `>` from the device. */
type Line = ConnectionEvent | readonly ['<' | '>', topic: string, payload: unknown];

const firmware = { fields: [{ field: 'mgmt.firmware' }] };
const open: ConnectionEvent = { kind: 'connection.open', cleanSession: true };
const newSession: ConnectionEvent = { kind: 'connection.open', cleanSession: false, sessionPresent: false };
const resumed: ConnectionEvent = { kind: 'connection.open', cleanSession: false, sessionPresent: true };
const subscribed: ConnectionEvent = { kind: 'connection.subscribed', filter: 'iotdm-1/#', qos: 1 };
const closed: ConnectionEvent = { kind: 'connection.closed', code: 91 };
const observe: Line = ['<', 'iotdm-1/observe', { reqId: 'o', d: firmware }];
const observed: Line = ['>', 'iotdevice-1/response', { rc: 200, reqId: 'o' }];
const cancel: Line = ['<', 'iotdm-1/cancel', { reqId: 'c', d: firmware }];
const cancelled: Line = ['>', 'iotdevice-1/response', { rc: 200, reqId: 'c' }];
const download: Line = ['<', 'iotdm-1/mgmt/initiate/firmware/download', { reqId: 'd' }];
const accepts: Line = ['>', 'iotdevice-1/response', { rc: 202, reqId: 'd' }];
const reports: Line = ['>', 'iotdevice-1/notify', { d: { fields: [{ field: 'mgmt.firmware', value: { state: 1 } }] } }];
const written: Line = ['<', 'iotdm-1/device/update', { d: { fields: [{ field: 'metadata', value: {} }] } }];

let time = 1_000_000;

function take(log: LogBench, lines: readonly Line[], clientId = 'd:abc123:sensor:one'): void {
  for (const line of lines) {
    const base = { clientId, time: time++ };
    const record =
      'kind' in line
        ? recorded({ ...base, topic: '', payload: new Uint8Array(), event: line })
        : recorded({ ...base, topic: line[1], payload: bytesOf(line[2]), direction: line[0] === '<' ? 'down' : 'up' });
    log.take([record], 'platform');
  }
}

/** What the order of messages says in a log, row by row. */
async function orderRules(log: LogBench, from = 0): Promise<readonly string[]> {
  const messages = await Promise.all(log.rows(from, 3000).map(({ seq }) => log.message(seq)));
  return messages.flatMap((message) => message?.findings ?? []).flatMap(({ rule }) => (rule.startsWith('conversation/') ? [rule] : []));
}

const unknown = 'conversation/reqId-unknown';
const missing = 'conversation/observe-missing';
const notObserved = 'conversation/not-observed';

for (const [what, lines, expected] of [
  ['an answer to what went before', [accepts], []],
  ['an answer to what went before, while something else waits, whose answer comes then', [observe, accepts, observed], []],
  ['an answer to what went before, after what wants none', [written, accepts], []],
  ['what was observed before', [reports], []],
  ['an action whose observation began before', [download, accepts, reports], []],
  ['a session that goes on', [resumed, accepts, reports], []],
  ['a connection that is seen to end', [closed, resumed, accepts, reports], []],
  ['a new session', [open, subscribed, accepts], [unknown]],
  ['a new session that will last', [newSession, subscribed, accepts], [unknown]],
  ['a new session after the middle', [accepts, closed, open, subscribed, accepts, download, accepts, reports], [unknown]],
  ['what is seen to be cancelled', [cancel, cancelled, reports], [notObserved]],
  ['an action after its observation was cancelled', [cancel, cancelled, download], [missing]],
] as const satisfies readonly (readonly [string, readonly Line[], readonly string[]])[]) {
  test(`a log that begins in the middle: ${what}`, async () => {
    const log = new LogBench({ bench: { judge: lintJudge() } });
    take(log, lines);
    assert.deepEqual(await orderRules(log), expected);
  });
}

test('a log that is emptied blames nobody for what it held', async () => {
  const log = new LogBench({ bench: { judge: lintJudge() } });
  take(log, [open, subscribed, observe, observed, download]);
  log.log.clear();
  take(log, [accepts, reports]);
  assert.deepEqual(await orderRules(log), []);
});

test('a log that is opened again knows the request of an answer, and what may be observed', async (context) => {
  const folder = tempFolder(context);
  const bench = { judge: lintJudge() };
  const before = new LogBench({ folder, bench });
  take(before, [open, subscribed, observe, observed, download]);
  before.log.close();
  const after = new LogBench({ folder, bench });
  context.after(() => after.log.close());
  after.log.resume();
  take(after, [closed, open, subscribed, accepts]);
  assert.deepEqual([after.rows(9, 1)[0]?.partner?.seq, await orderRules(after)], [5, []]);
});

test('what is told again when much was remembered may lack what an answer is for', async () => {
  const log = new LogBench({ bench: { judge: lintJudge() } });
  const many = Array.from({ length: 600 }, (_, at): Line => ['>', 'iotdevice-1/add/diag/log', { reqId: `n${at}`, d: { message: 'x' } }]);
  take(log, [open, subscribed, ...many, accepts]);
  assert.deepEqual(await orderRules(log), []);
});

const manyClients = 2100;

test('a client that was forgotten among very many is joined in the middle when it comes again', async () => {
  const log = new LogBench({ bench: { judge: lintJudge() } });
  take(log, [open, subscribed, observe, observed]);
  for (let client = 0; client < manyClients; client++) take(log, [open], `d:abc123:sensor:other${client}`);
  take(log, [open, subscribed, reports]);
  assert.deepEqual(await orderRules(log), []);
});

test('a client that was not forgotten is not', async () => {
  const log = new LogBench({ bench: { judge: lintJudge() } });
  take(log, [open, subscribed]);
  for (let client = 0; client < manyClients; client++) {
    take(log, [open], `d:abc123:sensor:other${client}`);
    if (client % 1000 === 0) take(log, [closed, open, subscribed]);
  }
  take(log, [reports]);
  assert.deepEqual(await orderRules(log), [notObserved]);
});

for (const [what, others] of [
  ['a few rows', 100],
  ['more rows than are read again', 10_500],
] as const) {
  test(`a log that is opened again blames nobody for what an earlier run may have seen: ${what} later`, async (context) => {
    const folder = tempFolder(context);
    const bench = { judge: lintJudge() };
    const before = new LogBench({ folder, bench });
    take(before, [open, subscribed, observe, observed]);
    before.take(Array.from({ length: others }, () => recorded({ clientId: 'd:abc123:sensor:other' })));
    before.log.close();
    const after = new LogBench({ folder, bench });
    context.after(() => after.log.close());
    after.log.resume();
    take(after, [open, subscribed, reports]);
    assert.deepEqual(await orderRules(after, others), []);
  });
}

test('nor does one that was emptied before', async (context) => {
  const folder = tempFolder(context);
  const bench = { judge: lintJudge() };
  const before = new LogBench({ folder, bench });
  take(before, [open, subscribed, observe, observed]);
  before.log.clear();
  before.log.close();
  const after = new LogBench({ folder, bench });
  context.after(() => after.log.close());
  after.log.resume();
  take(after, [open, subscribed, reports]);
  assert.deepEqual(await orderRules(after), []);
});

test('a log that begins empty knows all that was observed', async (context) => {
  const log = new LogBench({ folder: tempFolder(context), bench: { judge: lintJudge() } });
  context.after(() => log.log.close());
  log.log.resume();
  take(log, [open, subscribed, reports]);
  assert.deepEqual(await orderRules(log), [notObserved]);
});

test('a log that is closed waits for nobody any more', () => {
  const clock = new FakeClock();
  const log = new LogBench({ clock });
  take(log, [open, subscribed, observe]);
  assert.notEqual(clock.pending, 0);
  log.log.close();
  assert.equal(clock.pending, 0);
});
