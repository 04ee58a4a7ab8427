import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultLintOptions } from '../../../../src/lint/options.ts';
import { found, foundInSteps, lint } from '../support.ts';

describe('a filter that catches nothing', () => {
  const gateway = { classId: 'Gateway', typeId: 'gw', deviceId: 'g1' };
  const scenes: readonly (readonly [filter: string, device: object, meant?: string])[] = [
    ['iotdm-1/response/', {}, 'iotdm-1/#'],
    ['iotdm-1/respnse', {}, 'iotdm-1/#'],
    ['iotdm-1/type/+/id/+/#', {}, 'iotdm-1/#'],
    ['iotdm-1/#', {}],
    ['iotdm-1/${what}', {}],
    ['iotdm-1/type/+/id/+/respnse', gateway, 'iotdm-1/type/+/id/+/#'],
    ['iotdm-1/type/+/id/+/#', gateway],
    ['iot-2/type/gw/id/other/notify', gateway, 'iot-2/type/gw/id/g1/notify'],
    ['iot-2/type/gw/id/g1/notify', gateway],
    ['iot-2/type/+/id/+/notify', gateway],
    ['iot-2/type/gw/id/other/notify', { classId: 'Gateway' }],
  ];
  for (const [filter, device, meant] of scenes) {
    it(`${filter} ${JSON.stringify(device)} is ${meant ?? 'none'}`, () => {
      const problems = lint({ device, steps: [{ connection: 'subscribed', filter }] });
      assert.deepEqual(
        problems.map(({ rule, fix }) => [rule, fix?.edits[0]?.text]),
        meant === undefined ? [] : [['transcript/idle-filter', JSON.stringify(meant)]],
      );
    });
  }
});

describe('at Quickstart', () => {
  const options = { ...defaultLintOptions, limits: 'quickstart' } as const;
  const manage = { topic: 'iotdevice-1/mgmt/manage', payload: { reqId: '1' } };
  const command = { topic: 'iot-2/cmd/reset/fmt/json', payload: {} };
  const scenes: readonly (readonly [title: string, step: object, ...found: string[]])[] = [
    ['an event is all there is', { topic: 'iot-2/evt/a/fmt/json', payload: {} }],
    ['nothing is subscribed to', { connection: 'subscribed', filter: 'iotdm-1/#' }, 'transcript/filter "iotdm-1/#"'],
    ['no command arrives', command, 'message/quickstart "iot-2/cmd/reset/fmt/json"'],
    ['a command may be what must not arrive', { ...command, absent: 100 }],
    ['no session lasts', { connection: 'open', cleanSession: false }, 'message/quickstart false'],
    ['there is no Device Management', manage, 'message/quickstart "iotdevice-1/mgmt/manage"'],
  ];
  for (const [title, step, ...expected] of scenes) {
    it(title, () => {
      const steps = 'connection' in step && step.connection === 'open' ? [step] : [{ connection: 'open' }, step];
      assert.deepEqual(found({ starts: 'offline', steps }, { options }), expected);
    });
  }
});

describe('a topic of a gateway that lacks the device', () => {
  const device = { classId: 'Gateway', typeId: 'gw', deviceId: 'g1' };
  const scenes: readonly (readonly [topic: string, named: string, fixed: boolean])[] = [
    ['iotdevice-1/mgmt/manage', 'iotdevice-1/type/gw/id/g1/mgmt/manage', true],
    ['iotdevice-1/mgmt/manag', 'iotdevice-1/type/gw/id/g1/mgmt/manage', false],
    ['iotdm-1/observe', 'iotdm-1/type/gw/id/g1/observe', true],
  ];
  for (const [topic, named, fixed] of scenes) {
    it(`is completed: ${topic}`, () => {
      const [problem] = lint({ device, steps: [{ topic, payload: { reqId: '1' } }] }).filter(({ rule }) => rule.includes('topic'));
      if (fixed) assert.deepEqual(problem?.fix?.edits[0]?.text, JSON.stringify(named));
      else assert.equal(problem?.fix, undefined);
      if (topic.startsWith('iotdevice-1')) assert.ok(problem?.message.includes(`"${named}"`), problem?.message);
    });
  }

  it('is left to its writer when the IDs are not known', () => {
    assert.deepEqual(foundInSteps([{ topic: 'iotdm-1/observe', text: '${body}' }], { device: { classId: 'Gateway' } }), [
      'transcript/topic-form "iotdm-1/observe"',
    ]);
  });
});
