import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeviceProblems } from '../../../../src/platform/problems/deviceProblems.ts';
import type { ConnectionEvent, TrafficRecord } from '../../../../src/rpc/log/traffic.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';

const one = { typeId: 'sensor', deviceId: 'one' };
const behind = { typeId: 'probe', deviceId: 'p1' };
const gateway = { typeId: 'gw', deviceId: 'g1' };

const manage = ['up', 'iotdevice-1/mgmt/manage', { reqId: 'm' }] as const;
const managed = ['down', 'iotdm-1/response', { rc: 200, reqId: 'm' }] as const;
const subscribed: Happening = { kind: 'connection.subscribed', filter: 'iotdm-1/#', qos: 1 };
const open: Happening = { kind: 'connection.open', cleanSession: true };
const closed: Happening = { kind: 'connection.closed', code: 91 };
const reboot = ['down', 'iotdm-1/mgmt/initiate/device/reboot', { reqId: 'b' }] as const;
const written = ['down', 'iotdm-1/device/update', { d: { fields: [{ field: 'metadata', value: {} }] } }] as const;
const observe = ['down', 'iotdm-1/observe', { d: { fields: [{ field: 'mgmt.firmware' }] }, reqId: 'o' }] as const;
const observed = ['up', 'iotdevice-1/response', { rc: 200, reqId: 'o' }] as const;

type Happening = ConnectionEvent;
type Step = Happening | readonly ['up' | 'down', topic: string, payload: object | string, more?: Partial<TrafficRecord>];

/** The problems of a device when all this has crossed the platform, and what was told of them. */
function watched(clientId = 'd:abc123:sensor:one') {
  const clock = new FakeClock();
  const changed: string[] = [];
  const problems = new DeviceProblems({
    org: 'abc123',
    clock,
    isRegistered: ({ deviceId }) => deviceId !== 'stranger',
    isManaged: () => false,
    changed: ({ deviceId }) => changed.push(deviceId),
  });
  const encoder = new TextEncoder();
  const take = (...steps: readonly Step[]): void => {
    for (const step of steps) {
      clock.advance(10);
      const [direction, topic, payload, more] = 'kind' in step ? (['up', '', '', { event: step }] as const) : step;
      const bytes = encoder.encode(typeof payload === 'string' ? payload : JSON.stringify(payload));
      const record = {
        time: clock.now(),
        clientId,
        connection: 'c',
        direction,
        topic,
        payload: bytes,
        qos: 0,
        retain: false,
        dup: false,
      } as const;
      problems.take({ ...record, ...more });
    }
  };
  return { problems, clock, changed, take, rules: (device = one) => problems.of(device).map(({ rule }) => rule) };
}

const begin: readonly Step[] = [open, subscribed, manage, managed];

