import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { Qos } from '../../../../src/wiotp/message.ts';
import { matchTopic } from '../../../../src/wiotp/topic.ts';
import { topicFault } from '../../../../src/wiotp/topics/topicFault.ts';
import { topicAllowed, topicRules, type TopicUse, type TopicUser } from '../../../../src/wiotp/topics/topicRules.ts';
import type { MqttVersion } from '../../../../src/wiotp/topics/consequence.ts';
import { unknownOperation } from '../../../../src/wiotp/topics/unknownOperation.ts';
import { anyText } from '../anyText.ts';

const users: readonly TopicUser[] = ['device', 'gateway', 'application', 'quickstartDevice', 'quickstartApplication'];
const uses: readonly TopicUse[] = ['publish', 'subscribe'];

/** [PX-rule, PX-test] Who may publish (p) and subscribe (s); whoever is not named may do neither. */
const table: readonly (readonly [topic: string, allowed: Partial<Record<TopicUser, string>>])[] = [
  ['iot-2/evt/abc/fmt/json', { device: 'p', quickstartDevice: 'p' }],
  ['iot-2/evt/abc/fmt/xml', { device: 'p' }],
  ['iot-2/evt/a b:$ü\u{1f600}/fmt/$x', { device: 'p' }],
  ['iot-2/evt/abc/fmt', {}],
  ['iot-2/evt//fmt/json', {}],
  ['iot-2/evt/abc/fmt/json/more', {}],
  ['iot-2/evt/abc/fmt/json/', {}],
  ['iot-2/cmd/abc/fmt/json', { device: 's' }],
  ['iot-2/cmd/+/fmt/+', { device: 's' }],
  ['iot-2/cmd/test/fmt/#', {}],
  ['iot-2/cmd/#', {}],
  ['iot-2/cmd//fmt/json', {}],
  ['iot-2/cmd/abc/fmt/', {}],
  ['iot-2/#', {}],
  ['#', {}],
  ['+', {}],
  ['iot-2/mon', { device: 's', gateway: 's' }],
  ['iot-2/notify', { device: 's' }],
  ['iotdm-1/#', { device: 's', gateway: 's' }],
  ['iotdm-1/mgmt/initiate/+/+', { device: 's' }],
  ['iotdm-1/device/update/+/+', { device: 's' }],
  ['iotdm-1/type/+/id/+/#', { device: 's', gateway: 's' }],
  ['iotdm-1/type/t/id/i/response', { device: 's', gateway: 's' }],
  ['iotdm-1/type/t/id/i', { device: 's' }],
  ['iotdevice-1/mgmt/manage', { device: 'p' }],
  ['iotdevice-1/mgmt/anything', { device: 'p' }],
  ['iotdevice-1/mgmt', {}],
  ['iotdevice-1/type/t/id/i/mgmt/manage', { gateway: 'p' }],
  ['iotdevice-1/type/t/id/i/response', { gateway: 'p' }],
  ['iotdevice-1/type/t/id/i/add/diag/log', { gateway: 'p' }],
  ['iotdevice-1/type/t/id/+/response', {}],
  ['iot-2/type/t/id/i/evt/e/fmt/json', { gateway: 'p', application: 'ps', quickstartApplication: 'ps' }],
  ['iot-2/type/+/id/i/evt/+/fmt/+', { application: 's', quickstartApplication: 's' }],
  ['iot-2/type/+/id/+/evt/+/fmt/+', { application: 's' }],
  ['iot-2/type/t/id/i/cmd/c/fmt/json', { gateway: 's', application: 'ps' }],
  ['iot-2/type/+/id/+/cmd/+/fmt/+', { gateway: 's', application: 's' }],
  ['iot-2/type/t/id/i/cmd/c/fmt/#', {}],
  ['iot-2/type/t/id/i/notify', { gateway: 's' }],
  ['iot-2/type/t/id/i/response', { gateway: 's' }],
  ['iot-2/type/t/id/i/mon', { gateway: 's', application: 's', quickstartApplication: 's' }],
  ['iot-2/type/+/id/+/mon', { gateway: 's', application: 's' }],
  ['iot-2/app/+/mon', { application: 's' }],
  ['iot-2/app/dashboard/mon', { application: 's', quickstartApplication: 's' }],
  ['iot-2/type/+/id/+/err/data', { application: 's' }],
  ['iot-2/type/+/id/+/intf/+/evt/state', { application: 's' }],
  ['iot-2/thing/type/+/id/+/intf/+/evt/state', { application: 's' }],
  ['iot-2/thing/type/+/id/+/err/data', { application: 's' }],
  ['iot-2/intf/i/rule/r/evt/trigger', { application: 's' }],
  ['iot-2/intf/#', {}],
  ['$SYS/broker', {}],
  ['', {}],
];

