import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KindName } from '../../../../src/wiotp/catalog.ts';
import { fixed, found, lint } from '../support.ts';

const field = { field: 'mgmt.firmware' };

/** Kind, payload, what is found, and the payload after the fix of the first problem if it has one. */
const cases: readonly (readonly [KindName, string, readonly string[], string?])[] = [
  ['dm.manage', '{"d":{"lifetime":0},"reqId":"r"}', []],
  ['dm.manage', '{"d":{"lifetime":3600},"reqId":"r"}', []],
  ['dm.manage', '{"d":{"lifetime":3600.0},"reqId":"r"}', []],
  ['dm.manage', '{"d":{"lifetime":3599},"reqId":"r"}', ['dm/lifetime 3599'], '{"d":{"lifetime":3600},"reqId":"r"}'],
  ['dm.manage', '{"d":{"lifetime":1},"reqId":"r"}', ['dm/lifetime 1'], '{"d":{"lifetime":3600},"reqId":"r"}'],
  ['dm.manage', '{"d":{"lifetime":-5},"reqId":"r"}', ['dm/lifetime -5'], '{"d":{"lifetime":3600},"reqId":"r"}'],

  ['dm.manage', '{"d":{"supports":{"deviceActions":true,"my-bundle_1.0":false}},"reqId":"r"}', []],
  ['dm.manage', '{"d":{"supports":{"x":1}},"reqId":"r"}', ['dm/supports-number 1'], '{"d":{"supports":{"x":true}},"reqId":"r"}'],
  ['dm.manage', '{"d":{"supports":{"x":0}},"reqId":"r"}', ['dm/supports-number 0'], '{"d":{"supports":{"x":false}},"reqId":"r"}'],
  ['dm.manage', '{"d":{"supports":{"x":2}},"reqId":"r"}', ['schema/type 2']],
  ['dm.manage', '{"d":{"supports":{"a b":true}},"reqId":"r"}', ['dm/supports-name "a b"']],
  ['dm.manage', '{"d":{"supports":{"":true}},"reqId":"r"}', ['dm/supports-name ""']],

  [
    'dm.manage',
    '{"d":{"supports":{"DeviceActions":1,"firmwareAction":true,"device":true}},"reqId":"r"}',
    ['dm/supports-misspelt "DeviceActions"', 'dm/supports-number 1', 'dm/supports-misspelt "firmwareAction"'],
    '{"d":{"supports":{"deviceActions":1,"firmwareAction":true,"device":true}},"reqId":"r"}',
  ],
  ['dm.manage', '{"d":{"supports":{"deviceActions":true,"deviceAction":true}},"reqId":"r"}', []],
  ['dm.deviceResponse', '{"rc":501,"reqId":"r"}', []],
  ['dm.deviceResponse', '{"rc":"0","reqId":"r"}', ['dm/rc-string "0"']],
  ['dm.serverResponse', '{"rc":"0","reqId":"r"}', ['dm/rc-string "0"'], '{"rc":200,"reqId":"r"}'],
  ['dm.deviceResponse', '{"rc":"202","reqId":"r"}', ['dm/rc-string "202"'], '{"rc":202,"reqId":"r"}'],
  ['dm.deviceResponse', '{"rc":"0202","reqId":"r"}', ['schema/type "0202"']],
  ['dm.deviceResponse', '{"rc":0,"reqId":"r"}', ['dm/rc-zero 0']],
  ['dm.deviceResponse', '{"rc":201,"reqId":"r"}', ['dm/rc-unknown 201']],
  ['dm.deviceResponse', '{"rc":403,"reqId":"r"}', ['dm/rc-unknown 403']],
  ['dm.serverResponse', '{"rc":0,"reqId":"r"}', ['dm/rc-zero 0'], '{"rc":200,"reqId":"r"}'],
  ['dm.serverResponse', '{"rc":202,"reqId":"r"}', ['dm/rc-unknown 202']],

  ['dm.manage', '{"d":{}}', ['dm/reqId-missing {']],
  ['dm.manage', '{"d":{},"reqid":"r"}', ['dm/reqId-missing "reqid"'], '{"d":{},"reqId":"r"}'],
  ['dm.unmanage', '{"request_id":"r"}', ['dm/reqId-missing "request_id"'], '{"reqId":"r"}'],
  ['dm.reboot', '{"requestId":"r"}', ['schema/required "requestId"'], '{"reqId":"r"}'],
  [
    'dm.deviceResponse',
    '{"response_code":202,"reqID":"r"}',
    ['schema/required "response_code"', 'schema/required "reqID"'],
    '{"rc":202,"reqID":"r"}',
  ],
  [
    'dm.notify',
    '{"reqid":"r","d":{"fields":[{"field":"x","value":1}]}}',
    ['schema/unknown-member "reqid"'],
    '{"reqId":"r","d":{"fields":[{"field":"x","value":1}]}}',
  ],
  [
    'dm.observe',
    '{"d":{"fields":[{"field":"mgmt.firmwre"}]},"reqId":"r"}',
    ['dm/attribute-name "mgmt.firmwre"'],
    '{"d":{"fields":[{"field":"mgmt.firmware"}]},"reqId":"r"}',
  ],
  [
    'dm.observe',
    '{"d":{"fields":[{"field":"firmware.state"}]},"reqId":"r"}',
    ['dm/attribute-name "firmware.state"'],
    '{"d":{"fields":[{"field":"mgmt.firmware.state"}]},"reqId":"r"}',
  ],
  ['dm.observe', '{"d":{"fields":[{"field":"mgmt.firmware.uri"},{"field":"location.latitude"},{"field":"diag"}]},"reqId":"r"}', []],
  ['dm.customAction', '{"d":{"fields":[{"field":"firmware","value":1}]},"reqId":"r"}', []],
  ['dm.clearLog', ' {}', ['dm/reqId-missing {']],
  ['dm.notify', JSON.stringify({ d: { fields: [{ ...field, value: 1 }] } }).replace('1', '{}'), []],
  ['dm.deviceUpdate', JSON.stringify({ d: { fields: [{ field: 'metadata', value: {} }] } }), []],

  [
    'dm.addLog',
    '{"d":{"message":"","timestamp":"2026-03-01T10:00:00.123","severity":0},"reqId":"r"}',
    ['dm/time-zone "2026-03-01T10:00:00.123"'],
  ],
  [
    'dm.location',
    '{"d":{"longitude":0,"latitude":1,"measuredDateTime":"2026-03-01T10:00:00"},"reqId":"r"}',
    ['dm/time-zone "2026-03-01T10:00:00"'],
  ],

  ['dm.observe', '{"d":{"fields":["a"]},"reqId":"r"}', ['dm/old-form "a"'], '{"d":{"fields":[{"field": "a"}]},"reqId":"r"}'],
  ['dm.observe', '{"d":{"fields":[""]},"reqId":"r"}', ['schema/type ""']],
  [
    'dm.deviceResponse',
    '{"rc":404,"d":{"fields":["a"]},"reqId":"r"}',
    ['dm/old-form "a"'],
    '{"rc":404,"d":{"fields":[{"field": "a"}]},"reqId":"r"}',
  ],
  ['dm.cancel', '{"d":{"data":[{"field":"a"}]},"reqId":"r"}', ['dm/old-form "data"'], '{"d":{"fields":[{"field":"a"}]},"reqId":"r"}'],
  ['dm.cancel', '{"d":{"data":1},"reqId":"r"}', ['schema/required "d"', 'schema/unknown-member "data"']],
  ['dm.notify', '{"d":{"field":"a","value":1}}', ['dm/old-form "field"'], '{"d":{"fields": [{"field":"a","value":1}]}}'],
  [
    'dm.notify',
    '{"d":{"fields":[{"field":"mgmt.firmware","value":{"url":""}}]}}',
    ['dm/old-form "url"'],
    '{"d":{"fields":[{"field":"mgmt.firmware","value":{"uri":""}}]}}',
  ],
  ['dm.deviceUpdate', '{"d":{"fields":[{"field":"deviceInfo","value":{"url":""}}]}}', ['schema/unknown-member "url"']],
];