for (const [what, rules, steps] of [
  ['what is right', [], begin],
  ['a right reboot', [], [...begin, reboot, ['up', 'iotdevice-1/response', { rc: 202, reqId: 'b' }], closed, ...begin.slice(0, 2)]],
  ['no 202 before a restart', ['conversation/restart-unconfirmed'], [...begin, reboot, closed]],
  [
    'an answer to a request that nobody sent',
    ['conversation/reqId-unknown'],
    [...begin, ['up', 'iotdevice-1/response', { rc: 200, reqId: 'x' }]],
  ],
  [
    'an answer without reqId to a message that wants none',
    ['conversation/answer-unwanted'],
    [...begin, written, ['up', 'iotdevice-1/response', { rc: 204 }]],
  ],
  [
    'an answer without anything to a message that wants none',
    ['schema/required', 'conversation/answer-unwanted'],
    [...begin, written, ['up', 'iotdevice-1/response', {}]],
  ],
  ['a request without reqId', ['dm/reqId-missing'], [...begin, ['up', 'iotdevice-1/clear/diag/log', {}]]],
  ['a request before Manage', ['conversation/unmanaged-request'], [open, subscribed, ['up', 'iotdevice-1/clear/diag/log', { reqId: 'c' }]]],
  ['an answer without reqId', ['schema/required'], [...begin, reboot, ['up', 'iotdevice-1/response', { rc: 202 }]]],
  ['a return code in quotes', ['dm/rc-string'], [...begin, reboot, ['up', 'iotdevice-1/response', { rc: '202', reqId: 'b' }]]],
  ['a reqId without quotes', ['json/syntax'], [...begin, reboot, ['up', 'iotdevice-1/response', '{"rc":202,"reqId":41f5a1a0-7c4d}']]],
  [
    'a code that does not answer the request',
    ['dm/rc-answer'],
    [...begin, reboot, ['up', 'iotdevice-1/response', { rc: 204, reqId: 'b' }]],
  ],
  ['Manage before the subscription', ['conversation/answer-missed'], [open, manage]],
  ['a reqId that is used again', ['conversation/reqId-again'], [...begin, manage, managed]],
  ['an operation that does not exist', ['message/unknown-topic'], [...begin, ['up', 'iotdevice-1/mgmt/mange', {}]]],
  [
    'states in an order that cannot be',
    ['conversation/firmware-order'],
    [...begin, observe, observed, ['up', 'iotdevice-1/notify', { d: { fields: [{ field: 'mgmt.firmware', value: { state: 1 } }] } }]],
  ],
  [
    'a notification that nobody asked for',
    ['conversation/not-observed'],
    [...begin, ['up', 'iotdevice-1/notify', { d: { fields: [{ field: 'mgmt.firmware', value: { state: 0 } }] } }]],
  ],
  ['an event that is no JSON', ['json/free-payload'], [open, ['up', 'iot-2/evt/status/fmt/json', "{'a': 1}"]]],
  ['an event in a format that is not JSON', [], [open, ['up', 'iot-2/evt/status/fmt/csv', '1;2']]],
  ['a retained event', ['message/retained'], [open, ['up', 'iot-2/evt/status/fmt/json', '{}', { retain: true }]]],
  [
    'a topic that is not allowed',
    ['message/topic'],
    [open, ['up', 'iot-2/evt/status/fmt/json/LWT', '{}'], { kind: 'connection.closed', code: 276, reason: 'No.' }],
  ],
  [
    'a filter that is not allowed',
    ['message/topic'],
    [open, { kind: 'connection.closed', code: 276, reason: 'The filter breaks a rule.' }],
  ],
  [
    'a filter that catches nothing',
    ['transcript/idle-filter'],
    [open, { kind: 'connection.subscribed', filter: 'iotdm-1/response/', qos: 0 }],
  ],
  ['a second connection', ['conversation/taken-over'], [open, { kind: 'connection.closed', code: 288 }, open]],
  ['a command, which is not the doing of the device', [], [open, ['down', 'iot-2/cmd/a/fmt/json', '{']]],
  ['a session of an earlier run', [], [{ kind: 'connection.open', cleanSession: false, sessionPresent: true }, manage]],
] as const satisfies readonly (readonly [string, readonly string[], readonly Step[]])[]) {
  test(`${what}: ${rules.join(', ') || 'no problem'}`, () => {
    const { take, rules: found } = watched();
    take(...steps);
    assert.deepEqual(found(), rules);
  });
}

test('an answer that nobody wanted is a mere hint', () => {
  const { take, problems } = watched();
  take(...begin, written, ['up', 'iotdevice-1/response', { rc: 204 }]);
  assert.deepEqual(
    problems.of(one).map(({ severity }) => severity),
    ['hint'],
  );
});

test('repeats are counted, and told once', () => {
  const { take, problems, changed, clock } = watched();
  take(...begin);
  const first = clock.now() + 10;
  for (const reqId of ['x', 'y', 'z']) take(['up', 'iotdevice-1/response', { rc: 200, reqId }]);
  const [problem, ...others] = problems.of(one);
  assert.partialDeepStrictEqual(problem, { times: 3, first, last: clock.now(), topic: 'iotdevice-1/response' });
  assert.deepEqual([others, changed, problems.count(one)], [[], ['one'], 1]);
});

test('at most 100 different problems of a device are kept, the latest', () => {
  const { take, problems } = watched();
  take(open);
  for (let at = 0; at < 150; at++) take(['up', `iot-2/evt/e${at}/fmt/json`, '{']);
  assert.equal(problems.of(one).length, 100);
  assert.equal(problems.of(one)[0]?.topic, 'iot-2/evt/e149/fmt/json');
});

test('the problems of a device behind a gateway are its own, those of a stranger the gateway’s', () => {
  const { take, rules } = watched('g:abc123:gw:g1');
  take(open, ['up', 'iotdevice-1/type/probe/id/p1/response', { rc: '200', reqId: 'x' }]);
  assert.deepEqual(rules(behind).toSorted(), ['conversation/reqId-unknown', 'dm/rc-string']);
  assert.deepEqual(rules(gateway), []);
  take(['up', 'iotdevice-1/type/probe/id/stranger/mgmt/mange', {}]);
  assert.deepEqual(rules(gateway), ['message/unknown-topic']);
});