describe('what each class may use', () => {
  for (const [topic, allowed] of table) {
    it(JSON.stringify(topic), () => {
      for (const user of users) {
        const found = uses.filter((use) => topicFault(user, use, topic) === undefined).map((use) => use.charAt(0));
        assert.equal(found.join(''), allowed[user] ?? '', user);
      }
    });
  }
});

const told: readonly (readonly [user: TopicUser, use: TopicUse, topic: string, reason: RegExp, nearest: string | undefined])[] = [
  ['device', 'publish', 'iot-2/evt/abc/fmt/json/', /slash before level 6/, 'iot-2/evt/abc/fmt/json'],
  ['device', 'publish', '/iot-2/evt/abc/fmt/json', /level 1 is empty/, 'iot-2/evt/abc/fmt/json'],
  ['device', 'publish', 'IOT-2/evt/abc/fmt/json', /level 1 is "IOT-2"/, 'iot-2/evt/abc/fmt/json'],
  ['device', 'publish', 'iot-2/evt/abc/fmt/json/LWT', /level 6, "LWT", is one too many/, 'iot-2/evt/abc/fmt/json'],
  ['device', 'publish', 'iot-2/evt/abc', /level 4 is missing, "fmt"/, 'iot-2/evt/abc/fmt/json'],
  ['device', 'publish', 'iot-2/evt/abc/json', /level 4 is "json" where "fmt" is expected/, 'iot-2/evt/abc/fmt/json'],
  ['device', 'publish', 'iot-2/cmd/abc/fmt/json', /level 2 is "cmd"; only the platform/, 'iot-2/evt/abc/fmt/json'],
  ['device', 'publish', 'iotdm-1/response', /level 1 is "iotdm-1"; only the platform/, 'iotdevice-1/response'],
  ['device', 'publish', 'iot-2/type/t/id/i/cmd/c/fmt/json', /level 2 is "type"; the form with type and id/, 'iot-2/evt/c/fmt/json'],
  [
    'device',
    'publish',
    'iot-2/evt/iotdevice-1/mgmt/manage/fmt/json',
    /level 3 is "iotdevice-1"; a Device Management/,
    'iotdevice-1/mgmt/manage',
  ],
  ['device', 'publish', 'iot-2/evt/a\u0000b/fmt/json', /level 3, "a□b", contains a character/, 'iot-2/evt/ab/fmt/json'],
  ['device', 'publish', 'iot-2/evt/\ud800/fmt/json', /level 3, "□", contains a character/, 'iot-2/evt/status/fmt/json'],
  ['device', 'publish', 'tele/x/LWT', /level 1 is "tele"/, undefined],
  ['device', 'publish', 'evt/status/fmt/json', /level 1 is "evt" where "iot-2" is expected/, undefined],
  ['device', 'publish', 'iotdevice-1', /level 2 is missing, "mgmt"/, 'iotdevice-1/mgmt/manage'],
  ['device', 'subscribe', 'iot-2/evt/+/fmt/+', /level 2 is "evt"; devices send there/, 'iot-2/cmd/+/fmt/+'],
  ['device', 'subscribe', 'iot-2/cmd/test/fmt/#', /level 5 is "#", a wildcard/, 'iot-2/cmd/test/fmt/+'],
  ['device', 'subscribe', 'iot-2/cmd/#', /level 3 is "#", a wildcard/, 'iot-2/cmd/+/fmt/+'],
  ['device', 'subscribe', '#', /level 1 is "#", a wildcard/, 'iot-2/cmd/+/fmt/+'],
  ['device', 'subscribe', 'iotdevice-1/response', /level 1 is "iotdevice-1"; devices send there/, 'iotdm-1/#'],
  ['gateway', 'publish', 'iot-2/evt/e/fmt/json', /level 2 is "evt"; the form without/, 'iot-2/type/mytype/id/mydevice/evt/e/fmt/json'],
  ['gateway', 'publish', 'iotdevice-1/mgmt/manage', /the form without/, 'iotdevice-1/type/mytype/id/mydevice/mgmt/manage'],
  ['gateway', 'publish', 'iot-2/type/t/id/i/evt/iotdevice-1/notify/fmt/json', /level 7 is "iotdevice-1"/, 'iotdevice-1/type/t/id/i/notify'],
  ['gateway', 'publish', 'iotdm-1/type/t/id/i/response', /level 1 is "iotdm-1"/, 'iotdevice-1/type/t/id/i/response'],
  ['gateway', 'subscribe', 'iotdm-1/response', /the form without/, 'iotdm-1/type/+/id/+/response'],
  ['gateway', 'subscribe', 'iot-2/type/t/id/+/evt/+/fmt/+', /level 6 is "evt"; gateways send there/, 'iot-2/type/t/id/+/cmd/+/fmt/+'],
  ['gateway', 'subscribe', 'iotdm-1/response/', /the form without/, 'iotdm-1/type/+/id/+/response'],
  ['gateway', 'subscribe', 'iotdevice-1/response', /the form without/, 'iotdm-1/type/+/id/+/#'],
  ['gateway', 'publish', 'iotdm-1/response', /the form without/, 'iotdevice-1/type/mytype/id/mydevice/response'],
  ['gateway', 'publish', 'iot-2/type/t/id/i/notify', /level 6 is "notify"; only the platform/, undefined],
  ['application', 'subscribe', 'iot-2/type/+/id/+/#', /level 6 is "#"/, 'iot-2/type/+/id/+/evt/+/fmt/+'],
  ['application', 'subscribe', 'iot-2/type/+/id/+/command/+/fmt/+', /"command" where "cmd"/, 'iot-2/type/+/id/+/cmd/+/fmt/+'],
  ['application', 'subscribe', 'iotdm-1/#', /applications have no topics of Device Management/, undefined],
  ['application', 'publish', 'iot-2/type/t/id/i/mon', /level 6 is "mon"; applications can only listen/, undefined],
  // The first level is misspelt.
  ['device', 'publish', 'iot2/evt/abc/fmt/json', /level 1 is "iot2"/, 'iot-2/evt/abc/fmt/json'],
  ['device', 'publish', 'iot-1/evt/abc/fmt/json', /level 1 is "iot-1"/, 'iot-2/evt/abc/fmt/json'],
  ['device', 'publish', 'iot2/evt/abc/json', /level 1 is "iot2"/, 'iot-2/evt/abc/fmt/json'],
  ['device', 'publish', 'iotdevice/mgmt/manage', /level 1 is "iotdevice"/, 'iotdevice-1/mgmt/manage'],
  ['device', 'publish', 'iotdevice-2/add/diag/log', /level 1 is "iotdevice-2"/, 'iotdevice-1/add/diag/log'],
  ['gateway', 'publish', 'iotdevice/type/t/id/i/mgmt/manage', /"iotdevice"/, 'iotdevice-1/type/t/id/i/mgmt/manage'],
  ['device', 'subscribe', 'iotdm/#', /level 1 is "iotdm"/, 'iotdm-1/#'],
  ['device', 'subscribe', 'iotdm-2/#', /level 1 is "iotdm-2"/, 'iotdm-1/#'],
  ['gateway', 'subscribe', 'iotdm/#', /level 1 is "iotdm"/, 'iotdm-1/#'],
  ['device', 'subscribe', 'iot2/cmd/+/fmt/+', /level 1 is "iot2"/, 'iot-2/cmd/+/fmt/+'],
  // The other direction of Device Management.
  ['device', 'subscribe', 'iotdevice-1/#', /devices send there and cannot listen/, 'iotdm-1/#'],
  ['gateway', 'subscribe', 'iotdevice-1/type/+/id/+/#', /gateways send there/, 'iotdm-1/type/+/id/+/#'],
  ['device', 'publish', 'iotdm-1/mgmt/manage', /only the platform sends there/, 'iotdevice-1/mgmt/manage'],
  ['device', 'publish', 'iotdm-1/mgmt/initiate/device/reboot', /only the platform sends there/, 'iotdevice-1/response'],
  ['gateway', 'publish', 'iotdm-1/type/t/id/i/add/diag/log', /only the platform/, 'iotdevice-1/type/t/id/i/add/diag/log'],
  ['gateway', 'publish', 'iotdm-1/mgmt/manage', /the form without/, 'iotdevice-1/type/mytype/id/mydevice/mgmt/manage'],
  ['device', 'publish', 'iot-2/notify', /level 2 is "notify"|only the platform sends there/, undefined],
  // Device Management that is no operation, in both forms.
  ['device', 'publish', 'iotdevice-1/device/update', /level 4 is missing/, 'iotdevice-1/device/update/location'],
  ['device', 'publish', 'iotdevice-1/update/location', /level 2 is "update"/, 'iotdevice-1/device/update/location'],
  ['device', 'publish', 'iotdevice-1/add/errorCodes', /level 4 is missing/, 'iotdevice-1/add/diag/errorCodes'],
  ['device', 'publish', 'iotdevice-1/diag/add/errorCodes', /level 2 is "diag"/, 'iotdevice-1/add/diag/errorCodes'],
  ['device', 'publish', 'iotdevice-1/mgmt/initiate/manage', /level 4, "manage", is one too many/, 'iotdevice-1/mgmt/manage'],
  ['gateway', 'publish', 'iotdevice-1/type/t/id/i/device/update', /is missing/, 'iotdevice-1/type/t/id/i/device/update/location'],
  ['gateway', 'publish', 'iotdevice-1/type/t/id/i/update/location', /"update"/, 'iotdevice-1/type/t/id/i/device/update/location'],
  ['gateway', 'publish', 'iotdevice-1/type/t/id/i/add/errorCodes', /is missing/, 'iotdevice-1/type/t/id/i/add/diag/errorCodes'],
  ['gateway', 'publish', 'iotdevice-1/type/t/id/i/mgmt/initiate/manage', /one too many/, 'iotdevice-1/type/t/id/i/mgmt/manage'],
  ['device', 'publish', 'iot-2/evt/iotdevice-1/mgmt/manages/fmt/json', /inside the topic of an event/, 'iotdevice-1/mgmt/manage'],
  ['device', 'publish', 'iot-2/mgmt/manage', /level 1 is "iot-2"; topics of Device Management begin/, 'iotdevice-1/mgmt/manage'],
  ['device', 'subscribe', 'iot-2/response', /topics of Device Management begin with "iotdm-1"/, 'iotdm-1/response'],
  // The form without type and ID.
  ['gateway', 'subscribe', 'iot-2/notify', /the form without/, 'iot-2/type/+/id/+/notify'],
  ['gateway', 'subscribe', 'iot-2/response', /topics of Device Management begin/, 'iotdm-1/type/+/id/+/response'],
  ['gateway', 'subscribe', 'iotdm-1/respones', /the form without/, 'iotdm-1/type/+/id/+/#'],
  ['application', 'subscribe', 'iot-2/mon', /the form without/, 'iot-2/type/+/id/+/mon'],
  ['device', 'subscribe', 'iot-2/type/t/id/i/mon', /the form with type and id/, undefined],
  // Additional and missing levels.
  ['device', 'publish', 'iot-2/evt/room/temp/fmt/json', /level 4 is "temp" where "fmt"/, 'iot-2/evt/room/fmt/json'],
  ['device', 'publish', 'iot-2/evt/fmt/json', /"json" where "fmt"/, 'iot-2/evt/status/fmt/json'],
  ['gateway', 'publish', 'iot-2/type/t/id/i/j/evt/e/fmt/json', /level 6 is "j"/, 'iot-2/type/t/id/i/evt/e/fmt/json'],
  // Wildcards.
  ['application', 'publish', 'iot-2/type/+/id/i/cmd/c/fmt/json', /level 3 is "\+", a wildcard/, 'iot-2/type/mytype/id/i/cmd/c/fmt/json'],
  ['device', 'subscribe', 'iot-2/cmd/a+b/fmt/json', /level 3, "a\+b", contains "\+", which may only stand alone/, 'iot-2/cmd/+/fmt/json'],
  ['device', 'subscribe', 'iotdm-1/mgmt#', /level 2, "mgmt#", contains "#", which may only stand alone/, 'iotdm-1/#'],
  ['quickstartDevice', 'publish', 'iot-2/evt/e/fmt/xml', /level 5 is "xml" where "json"/, 'iot-2/evt/e/fmt/json'],
  ['quickstartDevice', 'publish', 'iotdevice-1/mgmt/manage', /Quickstart has no Device Management/, undefined],
  ['quickstartApplication', 'subscribe', 'iotdm-1/#', /Quickstart has no Device Management/, undefined],
  ['quickstartDevice', 'subscribe', 'iot-2/cmd/+/fmt/+', /Quickstart sends nothing to devices/, undefined],
  ['quickstartApplication', 'subscribe', 'iot-2/type/+/id/+/evt/+/fmt/json', /level 5 is "\+"/, 'iot-2/type/+/id/mydevice/evt/+/fmt/json'],
  ['quickstartApplication', 'subscribe', 'iot-2/app/+/mon', /level 3 is "\+"/, 'iot-2/app/myapp/mon'],
  ['quickstartApplication', 'publish', 'iot-2/type/t/id/i/cmd/c/fmt/json', /Quickstart has no commands/, undefined],
];

