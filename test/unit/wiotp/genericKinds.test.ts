import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { validators } from '../../../src/lint/generated/validators.js';
import { catalog, type KindName } from '../../../src/wiotp/catalog.ts';
import { findPayloadKind, genericKinds, isGeneric, kindByShape, type GenericKind } from '../../../src/wiotp/genericKinds.ts';
import { invalidText, isDeviceManagement } from '../../../src/wiotp/kind.ts';

const responses: readonly string[] = ['dm.deviceResponse', 'dm.serverResponse'];

describe('kindByShape', () => {
  const requests: readonly (readonly [payload: unknown, kind: KindName])[] = [
    [{}, 'dm.manage'],
    [{ reqId: 'r' }, 'dm.manage'],
    [{ d: {}, reqId: 'r' }, 'dm.manage'],
    [{ d: { metadata: {} } }, 'dm.manage'],
    [{ d: { Lifetime: 3600 } }, 'dm.manage'],
    [{ lifetime: 3600 }, 'dm.manage'],
    [{ d: { latitude: 1 } }, 'dm.location'],
    [{ d: { altitude: 1 } }, 'dm.location'],
    [{ d: { errorcode: '1' } }, 'dm.addErrorCode'],
    [{ d: { message: 'm' } }, 'dm.addLog'],
    [{ d: { data: 'AQ==' } }, 'dm.addLog'],
    [{ d: { message: 'm', data: [] } }, 'dm.addLog'],
    [{ d: { data: ['mgmt.firmware'] }, reqId: 'r' }, 'dm.cancel'],
    [{ d: { data: [{ field: 'mgmt.firmware' }] }, reqId: 'r' }, 'dm.cancel'],
    [{ d: { fields: [{ field: 'mgmt.firmware', value: { state: 1 } }] } }, 'dm.notify'],
    [{ d: { fields: [{ field: 'mgmt.firmware.state', value: 1 }] } }, 'dm.notify'],
    [{ d: { field: 'mgmt.firmware', value: { state: 1 } } }, 'dm.notify'],
    [{ d: { fields: [{ field: 'mgmt.firmware', value: { uri: '' } }] }, reqId: 'r' }, 'dm.deviceUpdate'],
    [{ d: { fields: [{ field: 'metadata', value: {} }] }, reqId: 'r' }, 'dm.deviceUpdate'],
    [{ d: { fields: [{ field: 'mgmt.firmware', value: {} }], action: 'firmware/download' } }, 'dm.deviceUpdate'],
    [{ d: { fields: [{ field: 'interval', value: 30 }] }, reqId: 'r' }, 'dm.customAction'],
    [{ d: { fields: [{ field: 'interval', value: 30 }] } }, 'dm.notify'],
    [{ d: { fields: [{ field: 'mgmt.firmware' }] }, reqId: 'r' }, 'dm.observe'],
    [{ d: { fields: ['mgmt.firmware'] }, reqId: 'r' }, 'dm.observe'],
    [{ d: { fields: [] } }, 'dm.observe'],
    [{ fields: [{ field: 'mgmt.firmware' }] }, 'dm.observe'],
    [null, 'dm.manage'],
    [[{ d: { errorCode: 1 } }], 'dm.manage'],
    ['d', 'dm.manage'],
    [JSON.parse('{"__proto__":{"d":{"errorCode":1}}}'), 'dm.manage'],
  ];
  for (const [payload, kind] of requests) {
    it(`takes the request ${JSON.stringify(payload)} for ${kind}`, () => {
      assert.equal(kindByShape(generic('dm.request'), payload).name, kind);
    });
  }

  const answers: readonly (readonly [payload: unknown, kind: KindName])[] = [
    [{ rc: 200, reqId: 'r' }, 'dm.deviceResponse'],
    [{ rc: 202, reqId: 'r' }, 'dm.deviceResponse'],
    [{ rc: '204', reqId: 'r' }, 'dm.deviceResponse'],
    [{ rc: 501, reqId: 'r' }, 'dm.deviceResponse'],
    [{ rc: 403, reqId: 'r' }, 'dm.serverResponse'],
    [{ rc: '403', reqId: 'r' }, 'dm.serverResponse'],
    [{ rc: 409, reqId: 'r' }, 'dm.serverResponse'],
    [{ rc: 409, reqId: 'r', d: { fields: [{ field: 'location' }] } }, 'dm.deviceResponse'],
    [{ rc: 404, d: { fields: [] } }, 'dm.deviceResponse'],
    [{}, 'dm.deviceResponse'],
    [undefined, 'dm.deviceResponse'],
  ];
  for (const [payload, kind] of answers) {
    it(`takes the response ${JSON.stringify(payload)} for ${kind}`, () => {
      assert.equal(kindByShape(generic('dm.response'), payload).name, kind);
    });
  }

  it('gives a Device Management kind of the right sort for any value at all', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...genericKinds),
        fc.oneof(fc.anything(), fc.record({ d: fc.anything(), rc: fc.anything() })),
        (kind, value) => {
          const { name } = kindByShape(kind, value);
          assert.ok(name.startsWith('dm.'));
          assert.equal(responses.includes(name), kind.name === 'dm.response');
        },
      ),
    );
  });

  describe('of the examples of the catalog', () => {
    for (const kind of catalog.filter((candidate) => isDeviceManagement(candidate) && !responses.includes(candidate.name))) {
      it(`tells ${kind.name}, or a kind whose payload is judged the same`, () => {
        for (const example of kind.examples) {
          const told = kindByShape(generic('dm.request'), example);
          const hasOwn = typeof example === 'object' && example !== null && 'd' in example;
          assert.ok(!hasOwn || validators[told.schema ?? ''] === validators[kind.schema ?? ''], `${told.name}: ${JSON.stringify(example)}`);
        }
      });
    }
  });
});

describe('the generic kinds', () => {
  it('are found by name, as are the others and nothing else', () => {
    for (const kind of [...catalog, ...genericKinds]) assert.equal(findPayloadKind(kind.name), kind);
    for (const name of ['', 'dm', 'dm.Request', '__proto__', 'constructor']) assert.equal(findPayloadKind(name), undefined);
  });

  it('are the only ones that stand for others', () => {
    for (const kind of catalog) assert.ok(!isGeneric(kind));
    for (const kind of genericKinds) assert.ok(isGeneric(kind));
  });

  it('show examples of several kinds, and wrong ones with a reason', () => {
    for (const { examples, invalid } of genericKinds) {
      assert.ok(examples.length >= 2);
      for (const example of invalid) {
        assert.ok(example.why.length > 10);
        if ('payload' in example) assert.doesNotThrow(() => JSON.parse(invalidText(example)));
      }
    }
  });
});

function generic(name: GenericKind['name']): GenericKind {
  return genericKinds.find((kind) => kind.name === name) ?? assert.fail();
}
