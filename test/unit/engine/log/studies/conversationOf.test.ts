import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintJudge } from '../../../../../src/engine/log/verdicts/judge.ts';
import { conversationOf, recentActions } from '../../../../../src/engine/log/studies/conversationOf.ts';
import type { TrafficRecord } from '../../../../../src/rpc/log/traffic.ts';
import { LogBench } from '../../../../support/engine/logBench.ts';
import { bytesOf, recorded } from '../../../../support/engine/messages.ts';

const one = 'd:abc123:sensor:one';

/** A log of records a second apart. */
function logOf(records: readonly Partial<TrafficRecord>[]): LogBench {
  const log = new LogBench({ bench: { judge: lintJudge() } });
  log.take(
    records.map((record, at) => recorded({ time: 1_000_000 + at * 1000, ...record })),
    'platform',
  );
  return log;
}

function down(topic: string, payload: unknown, clientId = one): Partial<TrafficRecord> {
  return { clientId, topic: `iotdm-1/${topic}`, payload: bytesOf(payload), direction: 'down' };
}

function up(topic: string, payload: unknown, clientId = one): Partial<TrafficRecord> {
  return { clientId, topic: `iotdevice-1/${topic}`, payload: bytesOf(payload), direction: 'up' };
}

const firmware = { fields: [{ field: 'mgmt.firmware' }] };
const reports = (state: number): Partial<TrafficRecord> => up('notify', { d: { fields: [{ field: 'mgmt.firmware', value: { state } }] } });
const reboot = down('mgmt/initiate/device/reboot', { reqId: 'r' });
const rebooting = up('response', { rc: 202, reqId: 'r' });

test('an action is found from each of its rows, among events and other clients', async () => {
  const log = logOf([
    {},
    down('observe', { reqId: 'o', d: firmware }),
    up('response', { rc: 200, reqId: 'o' }),
    {},
    down('mgmt/initiate/firmware/download', { reqId: 'd' }),
    { ...rebooting, clientId: 'd:abc123:sensor:two' },
    up('response', { rc: 202, reqId: 'd' }),
    reports(1),
    { topic: '', payload: new Uint8Array(), event: { kind: 'connection.closed', reason: 'It went.' } },
  ]);
  const picture = await conversationOf(log.reader, 3);
  assert.equal(picture?.title, 'Firmware download');
  assert.equal(picture.clientId, one);
  assert.deepEqual(
    picture.steps.map(({ row: { seq }, label }) => [seq, label]),
    [
      [2, 'Observe: mgmt.firmware'],
      [3, 'rc 200'],
      [5, 'Firmware download'],
      [7, 'rc 202'],
      [8, 'Notify: state 1 (downloading)'],
      [9, 'Connection closed'],
    ],
  );
  assert.match(picture.expected?.text ?? '', /state 2 \(downloaded\)/);
  for (const seq of [2, 5, 7, 8, 9]) assert.deepEqual(await conversationOf(log.reader, seq), picture);
  for (const seq of [1, 4, 6, 10]) assert.equal(await conversationOf(log.reader, seq), undefined);
});

test('what is wrong with a step is told with it, the order of messages included', async () => {
  const log = logOf([reboot, up('response', { rc: 204, reqId: 'r' }), up('response', { rc: 202, reqId: 'r' })]);
  const picture = await conversationOf(log.reader, 1);
  assert.deepEqual(
    picture?.steps.map(({ problems }) => problems.map(({ rule }) => rule)),
    [[], ['dm/rc-answer']],
  );
});

test('what comes again and again is one step', async () => {
  const asked = [down('observe', { reqId: 'o', d: firmware }), down('mgmt/initiate/firmware/download', { reqId: 'd' })];
  const many = Array.from({ length: 300 }, (_, at) => [
    up('notify', { d: { fields: [{ field: 'mgmt.firmware', value: { state: 1 } }] }, reqId: `n${at}` }),
    down('response', { rc: 200, reqId: `n${at}` }),
  ]).flat();
  const log = logOf([...asked, up('response', { rc: 202, reqId: 'd' }), ...many, reports(2)]);
  const picture = await conversationOf(log.reader, 2);
  assert.deepEqual(
    picture?.steps.map(({ label, repeated }) => [label, repeated?.times, repeated?.last.seq]),
    [
      ['Observe: mgmt.firmware', undefined, undefined],
      ['Firmware download', undefined, undefined],
      ['rc 202', undefined, undefined],
      ['Notify: state 1 (downloading)', 300, 602],
      ['rc 200', 300, 603],
      ['Notify: state 2 (downloaded)', undefined, undefined],
    ],
  );
});

