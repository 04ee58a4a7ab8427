import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintJudge } from '../../../../../src/engine/log/verdicts/judge.ts';
import type { ConnectionEvent, SeenAt, TrafficRecord } from '../../../../../src/rpc/log/traffic.ts';
import { answerTimeoutMs } from '../../../../../src/wiotp/limits.ts';
import { LogBench } from '../../../../support/engine/logBench.ts';
import { bytesOf, recorded } from '../../../../support/engine/messages.ts';
import { FakeClock } from '../../../../support/platform/fakeClock.ts';

/** An event of the connection, or a message: `<` from the platform, `>` from the device. */
type Line = ConnectionEvent | readonly ['<' | '>', topic: string, payload?: unknown];

const open: ConnectionEvent = { kind: 'connection.open', cleanSession: true };
const resumed: ConnectionEvent = { kind: 'connection.open', cleanSession: false, sessionPresent: true };
const subscribed: ConnectionEvent = { kind: 'connection.subscribed', filter: 'iotdm-1/#', qos: 1 };
const closed: ConnectionEvent = { kind: 'connection.closed', code: 91 };
const manage: Line = ['>', 'iotdevice-1/mgmt/manage', { d: { supports: { deviceActions: true } }, reqId: 'm' }];
const managed: Line = ['<', 'iotdm-1/response', { rc: 200, reqId: 'm' }];
const managesAgain: Line = ['>', 'iotdevice-1/mgmt/manage', { d: { supports: { deviceActions: true } }, reqId: 'm2' }];
const unmanage: Line = ['>', 'iotdevice-1/mgmt/unmanage', { reqId: 'x' }];
const reboot: Line = ['<', 'iotdm-1/mgmt/initiate/device/reboot', { reqId: 'r' }];
const rebooting: Line = ['>', 'iotdevice-1/response', { rc: 202, reqId: 'r' }];
const location: Line = ['>', 'iotdevice-1/device/update/location', { d: { longitude: 1, latitude: 2 }, reqId: 'l' }];

/** A log that judges with the linter, and what is wrong with its rows by their numbers. */
function bench(more: Partial<ConstructorParameters<typeof LogBench>[0]> = {}) {
  const clock = new FakeClock();
  const log = new LogBench({ bench: { judge: lintJudge() }, clock, ...more });
  const takeAs = (clientId: string, at: SeenAt, lines: readonly Line[]): void => {
    for (const line of lines) {
      clock.advance(1);
      log.take([recordOf(line, clientId, clock.now())], at);
    }
  };
  const take = (...lines: readonly Line[]): void => takeAs('d:abc123:sensor:one', 'platform', lines);
  const rules = async (seq: number): Promise<readonly string[]> => ((await log.message(seq))?.findings ?? []).map(({ rule }) => rule);
  return { clock, log, take, takeAs, rules };
}

function recordOf(line: Line, clientId: string, time: number): TrafficRecord {
  if ('kind' in line) return recorded({ clientId, time, topic: '', payload: new Uint8Array(), event: line });
  const [side, topic, payload = {}] = line;
  return recorded({ clientId, time, topic, payload: bytesOf(payload), direction: side === '<' ? 'down' : 'up' });
}

for (const [what, lines, seq, expected] of [
  ['a whole reboot', [open, subscribed, manage, managed, reboot, rebooting, closed, open, subscribed, managesAgain], undefined, []],
  ['a Manage request before the subscription', [open, manage], 2, ['conversation/answer-missed']],
  ['an answer that nobody asked for', [open, subscribed, manage, managed, rebooting], 5, ['conversation/reqId-unknown']],
  ['a second answer', [reboot, rebooting, rebooting], 3, ['conversation/answered-twice']],
  [
    'a request to a device that has unmanaged',
    [unmanage, ['<', 'iotdm-1/response', { rc: 200, reqId: 'x' }], reboot],
    3,
    ['conversation/not-managed'],
  ],
  ['what an unmanaged device sends', [unmanage, location], 2, ['conversation/unmanaged-request']],
  ['an action that was not claimed', [['>', 'iotdevice-1/mgmt/manage', { reqId: 'm' }], managed, reboot], 3, ['conversation/unsupported']],
  ['a restart without an answer', [reboot, closed], 2, ['conversation/restart-unconfirmed']],
  ['a second connection', [open, open], 2, ['conversation/taken-over']],
  ['a log that begins in the middle', [reboot, rebooting, location], undefined, []],
  ['a session that goes on from before the log began', [resumed, manage, reboot, rebooting, location], undefined, []],
  ['a device that was managed before the log began', [open, subscribed, location, reboot, rebooting], undefined, []],
] as const satisfies readonly (readonly [string, readonly Line[], number | undefined, readonly string[]])[]) {
  test(`the order of messages is judged: ${what}`, async () => {
    const { log, take, rules } = bench();
    take(...lines);
    const flagged = log.rows(0, 100).filter(({ problems }) => problems > 0);
    assert.deepEqual(
      flagged.map(({ seq: row }) => row),
      seq === undefined ? [] : [seq],
    );
    if (seq !== undefined) assert.deepEqual(await rules(seq), expected);
  });
}

test('what is wrong with the message and with its order are told together', async () => {
  const { log, take, rules } = bench();
  take(unmanage, ['>', 'iotdevice-1/device/update/location', { d: { longitude: 1 }, reqId: 'l' }]);
  const [, row] = log.rows(0, 10);
  assert.deepEqual([row?.severity, row?.problems], ['error', 2]);
  assert.deepEqual(await rules(2), ['schema/required', 'conversation/unmanaged-request']);
});

