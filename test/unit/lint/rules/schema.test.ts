import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KindName } from '../../../../src/wiotp/catalog.ts';
import { fixed, found, lint } from '../support.ts';

const at = '2026-03-01T10:00:00Z';
const place = { longitude: 8, latitude: 49 };

/** Kind, payload, and what is found: rule and text of the place. */
const cases: readonly (readonly [KindName, unknown, ...string[]])[] = [
  ['dm.manage', { reqId: 'r' }],
  ['dm.manage', [], 'schema/type []'],
  ['dm.manage', 'null', 'schema/type null'],
  ['dm.manage', { d: { lifetime: 3600.5 }, reqId: 'r' }, 'schema/type 3600.5'],
  ['dm.manage', { d: { lifetime: '60' }, reqId: 'r' }, 'schema/type "60"'],
  ['dm.manage', { d: { metadata: [] }, reqId: 'r' }, 'schema/type []'],
  ['dm.manage', { d: { deviceInfo: { serialNumber: 1, model: null } }, reqId: 'r' }, 'schema/type 1', 'schema/type null'],
  ['dm.manage', { d: { supports: { deviceActions: 'true' } }, reqId: 'r' }, 'schema/type "true"'],
  ['dm.manage', { d: { metadata: { any: [1] } }, reqId: '' }, 'schema/empty ""'],
  ['dm.unmanage', { reqId: 7 }, 'schema/type 7'],
  ['dm.location', { reqId: 'r' }, 'schema/required {'],
  ['dm.location', { d: {}, reqId: 'r' }, 'schema/required "d"', 'schema/required "d"'],
  ['dm.location', { d: { longitude: -180, latitude: 90, accuracy: 0 }, reqId: 'r' }],
  [
    'dm.location',
    { d: { longitude: -181, latitude: 91, accuracy: -1 }, reqId: 'r' },
    'schema/range -181',
    'schema/range 91',
    'schema/range -1',
  ],
  ['dm.location', { d: { ...place, altitude: 3 }, reqId: 'r' }, 'dm/altitude "altitude"'],
  ['dm.location', { d: { ...place, measuredDateTime: '2026-03-01 10:00:00Z' }, reqId: 'r' }, 'schema/date-time "2026-03-01 10:00:00Z"'],
  ['dm.location', { d: { ...place, measuredDateTime: '2026-02-30T10:00:00Z' }, reqId: 'r' }, 'schema/date-time "2026-02-30T10:00:00Z"'],
  ['dm.location', { d: { ...place, updatedDateTime: '2026-03-01T10:00:00+01:00' }, reqId: 'r' }],
  ['dm.addErrorCode', { d: { errorCode: 1.5 }, reqId: 'r' }, 'schema/type 1.5'],
  ['dm.addLog', { d: { message: 'm', timestamp: at, severity: '1' }, reqId: 'r' }, 'schema/type "1"'],
  ['dm.addLog', { d: { message: 'm', timestamp: '1 March', severity: -1 }, reqId: 'r' }, 'schema/date-time "1 March"', 'schema/enum -1'],
  ['dm.notify', { d: { fields: [] } }, 'schema/empty []'],
  ['dm.notify', { d: { fields: [{ field: '', value: null }] } }, 'schema/empty ""'],
  ['dm.notify', { d: { fields: [{ field: 'mgmt.firmware' }] } }, 'schema/required {'],
  ['dm.notify', { d: { fields: ['mgmt.firmware'] } }, 'schema/type "mgmt.firmware"'],
  ['dm.notify', { d: { fields: [{ field: 'mgmt.firmware', value: { state: 3, updateStatus: 6 } }] } }, 'schema/enum 3'],
  ['dm.notify', { d: { fields: [{ field: 'mgmt.firmware', value: { updatedDateTime: '' } }] } }],
  ['dm.notify', { d: { fields: [{ field: 'mgmt.firmware', value: { updatedDateTime: 'now' } }] } }, 'schema/date-time "now"'],
  ['dm.notify', { d: { fields: [{ field: 'other', value: { state: 3 } }] } }],
  ['dm.deviceUpdate', { d: { fields: [{ field: 'location', value: { longitude: 0 } }] } }, 'schema/required "value"'],
  ['dm.deviceUpdate', { d: { fields: [{ field: 'metadata', value: 3 }], action: 'firmware/update' } }, 'schema/type 3'],
  ['dm.deviceResponse', { reqId: 'r' }, 'schema/required {'],
  ['dm.deviceResponse', { rc: 'OK', reqId: 'r' }, 'schema/type "OK"'],
  ['dm.serverResponse', { rc: 200, reqId: 'r', d: { anything: 1 } }],
  ['dm.observe', { d: { fields: [{ field: 'x', value: 1 }] }, reqId: 'r' }, 'schema/unknown-member "value"'],
  ['dm.reboot', { d: { anything: 1 }, reqId: 'r' }],
  ['dm.customAction', { d: { fields: [] }, reqId: 'r' }],
];

