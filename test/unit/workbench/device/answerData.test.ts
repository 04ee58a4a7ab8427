import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { answeredKinds, type AnsweredKind } from '../../../../src/replies/answerMode.ts';
import { answerData, firmwareValue } from '../../../../src/workbench/device/answerData.ts';
import { pendingRequest } from '../../../support/workbench/pendingRequest.ts';

const known = { 'mgmt.firmware': { state: 2, updateStatus: 0 }, metadata: { interval: 30 } };

function dataFor(kind: AnsweredKind, rc: number, payload: unknown): unknown {
  return answerData(pendingRequest({ kind, payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }), rc, known);
}

const fields = (...names: readonly string[]) => ({ d: { fields: names.map((field) => ({ field })) }, reqId: 'r' });

test('an observation is answered with the values that are known', () => {
  assert.deepEqual(dataFor('dm.observe', 200, fields('mgmt.firmware', 'metadata', 'location')), {
    fields: [
      { field: 'mgmt.firmware', value: { state: 2, updateStatus: 0 } },
      { field: 'metadata', value: { interval: 30 } },
    ],
  });
});

test('a member of an attribute is known with it', () => {
  assert.deepEqual(dataFor('dm.observe', 200, fields('mgmt.firmware.state')), { fields: [{ field: 'mgmt.firmware.state', value: 2 }] });
  for (const name of ['mgmt.firmware.none', 'mgmt.firmware.__proto__', '__proto__', 'toString', 'metadata.constructor', '.', ''])
    assert.equal(dataFor('dm.observe', 200, fields(name)), undefined);
});

test('a failure about attributes names those that were asked for', () => {
  for (const kind of ['dm.observe', 'dm.cancel', 'dm.deviceUpdate'] as const)
    for (const rc of [404, 500]) assert.deepEqual(dataFor(kind, rc, fields('a', 'b')), { fields: [{ field: 'a' }, { field: 'b' }] });
});

test('everything else is answered without data', () => {
  assert.equal(dataFor('dm.cancel', 200, fields('mgmt.firmware')), undefined);
  assert.equal(dataFor('dm.deviceUpdate', 204, fields('metadata')), undefined);
  assert.equal(dataFor('dm.reboot', 500, { reqId: 'r' }), undefined);
  assert.equal(dataFor('dm.customAction', 200, fields('interval')), undefined);
});

test('a payload that is not what it should be gives no data', () => {
  const odd = [
    '',
    '{',
    'null',
    '7',
    '[]',
    '{"d":7}',
    '{"d":{"fields":{}}}',
    '{"d":{"fields":[null,7,{},{"field":1}]}}',
    '['.repeat(10_000),
  ];
  for (const payload of odd) assert.equal(dataFor('dm.observe', 404, payload), undefined);
});

test('no payload makes it throw', () => {
  fc.assert(
    fc.property(fc.constantFrom(...answeredKinds), fc.oneof(fc.string(), fc.json()), fc.integer(), (kind, payload, rc) => {
      dataFor(kind, rc, payload);
    }),
  );
});

test('of its firmware a device says only what is its to say', () => {
  const firmware = { version: '2', name: 'n', uri: 'http://x', verifier: 'v', state: 1, updateStatus: 0, progress: 0.5 };
  assert.deepEqual(firmwareValue(firmware), { state: 1, updateStatus: 0 });
});