describe('a refusal', () => {
  for (const [user, use, topic, reason, nearest] of told) {
    it(`tells a ${user} that wants to ${use} to ${JSON.stringify(topic)} what is wrong and what is near`, () => {
      const fault = topicFault(user, use, topic);
      assert.match(fault?.reason ?? '', reason);
      assert.equal(fault?.nearest, nearest);
      if (nearest !== undefined) assert.ok(fault?.advice.startsWith(`Use "${nearest}".`), fault?.advice);
    });
  }

  it('names commands, REST or registration where no topic helps', () => {
    assert.match(topicFault('device', 'publish', 'iot-2/cmd/a/fmt/json')?.advice ?? '', /Commands come from applications\.$/);
    assert.match(
      topicFault('application', 'publish', 'iotdm-1/mgmt/initiate/device/reboot')?.advice ?? '',
      /POST \/api\/v0002\/mgmt\/requests/,
    );
    assert.match(topicFault('quickstartDevice', 'subscribe', 'iotdm-1/#')?.advice ?? '', /registered device/);
  });

  it('takes a topic that no packet can carry for one', () => {
    assert.match(topicFault('device', 'publish', `iot-2/evt/${'x'.repeat(65_530)}/fmt/json`)?.reason ?? '', /more than 65535 bytes/);
    assert.match(topicFault('device', 'publish', `iot-2/evt/${'ü'.repeat(32_760)}/fmt/json`)?.reason ?? '', /more than 65535 bytes/);
    assert.equal(topicFault('device', 'publish', `iot-2/evt/${'x'.repeat(65_515)}/fmt/json`), undefined);
  });
});