describe('schema rules', () => {
  for (const [kind, payload, ...expected] of cases) {
    it(`${kind} ${JSON.stringify(payload)}`, () => assert.deepEqual(found(kind, payload), expected));
  }

  it('say what is wrong, what the platform does about it and what to do', () => {
    const [problem] = lint('dm.addErrorCode', { d: { errorCode: '99' }, reqId: 'r' });
    assert.equal(
      problem?.message,
      'd.errorCode is the text "99"; it must be an integer. The platform answers rc 400 and stores nothing. Remove the quotes.',
    );
  });

  it('do not promise an answer to a request without a reqId', () => {
    const [problem] = lint('dm.manage', { d: { lifetime: 60 } }).filter(({ rule }) => rule === 'dm/lifetime');
    assert.match(problem?.message ?? '', /rc 400.*cannot say so.*stays unmanaged/);
  });

  it('put quotes right, and misspelt names that differ in case only', () => {
    const fixes: readonly (readonly [KindName, string, string])[] = [
      ['dm.addErrorCode', '{"d":{"errorCode":"99"},"reqId":"r"}', '{"d":{"errorCode":99},"reqId":"r"}'],
      ['dm.unmanage', '{"reqId":1e3}', '{"reqId":"1e3"}'],
      ['dm.manage', '{"d":{"supports":{"x":"false"}},"reqId":"r"}', '{"d":{"supports":{"x":false}},"reqId":"r"}'],
      ['dm.manage', '{"d":{"lifeTime":0},"reqId":"r"}', '{"d":{"lifetime":0},"reqId":"r"}'],
    ];
    for (const [kind, wrong, right] of fixes) {
      const [problem] = lint(kind, wrong);
      assert.ok(problem);
      assert.equal(fixed(wrong, problem), right);
    }
  });

  it('offer no fix where it would be a guess', () => {
    for (const errorCode of ['0x1F', '1.5', '', ' 1']) {
      assert.equal(lint('dm.addErrorCode', { d: { errorCode }, reqId: 'r' })[0]?.fix, undefined);
    }
    const [misspelt] = lint('dm.manage', { d: { lifetme: 0 }, reqId: 'r' });
    assert.match(misspelt?.message ?? '', /Did you mean "lifetime"\?/);
    assert.equal(misspelt?.fix, undefined);
  });

  it('end when there are very many problems', () => {
    const broken = (entries: number) => ({ d: { fields: Array.from({ length: entries }, () => 1) }, reqId: 'r' });
    const problems = lint('dm.observe', broken(65_000));
    assert.equal(problems.length, 1001);
    assert.match(problems.find(({ rule }) => rule === 'json/more')?.message ?? '', /may be more problems/);
    assert.ok(lint('dm.observe', broken(999)).every(({ rule }) => rule === 'schema/type'));
  });
});