describe('Device Management rules', () => {
  for (const [kind, text, expected, right] of cases) {
    it(`${kind} ${text}`, () => {
      assert.deepEqual(found(kind, text), expected);
      const [problem] = lint(kind, text);
      if (right === undefined) assert.equal(problem?.fix, undefined);
      else assert.equal(problem === undefined ? text : fixed(text, problem), right);
    });
  }

  it('name the lifetime, the rule, the answer and the fix', () => {
    const [problem] = lint('dm.manage', { d: { lifetime: 60 }, reqId: 'r' });
    assert.equal(problem?.fix?.title, 'Set lifetime to 3600');
    assert.match(problem?.message ?? '', /60.*0 .*at least 3600.*rc 400.*unmanaged/);
  });

  it('tell a code that nobody answers with from one that the other side does', () => {
    const message = (kind: KindName, rc: number) => lint(kind, { rc, reqId: 'r' })[0]?.message ?? '';
    assert.match(message('dm.deviceResponse', 403), /only the platform answers with.*Answer 200, 202, 204, 400/);
    assert.match(message('dm.serverResponse', 202), /only a device answers with.*Answer 200, 400, 403/);
    assert.match(message('dm.deviceResponse', 600), /does not define/);
  });

  it('name the rc that an impossible action gets', () => {
    assert.match(lint('dm.manage', { d: { supports: { 'a b': true } }, reqId: 'r' })[0]?.message ?? '', /rc 400/);
  });
});
