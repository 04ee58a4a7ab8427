import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintPayload } from '../../../../src/lint/lintPayload.ts';
import { kindNamed, type KindName } from '../../../../src/wiotp/catalog.ts';
import { fixed, found, lint } from '../support.ts';

const log = (members: string) => `{"d":{"message":"m","severity":0,${members}},"reqId":"r"}`;
const at = (timestamp: string) => log(`"timestamp":"${timestamp}"`);
const data = (text: string) => log(`"timestamp":"2026-03-01T10:00:00Z","data":${JSON.stringify(text)}`);
const place = (members: string) => `{"d":{${members}},"reqId":"r"}`;
const notify = (field: string) => `{"d":{"fields":[${field}]}}`;
const notification = (members: string) => `{"Time":"2026-03-01T10:00:00Z","Topic":"t","Client":"g:o:t:i",${members}}`;
const action = (name: string) => `{"action":"${name}","devices":[{"typeId":"t","deviceId":"i"}]}`;

/** Kind, payload, what is found, and the payload after the fix of the first problem if it has one. */
const cases: readonly (readonly [KindName, string, readonly string[], string?])[] = [
  ['dm.location', place('"latitude":120,"longitude":49.5'), ['schema/range 120'], place('"latitude":49.5,"longitude":120')],
  ['dm.location', place('"longitude":-4.50e1,"latitude":-91'), ['schema/range -91'], place('"longitude":-91,"latitude":-4.50e1')],
  ['dm.location', place('"latitude":181,"longitude":49'), ['schema/range 181']],
  ['dm.location', place('"latitude":100,"longitude":120'), ['schema/range 100']],
  ['dm.location', place('"latitude":0,"longitude":0'), ['dm/null-island 0']],
  ['dm.location', place('"latitude":0,"longitude":0.1'), []],
  [
    'dm.location',
    place('"latitude":1,"longitude":2,"altitude":3'),
    ['dm/altitude "altitude"'],
    place('"latitude":1,"longitude":2,"elevation":3'),
  ],
  ['dm.location', place('"latitude":1,"longitude":2,"elevation":3,"altitude":3'), ['schema/unknown-member "altitude"']],
  [
    'dm.deviceUpdate',
    notify('{"field":"location","value":{"latitude":95,"longitude":5}}'),
    ['schema/range 95'],
    notify('{"field":"location","value":{"latitude":5,"longitude":95}}'),
  ],

  ['dm.addLog', at('2026-03-01 10:00:00Z'), ['schema/date-time "2026-03-01 10:00:00Z"'], at('2026-03-01T10:00:00Z')],
  ['dm.addLog', at('2026-3-1T9:5:07+0100'), ['schema/date-time "2026-3-1T9:5:07+0100"'], at('2026-03-01T09:05:07+01:00')],
  ['dm.addLog', at('2026/3/1 9:05:07.5 UTC'), ['schema/date-time "2026/3/1 9:05:07.5 UTC"'], at('2026-03-01T09:05:07.5Z')],
  ['dm.addLog', at('2026-2-30T09:05:07Z'), ['schema/date-time "2026-2-30T09:05:07Z"']],
  ['dm.addLog', at('1/3/2026 10:00:00'), ['schema/date-time "1/3/2026 10:00:00"']],
  ['dm.addLog', at('2024-05-01T12:00Z'), ['dm/time-form "2024-05-01T12:00Z"'], at('2024-05-01T12:00:00Z')],
  ['dm.addLog', at('20240501T120000Z'), ['dm/time-form "20240501T120000Z"'], at('2024-05-01T12:00:00Z')],
  ['dm.addLog', at('20240501T1200+02'), ['dm/time-form "20240501T1200+02"'], at('2024-05-01T12:00:00+02:00')],
  ['dm.addLog', at('2024-05-01t12:00:00z'), ['dm/time-form "2024-05-01t12:00:00z"'], at('2024-05-01T12:00:00Z')],
  ['dm.addLog', at('2024-02-29T12:00:00Z'), []],
  ['dm.addLog', at('2026-02-29T12:00:00Z'), ['schema/date-time "2026-02-29T12:00:00Z"']],
  ['dm.addLog', at('2026-02-30T12:00:00Z'), ['schema/date-time "2026-02-30T12:00:00Z"']],
  ['dm.addLog', at('2026-02-28T12:00:00+99:99'), ['schema/date-time "2026-02-28T12:00:00+99:99"']],
  ['dm.addLog', at('1714560000'), ['schema/date-time "1714560000"'], at('2024-05-01T10:40:00.000Z')],
  ['dm.addLog', log('"timestamp":1714560000'), ['schema/date-time 1714560000'], at('2024-05-01T10:40:00.000Z')],
  ['dm.addLog', log('"timestamp":1714560000123'), ['schema/date-time 1714560000123'], at('2024-05-01T10:40:00.123Z')],
  ['dm.addLog', log('"timestamp":12'), ['schema/date-time 12']],
  [
    'dm.location',
    place('"latitude":1,"longitude":2,"measuredDateTime":"2024-05-01T12:00Z"'),
    ['dm/time-form "2024-05-01T12:00Z"'],
    place('"latitude":1,"longitude":2,"measuredDateTime":"2024-05-01T12:00:00Z"'),
  ],
  ['dm.location', place('"lat":1,"lng":2'), ['schema/required "lat"', 'schema/required "lng"'], place('"latitude":1,"lng":2')],
  ['dm.addLog', at('2026-03-01'), ['schema/date-time "2026-03-01"']],
  ['dm.addLog', at('1970-01-01T00:00:05Z'), ['dm/clock-unset "1970-01-01T00:00:05Z"']],
  ['dm.addLog', at('1970-01-01T00:00:05'), ['dm/clock-unset "1970-01-01T00:00:05"']],

  ['dm.addLog', data(''), []],
  ['dm.addLog', data('AQ=='), []],
  ['dm.addLog', data('AQID'), []],
  ['dm.addLog', data('0'), ['dm/log-data "0"']],
  ['dm.addLog', data('AQ='), ['dm/log-data "AQ="']],
  ['dm.addLog', data('A=ID'), ['dm/log-data "A=ID"']],
  ['dm.addLog', data('a-b_'), ['dm/log-data "a-b_"']],
  ['dm.addLog', data('it is 21 °C!'), ['dm/log-data "it is 21 °C!"'], data('aXQgaXMgMjEgwrBDIQ==')],
  ['dm.addLog', data('\u{1f600}\ud800!'), [`dm/log-data ${JSON.stringify('\u{1f600}\ud800!')}`], data('8J+YgO+/vSE=')],
  [
    'dm.addLog',
    log('"timestamp":"2026-03-01T10:00:00Z","logData":"AQID"'),
    ['dm/old-form "logData"'],
    log('"timestamp":"2026-03-01T10:00:00Z","data":"AQID"'),
  ],

  ['dm.manage', '{"lifetime":3600,"reqId":"r"}', ['dm/outside-d "lifetime"'], '{"d": {"lifetime":3600},"reqId":"r"}'],
  [
    'dm.manage',
    '{"reqId":"r", "lifetime":0,\n"supports":{"x":true} }',
    ['dm/outside-d "lifetime"'],
    '{"reqId":"r", "d": {"lifetime":0,\n"supports":{"x":true}} }',
  ],
  ['dm.manage', '{"lifetime":0,"reqId":"r","supports":{}}', ['dm/outside-d "lifetime"']],
  ['dm.manage', '{"lifetime":0,"reqId":"r","d":{}}', ['dm/outside-d "lifetime"']],
  ['dm.location', '{"longitude":1,"latitude":2,"reqId":"r"}', ['schema/required {'], '{"d": {"longitude":1,"latitude":2},"reqId":"r"}'],
  ['dm.addErrorCode', '{"errorCode":7,"reqId":"r"}', ['schema/required {'], '{"d": {"errorCode":7},"reqId":"r"}'],
  ['dm.manage', '{"d":{"deviceInfo":{},"metadata":{}},"reqId":"r"}', ['dm/emptied {}', 'dm/emptied {}']],
  ['dm.manage', '{"rc":200,"reqId":"r"}', ['dm/wrong-topic "rc"']],
  ['dm.reboot', '{"rc":202,"reqId":"r"}', ['dm/wrong-topic "rc"']],
  ['dm.deviceResponse', '{"d":{"lifetime":0},"reqId":"r"}', ['schema/required {', 'schema/unknown-member "lifetime"']],

  [
    'dm.notify',
    notify('{"field":"mgmt.firmware","state":1,"updateStatus":0}'),
    ['dm/firmware-place "state"'],
    notify('{"field":"mgmt.firmware","value": {"state":1,"updateStatus":0}}'),
  ],
  ['dm.notify', notify('{"field":"mgmt.firmware","value":{},"state":1}'), ['schema/unknown-member "state"']],

  [
    'dm.notify',
    notify('{"field":"location","value":{"latitude":95,"longitude":8}}'),
    ['schema/range 95'],
    notify('{"field":"location","value":{"latitude":8,"longitude":95}}'),
  ],
  ['dm.notify', notify('{"field":"mgmt.firmware.state","value":7}'), ['schema/enum 7']],
  [
    'dm.notify',
    notify('{"field":"mgmt.firmware.updateStatus","value":"6"}'),
    ['schema/type "6"'],
    notify('{"field":"mgmt.firmware.updateStatus","value":6}'),
  ],
  ['dm.deviceResponse', '{"rc":200,"reqId":"r","d":{"fields":[{"field":"mgmt.firmware","value":{"state":9}}]}}', ['schema/enum 9']],
  ['dm.deviceResponse', '{"rc":404,"reqId":"r","d":{"fields":[{"field":"mgmt.firmware"}]}}', []],

  ['gateway.notify', notification('"Request":"Publish","RC":276'), []],
  ['gateway.notify', notification('"Request":"publish"'), ['schema/tolerated "publish"'], notification('"Request":"Publish"')],
  [
    'gateway.notify',
    notification('"Request":"Publish","RC":"276"'),
    ['schema/tolerated "276"'],
    notification('"Request":"Publish","RC":276'),
  ],
  ['gateway.notify', notification('"Request":"Delete","RC":"x"'), ['schema/enum "Delete"', 'schema/type "x"']],
  ['mon.device', '{"Action":"Connect","Time":"2026-03-01T10:00:00Z","ClientAddr":"::1","Port":8883,"Certname":"c"}', []],

  ['rest.mgmtRequest', action('device/factoryReset'), []],
  ['rest.mgmtRequest', action('my-actions/go'), []],
  ['rest.mgmtRequest', action('device/factory_reset'), ['rest/action "device/factory_reset"'], action('device/factoryReset')],
  ['rest.mgmtRequest', action('Firmware/Download'), ['rest/action "Firmware/Download"'], action('firmware/download')],
  ['rest.mgmtRequest', action('device/restart'), ['rest/action "device/restart"']],
  ['rest.mgmtRequest', action('reboot'), ['schema/pattern "reboot"']],
  ['rest.commandPoll', '{"waitTimeSecs":3600}', []],
  ['rest.commandPoll', '{"waitTimeSecs":3601}', ['schema/range 3601']],
  [
    'rest.extensionPackage',
    '{"bundleId":"b","displayName":{},"actions":{"a b":{"actionDisplayName":{"en":"A"}}}}',
    ['schema/empty {}', 'schema/pattern "a b"'],
  ],
];