const consequences: readonly (readonly [user: TopicUser, use: TopicUse, mqtt: MqttVersion | undefined, qos: Qos | undefined, RegExp])[] = [
  ['device', 'publish', undefined, undefined, /closes the connection with code 276, without an acknowledgement/],
  ['device', 'publish', '3.1', 1, /closes the connection with code 276/],
  ['application', 'subscribe', '3.1.1', undefined, /closes .* 276, without SUBACK/],
  ['quickstartDevice', 'subscribe', '3.1.1', undefined, /closes .* 276/],
  ['gateway', 'publish', '3.1.1', 0, /keeps the connection, drops the message and tells/],
  ['gateway', 'publish', '3.1.1', 1, /keeps the connection, acknowledges the message, drops/],
  ['gateway', 'publish', '3.1', undefined, /acknowledges a message above QoS 0, drops it/],
  ['gateway', 'subscribe', '3.1.1', undefined, /keeps .* 0x80 in its SUBACK/],
  ['gateway', 'subscribe', '3.1', undefined, /keeps .* 0, as if it were granted/],
  ['device', 'publish', '5', 0, /closes the connection/],
  ['device', 'publish', '5', 1, /PUBACK with reason code 0x90/],
  ['gateway', 'publish', '5', 2, /PUBREC with reason code 0x90/],
  ['application', 'publish', '5', undefined, /0x90.*QoS 0 closes/],
  ['device', 'subscribe', '5', undefined, /0x8F/],
];

