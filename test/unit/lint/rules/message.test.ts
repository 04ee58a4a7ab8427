import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintMessage, type LintMessage } from '../../../../src/lint/lintMessage.ts';
import { defaultLintOptions, type LintOptions } from '../../../../src/lint/options.ts';
import { kindNamed } from '../../../../src/wiotp/catalog.ts';
import { maxPayloadBytes } from '../../../../src/wiotp/limits.ts';

const event = 'iot-2/evt/status/fmt/json';
const manage = 'iotdevice-1/mgmt/manage';
const longEvent = 'iot-2/type/t/id/i/evt/status/fmt/json';
const reqId = '{"reqId":"r"}';

interface Case {
  readonly message: LintMessage;
  readonly options?: Partial<LintOptions>;
  /** Rule and part of each problem, with a piece of the message. */
  readonly expected: readonly (readonly [found: string, message: RegExp])[];
}

const cases: Readonly<Record<string, Case>> = {
  'an event of a device': { message: { topic: event, sender: 'device', text: '{}' }, expected: [] },
  'an event of a gateway': { message: { topic: longEvent, sender: 'gateway', text: '{}' }, expected: [] },
  'an event of an application': { message: { topic: longEvent, sender: 'application', text: '{}' }, expected: [] },
  'an event on its way to an application': { message: { topic: longEvent, sender: 'platform', text: '{}' }, expected: [] },
  'an event ID in any script': { message: { topic: 'iot-2/evt/Grüße $1:ж/fmt/json', sender: 'device', text: '{}' }, expected: [] },
  'a topic without a sender': { message: { topic: 'iotdevice-1/type/t/id/i/mgmt/manage', text: reqId }, expected: [] },
  'a device in the form of a gateway': {
    message: { topic: longEvent, sender: 'device', text: '{}' },
    expected: [['message/topic topic', /gateways and applications.*276.*Use "iot-2\/evt\/status\/fmt\/json"/]],
  },
  'a gateway in the form of a device': {
    message: { topic: manage, sender: 'gateway', text: reqId },
    expected: [['message/topic topic', /form without type and id is for devices/]],
  },
  'Device Management of a device in the form of a gateway': {
    message: { topic: 'iotdevice-1/type/t/id/i/mgmt/manage', sender: 'device', text: reqId },
    expected: [['message/topic topic', /A device must not publish/]],
  },
  'a command sent by a device': {
    message: { topic: 'iot-2/cmd/reset/fmt/json', sender: 'device', text: '{}' },
    expected: [['message/topic topic', /only the platform and applications send there/]],
  },
  'an application in Device Management': {
    message: { topic: manage, sender: 'application', text: reqId },
    expected: [['message/topic topic', /An application must not publish/]],
  },
  'a request of the device sent by the platform': {
    message: { topic: manage, sender: 'platform', text: reqId },
    expected: [['message/topic topic', /Only devices send/]],
  },
  'a wildcard in a topic': {
    message: { topic: 'iot-2/evt/+/fmt/json', sender: 'device', text: '{}' },
    expected: [['message/topic topic', /wildcard/]],
  },
  'a slash at the end': {
    message: { topic: `${event}/`, text: '{}' },
    expected: [['message/topic topic', /one too many/]],
  },
  'Device Management inside an event': {
    message: { topic: `iot-2/evt/${manage}/fmt/json`, sender: 'device', text: '{}' },
    expected: [['message/topic topic', /inside the topic of an event.*Use "iotdevice-1\/mgmt\/manage"/]],
  },
  'a misspelt operation': {
    message: { topic: 'iotdevice-1/mgmt/mange', sender: 'device', text: reqId },
    expected: [['message/unknown-topic topic', /Did you mean "iotdevice-1\/mgmt\/manage"/]],
  },
  'a misspelt operation of a gateway': {
    message: { topic: 'iotdevice-1/type/t/id/i/mgmt/mange', sender: 'gateway', text: reqId },
    expected: [['message/unknown-topic topic', /Did you mean "iotdevice-1\/type\/t\/id\/i\/mgmt\/manage"/]],
  },
  'a misspelt request of the platform': {
    message: { topic: 'iotdm-1/mgmt/initiate/device/reboots', text: reqId },
    expected: [['message/unknown-topic topic', /A device that gets it.*Did you mean "iotdm-1\/mgmt\/initiate\/device\/reboot"/]],
  },
  'a topic like none': {
    message: { topic: 'iotdevice-1/mgmt/telemetry', sender: 'device', text: '{}' },
    expected: [['message/unknown-topic topic', /Check how it is spelt/]],
  },
  'a long topic that is misspelt at its end': {
    message: { topic: 'iotdm-1/type/thermostat/id/t-100/mgmt/initiate/device/factoryRese', sender: 'platform', text: reqId },
    expected: [['message/unknown-topic topic', /device\/factoryRese"/]],
  },
  'a bundle ID with a space': {
    message: { topic: 'iotdm-1/mgmt/custom/my bundle/x', sender: 'platform', text: reqId },
    expected: [['message/extension-name topic', /bundle ID must not contain a space.*never sends/]],
  },
  'an action ID with a percent sign': {
    message: { topic: 'iotdm-1/type/t/id/i/mgmt/custom/my-bundle/go%20on', text: reqId },
    expected: [['message/extension-name topic', /action ID must not contain "%"/]],
  },
  'an ID with a dot': { message: { topic: 'iot-2/type/t.1/id/i/evt/e/fmt/json', sender: 'gateway', text: '{}' }, expected: [] },
  'a type with a dot in the suite': {
    message: { topic: 'iot-2/type/t.1/id/i/evt/e/fmt/json', sender: 'gateway', text: '{}' },
    options: { limits: 'mas' },
    expected: [['message/mas-id topic', /device type has a dot/]],
  },
  'a retained event': {
    message: { topic: event, sender: 'device', retain: true, text: '{}' },
    expected: [['message/retained retain', /sizeof\(payload\)/]],
  },
  'a retained message of the platform': {
    message: { topic: 'iot-2/type/t/id/i/intf/i/evt/state', sender: 'platform', retain: true, text: '{}' },
    expected: [],
  },
  'QoS 2 for an event': { message: { topic: event, sender: 'device', qos: 2, text: '{}' }, expected: [] },
  'QoS 2 for Device Management': {
    message: { topic: manage, sender: 'device', qos: 2, text: reqId },
    expected: [['dm/qos qos', /The QoS is 2.*Use QoS 1/]],
  },
  'QoS 1 on Quickstart': {
    message: { topic: event, sender: 'device', qos: 1, text: '{}' },
    options: { limits: 'quickstart' },
    expected: [['message/qos qos', /QoS 0 only.*291/]],
  },
  'Device Management on Quickstart': {
    message: { topic: manage, sender: 'device', text: reqId },
    options: { limits: 'quickstart' },
    expected: [['message/quickstart topic', /no Device Management/]],
  },
  'a command on Quickstart': {
    message: { topic: 'iot-2/type/t/id/i/cmd/c/fmt/json', sender: 'application', text: '{}' },
    options: { limits: 'quickstart' },
    expected: [['message/quickstart topic', /no commands/]],
  },
  'bytes on Quickstart': {
    message: { topic: 'iot-2/evt/e/fmt/bin', sender: 'device', text: undefined },
    options: { limits: 'quickstart' },
    expected: [['message/quickstart topic', /"bin" where "json" is expected/]],
  },
  'as many bytes as allowed': {
    message: { topic: 'iot-2/evt/e/fmt/txt', sender: 'device', text: 'x'.repeat(maxPayloadBytes) },
    expected: [],
  },
  'a byte too many': {
    message: { topic: 'iot-2/evt/e/fmt/txt', sender: 'device', text: `${'x'.repeat(maxPayloadBytes - 1)}é` },
    expected: [['message/size -', /131,073 bytes.*131,072.*287/]],
  },
  'bytes that somebody counted': {
    message: { topic: 'iot-2/evt/e/fmt/bin', sender: 'device', text: undefined, payloadBytes: 200_000 },
    expected: [['message/size -', /200,000 bytes/]],
  },
  'a packet as large as the buffer': {
    message: { topic: event, sender: 'device', text: '{"a":"é"}' },
    options: { clientBuffer: 5 + 2 + event.length + 10 },
    expected: [],
  },
  'a packet larger than the buffer': {
    message: { topic: event, sender: 'device', text: '{"a":"é"}' },
    options: { clientBuffer: 5 + 2 + event.length + 9 },
    expected: [
      ['message/client-buffer -', new RegExp(`has ${2 + 2 + event.length + 10} bytes.*setBufferSize\\(${5 + 2 + event.length + 10}\\)`)],
    ],
  },
  'a payload file whose topic is known': {
    message: { kind: kindNamed('dm.unmanage'), text: reqId, inFile: true },
    options: { clientBuffer: 40 },
    expected: [['message/client-buffer -', /setBufferSize\(45\)/]],
  },
  'a payload file whose topic is not known': {
    message: { kind: kindNamed('device.event'), text: '{}', inFile: true },
    options: { clientBuffer: 8 },
    expected: [],
  },
  'bytes where JSON must be': {
    message: { topic: event, sender: 'device', text: undefined },
    expected: [['json/free-payload -', /not UTF-8.*other than json/]],
  },
  'bytes as a request': {
    message: { topic: manage, sender: 'device', text: undefined },
    expected: [['json/encoding -', /not even a reqId/]],
  },
  'bytes in another format': { message: { topic: 'iot-2/evt/e/fmt/bin', sender: 'device', text: undefined }, expected: [] },
  'text in another format': { message: { topic: 'iot-2/evt/e/fmt/csv', sender: 'device', text: '1;2' }, expected: [] },
  'text where JSON must be': {
    message: { topic: event, sender: 'device', text: '1;2' },
    expected: [['json/free-payload -', /is not JSON.*passes it on/]],
  },
  'a call of the REST interface': {
    message: { topic: 'POST /api/v0002/mgmt/requests', sender: 'application', text: '{"action":"device/reboot","devices":[]}' },
    expected: [['schema/empty -', /status 400/]],
  },
  'a success that does not answer the request': {
    message: { topic: 'iotdevice-1/response', sender: 'device', answers: kindNamed('dm.deviceUpdate'), text: '{"rc":200,"reqId":"r"}' },
    expected: [['dm/rc-answer -', /rc is 200.*Device update.*Answer 204/]],
  },
  'a failure that does not answer the request': {
    message: { topic: 'iotdevice-1/response', sender: 'device', answers: kindNamed('dm.reboot'), text: '{"rc":409,"reqId":"r"}' },
    expected: [['dm/rc-answer -', /rc is 409.*Answer 202, 500, 501 or 400/]],
  },
  'an answer to a request of the device': {
    message: { topic: 'iotdm-1/response', sender: 'platform', answers: kindNamed('dm.unmanage'), text: '{"rc":403,"reqId":"r"}' },
    expected: [['dm/rc-answer -', /rc is 403/]],
  },
  'rc 0 for a request that is known': {
    message: { topic: 'iotdevice-1/response', sender: 'device', answers: kindNamed('dm.reboot'), text: '{"rc":0,"reqId":"r"}' },
    expected: [['dm/rc-zero -', /Use 202/]],
  },
  'rc as the text 0 for a request that is known': {
    message: { topic: 'iotdevice-1/response', sender: 'device', answers: kindNamed('dm.reboot'), text: '{"rc":"0","reqId":"r"}' },
    expected: [['dm/rc-string -', /Use 202, without quotes/]],
  },
  'several things at once': {
    message: { topic: manage, sender: 'device', qos: 2, retain: true, text: '{"d":{"lifetime":60},"reqId":"r"}' },
    expected: [
      ['dm/qos qos', /QoS/],
      ['message/retained retain', /flag/],
      ['dm/lifetime -', /3600/],
    ],
  },
};

describe('rules about a message', () => {
  for (const [name, { message, options, expected }] of Object.entries(cases)) {
    it(name, () => {
      const problems = lintMessage(message, { ...defaultLintOptions, ...options });
      assert.deepEqual(
        problems.map(({ rule, part }) => `${rule} ${part ?? '-'}`),
        expected.map(([found]) => found),
      );
      for (const [at, [, text]] of expected.entries()) assert.match(problems[at]?.message ?? '', text);
      for (const { range, part } of problems) if (part !== undefined) assert.deepEqual(range, { start: 0, end: 0 });
    });
  }

  it('offer the rc that the request asks for', () => {
    const message = { topic: 'iotdevice-1/response', sender: 'device', text: '{"rc":200,"reqId":"r"}' } as const;
    assert.equal(lintMessage({ ...message, answers: kindNamed('dm.reboot') })[0]?.fix?.title, 'Set rc to 202');
    assert.equal(lintMessage({ ...message, answers: kindNamed('dm.observe') })[0], undefined);
    const inQuotes = { ...message, answers: kindNamed('dm.reboot'), text: '{"rc":"200","reqId":"r"}' };
    assert.equal(lintMessage(inQuotes)[0]?.fix?.title, 'Set rc to 202');
  });
});