describe('rules beyond the schemas', () => {
  for (const [kind, text, expected, right] of cases) {
    it(`${kind} ${text}`, () => {
      assert.deepEqual(found(kind, text), expected);
      const [problem] = lint(kind, text);
      if (right === undefined) assert.equal(problem?.fix, undefined);
      else assert.equal(problem === undefined ? text : fixed(text, problem), right);
    });
  }

  it('say where a request belongs that is on the topic of answers', () => {
    const [problem] = lint('dm.deviceResponse', '{"d":{"lifetime":0},"reqId":"r"}');
    assert.match(problem?.message ?? '', /rc is missing.*If this is a request, it is on the wrong topic/);
    assert.doesNotMatch(lint('dm.deviceResponse', '{"d":{"fields":[]},"reqId":"r"}')[0]?.message ?? '', /wrong topic/);
  });

  const told: readonly (readonly [KindName, string, RegExp])[] = [
    ['dm.deviceUpdate', notify('{"field":"location","value":{"latitude":1,"longitude":2,"altitude":3}}'), /The device ignores it/],
    ['dm.location', place('"latitude":1,"longitude":2,"altitude":3'), /The platform ignores it/],
    ['dm.location', place('"latitude":1,"longitude":2,"accuracy":-1'), /Send 0 or more\.$/],
    ['dm.notify', notify('{"field":"mgmt.firmware.state","value":7}'), /0 \(idle\), 1 \(downloading\) or 2 \(downloaded\)/],
    ['rest.commandPoll', '{"waitTimeSecs":3601}', /Send 3600 or less\.$/],
    [
      'dm.addLog',
      '{"d":{"message":"m","timestamp":"2026-03-01T10:00:00Z","severity":3},"reqId":"r"}',
      /0 \(information\), 1 \(warning\) or 2 \(error\)/,
    ],
    ['dm.notify', '{"d":{"fields":["location"]}}', /Send an object with the member field/],
    ['dm.manage', '{"d":{"supports":["deviceActions"]},"reqId":"r"}', /Send an object such as \{"deviceActions": true/],
    ['dm.addErrorCode', '{"d":{"errorCode":1e400},"reqId":"r"}', /errorCode is a number beyond/],
    ['dm.manage', '{"d":{"deviceInfo":{"fwVersion":"1","fwversion":"2"}},"reqId":"r"}', /fwVersion is there already/],
    ['dm.addLog', at('2026-02-30T12:00:00Z'), /There is no 2026-02-30 in the calendar/],
  ];
  for (const [kind, text, message] of told)
    it(`say of ${text}: ${String(message)}`, () => assert.match(lint(kind, text)[0]?.message ?? '', message));

  it('speak of a body of the REST interface in its own words and places', () => {
    const text = '{"latitude": 100, "longitude": 0}';
    const [problem, ...more] = lintPayload(text, kindNamed('dm.location'), { restBody: true });
    assert.ok(problem);
    assert.match(problem.message, /^latitude is 100; .* The REST interface refuses it with status 400\. Swap/);
    assert.deepEqual([text.slice(problem.range.start, problem.range.end), more], ['100', []]);
    assert.equal(fixed(text, problem), '{"latitude": 0, "longitude": 100}');
  });

  it('see an object that was turned into text twice', () => {
    const text = '{"d":"{\\"lifetime\\":3600}","reqId":"r"}';
    const [problem] = lint('dm.manage', text);
    assert.ok(problem);
    assert.match(problem.message, /turned into text twice/);
    assert.equal(fixed(text, problem), '{"d":{"lifetime":3600},"reqId":"r"}');
  });

  it('name what documents leave out', () => {
    for (const text of ['{"rc":0,"d":{...},"reqId":"r"}', '{"d": ..., "reqId":"r"}', '{"d":{…}}', '{"rc":200, ...}']) {
      const [problem, ...more] = lint('dm.deviceResponse', text);
      assert.match(problem?.message ?? '', /documents write \.\.\..*write \{\} or \[\]/);
      assert.deepEqual(more, []);
    }
  });
});