describe('the consequence of a refusal', () => {
  for (const [user, use, mqtt, qos, consequence] of consequences) {
    it(`for a ${user} that ${use}es with MQTT ${mqtt ?? '(not said)'} and QoS ${qos ?? '(not said)'}`, () => {
      const how = { ...(mqtt === undefined ? {} : { mqtt }), ...(qos === undefined ? {} : { qos }) };
      assert.match(topicFault(user, use, 'tele/x', how)?.consequence ?? '', consequence);
      assert.match(topicFault(user, use, '$SYS/x', how)?.consequence ?? '', /closes the connection with code 289/);
    });
  }

  it('of giving up a subscription speaks of that', () => {
    const how = { unsubscribes: true };
    const [device, gateway] = [topicFault('device', 'subscribe', 'tele/x', how), topicFault('gateway', 'subscribe', 'tele/x', how)];
    assert.match(device?.reason ?? '', /^A device must not unsubscribe from "tele\/x": /);
    assert.match(device?.consequence ?? '', /closes .* 276, without UNSUBACK/);
    assert.match(gateway?.consequence ?? '', /keeps .* ignores this filter and tells/);
  });
});

describe('the rules of topics', () => {
  const free = fc
    .oneof(fc.string({ minLength: 1, unit: 'grapheme' }), fc.constantFrom('a b', '$', ':', 'ü', '\u{1f600}'))
    .map((text) => text.replaceAll(/[/+#]/g, '-'));
  const user = fc.constantFrom(...users);
  const use = fc.constantFrom(...uses);
  const likely = fc.array(
    fc.oneof(
      fc.constantFrom('iot-2', 'iotdm-1', 'iotdevice-1', 'type', 'id', 'evt', 'cmd', 'fmt', 'mon', 'mgmt', 'json', '', '+', '#'),
      anyText,
    ),
  );
  const topics = fc.oneof(
    anyText,
    likely.map((levels) => levels.join('/')),
  );

  for (const anyUser of users) {
    for (const rule of topicRules(anyUser, 'publish')) {
      it(`allow what ${anyUser}s send as ${rule.pattern}, and it has a kind or is known to have none`, () => {
        fc.assert(
          fc.property(fc.array(free, { minLength: rule.levels.length, maxLength: rule.levels.length }), (values) => {
            const topic = rule.levels.map((level, at) => (level.startsWith('{') ? values[at] : level)).join('/');
            fc.pre(!/\p{Cc}/u.test(topic));
            assert.equal(topicFault(anyUser, 'publish', topic), undefined);
            assert.ok(matchTopic(topic) !== undefined || unknownOperation(topic) !== undefined);
          }),
        );
      });
    }
  }

  it('refuse with short full sentences, and propose only what they allow', () => {
    fc.assert(
      fc.property(user, use, topics, (user, use, topic) => {
        const fault = topicFault(user, use, topic);
        assert.equal(fault === undefined, topicAllowed(user, use, topic) && !topic.startsWith('$SYS'));
        if (fault === undefined) return;
        for (const text of [fault.reason, fault.consequence, fault.advice]) assert.match(text, /^[A-Z].{10,}\.$/u);
        assert.ok(fault.reason.length < 700);
        if (fault.nearest !== undefined) assert.ok(topicAllowed(user, use, fault.nearest), fault.nearest);
      }),
      { numRuns: 2000 },
    );
  });

  it('end soon, whatever a packet can carry', () => {
    const huge = ['/', '+/', '#/', 'a/', '/fmt/', 'iot-2/type/', '\ud800', '\u0000', 'iotdm-1/'].map((part) =>
      part.repeat(65_535 / part.length),
    );
    for (const topic of huge) {
      for (const wrapped of [topic, `iotdm-1/${topic}`, `iot-2/evt/iotdevice-1/${topic}`, `iotdevice-1/mgmt/${topic}`]) {
        for (const user of users) for (const use of uses) assert.ok((topicFault(user, use, wrapped)?.reason.length ?? 0) < 700);
        assert.ok((unknownOperation(wrapped)?.reason.length ?? 0) < 700);
      }
    }
  });
});