test('a gateway that goes while it is to restart leaves its own request without 202, and no other', () => {
  const { take, rules } = watched('g:abc123:gw:g1');
  for (const device of ['type/probe/id/p1', 'type/gw/id/g1'])
    take(['up', `iotdevice-1/${device}/mgmt/manage`, { d: { supports: { deviceActions: true } }, reqId: device }]);
  take(['down', 'iotdm-1/type/probe/id/p1/mgmt/initiate/device/reboot', { reqId: 'b' }], closed);
  assert.deepEqual([rules(behind), rules(gateway)], [[], []]);
  take(open, ['down', 'iotdm-1/type/gw/id/g1/mgmt/initiate/device/reboot', { reqId: 'g' }], closed);
  assert.deepEqual([rules(behind), rules(gateway)], [[], ['conversation/restart-unconfirmed']]);
});

test('a client of another organisation, an application and a stranger are not watched', () => {
  for (const clientId of ['d:other1:sensor:one', 'a:abc123:app', 'd:abc123:sensor:stranger', 'd:abc123', '']) {
    const { take, changed } = watched(clientId);
    take(open, ['up', 'iotdevice-1/mgmt/mange', '{']);
    assert.deepEqual(changed, []);
  }
});

test('what a device leaves undone is told when the action has timed out', () => {
  const { take, problems, rules } = watched();
  take(...begin, reboot);
  problems.overdue(one, new Set(['other']));
  assert.deepEqual(rules(), []);
  problems.overdue(one, new Set(['b']));
  assert.deepEqual(rules(), ['conversation/unanswered']);
  take(['up', 'iotdevice-1/response', { rc: 202, reqId: 'b' }]);
  assert.deepEqual(rules(), ['conversation/answer-late']);
  problems.overdue(one, new Set(['b']));
  assert.deepEqual(rules(), ['conversation/manage-missing', 'conversation/answer-late']);
});

test('a request that is answered late is not one of those that stay unanswered', () => {
  const { take, problems, rules, changed } = watched();
  const again = ['down', 'iotdm-1/observe', { d: { fields: [{ field: 'location' }] }, reqId: 'p' }] as const;
  take(...begin, observe, again);
  problems.overdue(one, new Set(['o', 'p']));
  assert.equal(problems.of(one)[0]?.times, 2);
  take(observed);
  assert.deepEqual(rules(), ['conversation/answer-late', 'conversation/unanswered']);
  assert.equal(problems.of(one)[1]?.times, 1);
  changed.length = 0;
  take(['up', 'iotdevice-1/response', { rc: 200, reqId: 'p' }]);
  assert.deepEqual(rules(), ['conversation/answer-late']);
  assert.deepEqual(changed, ['one']);
});

test('a late answer is known as such after much else has happened', () => {
  const { take, problems, rules } = watched();
  take(...begin, reboot);
  problems.overdue(one, new Set(['b']));
  const padding = 'x'.repeat(5000);
  for (let at = 0; at < 30; at++) {
    take(['up', 'iotdevice-1/notify', { d: { fields: [{ field: 'metadata', value: { padding } }] } }]);
  }
  take(['up', 'iotdevice-1/response', { rc: 202, reqId: 'b' }]);
  assert.ok(rules().includes('conversation/answer-late'));
  assert.ok(!rules().includes('conversation/unanswered'));
});

test('a conversation without end is forgotten but for what matters, and nothing is blamed for that', () => {
  const { take, rules } = watched();
  take(...begin, observe, observed, reboot);
  const padding = 'x'.repeat(5000);
  for (let at = 0; at < 200; at++) {
    const reqId = `n${at}`;
    take([
      'up',
      'iotdevice-1/notify',
      {
        d: {
          fields: [
            { field: 'metadata', value: { padding } },
            { field: 'mgmt.firmware', value: { name: 'n' } },
          ],
        },
        reqId,
      },
    ]);
    take(['down', 'iotdm-1/response', { rc: 200, reqId }]);
  }
  take(['up', 'iotdevice-1/response', { rc: 202, reqId: 'b' }], ['up', 'iotdevice-1/response', { rc: 202, reqId: 'c' }]);
  assert.deepEqual(rules(), ['conversation/not-observed']);
  take(closed, open, subscribed, ['up', 'iotdevice-1/response', { rc: 202, reqId: 'c' }]);
  assert.deepEqual(rules(), ['conversation/reqId-unknown', 'conversation/not-observed']);
});

test('a device that is forgotten has no problems', () => {
  const { take, problems, rules } = watched();
  take(open, manage);
  problems.forget(one);
  assert.deepEqual(rules(), []);
  take(open, subscribed);
  assert.deepEqual(rules(), []);
});