test('another delivery of a message is no step of its own, and shows the action of the first one', async () => {
  const asked = { ...down('mgmt/initiate/device/reboot', { reqId: 'r' }), qos: 1 } as const;
  const log = logOf([asked, { ...asked, dup: true }, rebooting, { ...asked, dup: true }]);
  const picture = await conversationOf(log.reader, 1);
  assert.deepEqual(
    picture?.steps.map(({ row: { seq } }) => seq),
    [1, 3],
  );
  for (const seq of [2, 3, 4]) assert.deepEqual(await conversationOf(log.reader, seq), picture);
  assert.equal((await recentActions(log.reader)).length, 1);
});

const connection = (kind: 'open' | 'closed' | 'subscribed', filter?: string): Partial<TrafficRecord> => ({
  topic: '',
  payload: new Uint8Array(),
  event: { kind: `connection.${kind}`, ...(filter === undefined ? {} : { filter, qos: 1 }) },
});

test('subscriptions are one step only where their filters are the same', async () => {
  const twice = [
    connection('subscribed', 'iotdm-1/#'),
    connection('subscribed', 'iotdm-1/#'),
    connection('subscribed', 'iot-2/cmd/+/fmt/+'),
  ];
  const picture = await conversationOf(logOf([reboot, rebooting, connection('closed'), connection('open'), ...twice]).reader, 1);
  assert.deepEqual(
    picture?.steps.slice(4).map(({ row, repeated }) => [row.seq, repeated?.times]),
    [
      [5, 2],
      [7, undefined],
    ],
  );
});

const managed = up('mgmt/manage', { reqId: 'm' });
const ends = [
  ['goes on', [reboot, rebooting], undefined],
  ['is complete', [reboot, rebooting, managed, down('response', { rc: 200, reqId: 'm' })], true],
  ['is refused', [reboot, up('response', { rc: 501, reqId: 'r' })], false],
  ['comes back to a platform that does not want it', [reboot, rebooting, managed, down('response', { rc: 400, reqId: 'm' })], false],
] as const;
for (const [what, records, isComplete] of ends) {
  test(`a reboot that ${what} says so`, async () => {
    const picture = await conversationOf(logOf(records).reader, 1);
    assert.deepEqual([picture?.isComplete, picture?.expected === undefined], [isComplete, isComplete !== undefined]);
  });
}

test('a reboot that came back without an answer is told as such', async () => {
  const picture = await conversationOf(
    logOf([reboot, connection('closed'), connection('open'), managed, down('response', { rc: 200, reqId: 'm' })]).reader,
    1,
  );
  assert.deepEqual([picture?.isComplete, picture?.shortfall], [false, 'The device is back, but never answered the Reboot request.']);
});

test('a long action is cut, and says how much is left', async () => {
  const many = Array.from({ length: 2500 }, (_, at) => reports(at % 3));
  const log = logOf([down('mgmt/initiate/firmware/update', { reqId: 'u' }), up('response', { rc: 202, reqId: 'u' }), ...many]);
  const picture = await conversationOf(log.reader, 1);
  assert.ok((picture?.steps.length ?? 0) <= 2000);
});

test('a gateway that names itself speaks for itself; for others, the picture names them', async () => {
  const gateway = 'g:abc123:gw:g1';
  const log = logOf([
    down('type/gw/id/g1/mgmt/initiate/device/reboot', { reqId: 'r' }, gateway),
    down('type/probe/id/p1/mgmt/initiate/device/reboot', { reqId: 's' }, gateway),
    { clientId: gateway, topic: '', payload: new Uint8Array(), event: { kind: 'connection.closed' } },
  ]);
  const own = await conversationOf(log.reader, 1);
  assert.deepEqual([own?.behind, own?.steps.length], [undefined, 2]);
  const other = await conversationOf(log.reader, 2);
  assert.deepEqual([other?.behind, other?.steps.length], ['probe/p1', 1]);
});

test('recent actions come with the latest first', async () => {
  const log = logOf([
    reboot,
    rebooting,
    {},
    up('mgmt/manage', { reqId: 'm' }, 'd:abc123:sensor:two'),
    down('mgmt/custom/a/b', { reqId: 'c' }),
  ]);
  assert.deepEqual(
    (await recentActions(log.reader)).map(({ seq, title, clientId }) => [seq, title, clientId]),
    [
      [5, 'Custom action a/b', one],
      [4, 'Manage request', 'd:abc123:sensor:two'],
      [1, 'Reboot', one],
    ],
  );
  assert.deepEqual(await recentActions(new LogBench().reader), []);
});