test('a request that stays unanswered is told when the platform has given up', async () => {
  const { clock, log, take, rules } = bench();
  take(open, subscribed, reboot);
  clock.advance(answerTimeoutMs - 1);
  assert.deepEqual(await rules(3), []);
  const { revision } = log.reader.extent;
  clock.advance(1);
  assert.deepEqual(await rules(3), ['conversation/unanswered']);
  assert.equal(log.rows(3, 1)[0]?.problems, 1);
  assert.notEqual(log.reader.extent.revision, revision);
});

test('an answer that comes late is late, and its request no longer unanswered', async () => {
  const { clock, take, rules } = bench();
  take(open, subscribed, reboot);
  clock.advance(answerTimeoutMs);
  take(rebooting);
  assert.deepEqual([await rules(3), await rules(4)], [[], ['conversation/answer-late']]);
});

test('an answer in time leaves nothing to tell later', async () => {
  const { clock, take, rules } = bench();
  take(['<', 'iotdm-1/mgmt/custom/a/b', { reqId: 'r' }], ['>', 'iotdevice-1/response', { rc: 200, reqId: 'r' }]);
  clock.advance(answerTimeoutMs);
  assert.deepEqual([await rules(1), await rules(2)], [[], []]);
});

test('a restart without its Manage request is told at the answer, until the request comes', async () => {
  const { clock, take, rules } = bench();
  take(open, subscribed, reboot, rebooting, closed, open, subscribed);
  clock.advance(answerTimeoutMs);
  assert.deepEqual(await rules(4), ['conversation/manage-missing']);
  take(manage);
  assert.deepEqual(await rules(4), []);
});

test('clients and places are told apart', () => {
  const { log, takeAs } = bench();
  takeAs('d:abc123:sensor:two', 'platform', [open]);
  takeAs('d:abc123:sensor:one', 'session', [open]);
  takeAs('d:abc123:sensor:one', 'platform', [reboot]);
  takeAs('d:abc123:sensor:two', 'platform', [rebooting]);
  takeAs('d:abc123:sensor:one', 'session', [rebooting]);
  takeAs('d:abc123:sensor:one', 'platform', [rebooting]);
  takeAs('a:abc123:app', 'session', [rebooting]);
  assert.deepEqual(
    log.rows(0, 10).map(({ problems }) => problems),
    [0, 0, 0, 1, 1, 0, log.rows(7, 1)[0]?.problems],
  );
});

test('devices behind a gateway are told apart', () => {
  const { log, takeAs } = bench();
  const of = (id: string, [side, topic, payload]: Exclude<Line, ConnectionEvent>): Line => [
    side,
    topic.replace('/', `/type/t/id/${id}/`),
    payload,
  ];
  takeAs('g:abc123:gw:g1', 'platform', [open, of('a', reboot), of('b', rebooting)]);
  assert.deepEqual(
    log.rows(0, 10).map(({ problems }) => problems),
    [0, 0, 1],
  );
});

test('remarks have the severities that the user chose', async () => {
  const { log, take } = bench({
    bench: { judge: () => [], decide: (remarks) => remarks.map((remark) => ({ ...remark, severity: 'hint' as const })) },
  });
  take(reboot, rebooting, rebooting);
  assert.deepEqual([log.rows(3, 1)[0]?.severity, (await log.message(3))?.findings[0]?.severity], ['hint', 'hint']);
  const { log: silent, take: takeSilent } = bench({ bench: { judge: () => [], decide: () => [] } });
  takeSilent(reboot, rebooting, rebooting);
  assert.equal(silent.rows(3, 1)[0]?.problems, 0);
});

test('a log that is emptied forgets whom it waited for', () => {
  const { clock, log, take } = bench();
  take(open, subscribed, reboot);
  log.log.clear();
  const pending = clock.pending;
  take(rebooting);
  assert.equal(log.rows(4, 1)[0]?.problems, 0);
  assert.ok(pending <= 1, 'no timer is left but that of the store');
});

test('hostile payloads and topics are taken in', () => {
  const { log, take } = bench();
  const payloads = [
    '',
    '[',
    '{"reqId":{}}',
    '"x"',
    'null',
    '[[['.repeat(3000),
    JSON.stringify({ reqId: 'x'.repeat(100_000) }),
    '{"__proto__":{"reqId":"r"}}',
  ];
  const topics = ['iotdevice-1/response', 'iotdevice-1/notify', 'iotdevice-1/', 'iotdm-1/mgmt/mange', `iotdevice-1/${'x/'.repeat(30_000)}`];
  for (const payload of payloads) for (const topic of topics) take(['>', topic, payload], ['<', topic, payload]);
  assert.equal(log.reader.extent.end - 1, payloads.length * topics.length * 2);
});

test('ten thousand clients are followed in bounded memory, the latest of them', () => {
  const { log, takeAs } = bench();
  for (let client = 0; client < 10_000; client++) takeAs(`d:abc123:sensor:${client}`, 'platform', [reboot]);
  takeAs('d:abc123:sensor:9999', 'platform', [rebooting, rebooting]);
  // Forgotten, so joined in the middle: it may have been asked.
  takeAs('d:abc123:sensor:0', 'platform', [rebooting]);
  const { end } = log.reader.extent;
  assert.deepEqual(
    log.rows(end - 3, 3).map(({ problems }) => problems),
    [0, 1, 0],
  );
});
