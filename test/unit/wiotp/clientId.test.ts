import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { clientIdOf, deviceClientId, parseClientId, senderOf, type ClientIdentity } from '../../../src/wiotp/clientId.ts';

const id = fc.stringMatching(/^[A-Za-z0-9._-]{1,36}$/);
const org = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/);

describe('parseClientId', () => {
  it('reads what deviceClientId writes', () => {
    fc.assert(
      fc.property(org, id, id, (org, typeId, deviceId) => {
        assert.deepEqual(parseClientId(deviceClientId(org, typeId, deviceId)), { sender: 'device', org, typeId, deviceId });
      }),
    );
  });

  it('reads what clientIdOf writes, of every class', () => {
    const identity: fc.Arbitrary<ClientIdentity> = fc.oneof(
      fc.record(
        { sender: fc.constantFrom('device' as const, 'gateway' as const), org, typeId: id, deviceId: id },
        { noNullPrototype: true },
      ),
      fc.record({ sender: fc.constant('application' as const), org, appId: id, shared: fc.boolean() }, { noNullPrototype: true }),
      fc.record(
        { sender: fc.constant('application' as const), org, appId: id, shared: fc.constant(true), instanceId: id },
        { noNullPrototype: true },
      ),
    );
    fc.assert(fc.property(identity, (identity) => assert.deepEqual(parseClientId(clientIdOf(identity)), identity)));
  });

  it('reads gateways and applications', () => {
    assert.deepEqual(parseClientId('g:o:t:i'), { sender: 'gateway', org: 'o', typeId: 't', deviceId: 'i' });
    assert.deepEqual(parseClientId('a:o:app'), { sender: 'application', org: 'o', appId: 'app', shared: false });
    assert.deepEqual(parseClientId('A:o:app'), { sender: 'application', org: 'o', appId: 'app', shared: true });
    assert.deepEqual(parseClientId('A:o:app:1'), { sender: 'application', org: 'o', appId: 'app', shared: true, instanceId: '1' });
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    ['', /none of "d:", "g:", "a:" and "A:"/],
    ['x:o:t:i', /none of/],
    ['d', /d:org:type:id/],
    ['d:o:t', /must be d:org:type:id\. .*Edge gateway/],
    ['d:o:', /d:org:type:id/],
    ['A:o:app:', /instance ID is empty/],
    ['d:o:t:i:j', /d:org:type:id/],
    ['d:abc123:t:00:11:22:33:44:55', /must be d:org:type:id\. It has 9 parts instead of 4; an ID contains no colon/],
    ['d::t:i', /organisation ID is empty/],
    ['d:o::i', /device type is empty/],
    ['d:o:t:', /device ID is empty/],
    ['d:o:t:a b', /must not contain a space/],
    ['g:o:t', /g:org:type:id/],
    ['a:o', /a:org:application/],
    ['a:o:app:1', /a:org:application/],
    ['A:o:app:1:2', /A:org:application/],
  ];
  for (const [clientId, reason] of refused) {
    it(`says why ${JSON.stringify(clientId)} is none`, () => assert.match(parseClientId(clientId) as string, reason));
  }
});

describe('senderOf', () => {
  it('goes by the first letter', () => {
    assert.deepEqual(
      ['d:', 'g:o', 'a:x', 'A:x', 'D:o', 'd', ''].map((text) => senderOf(text)),
      ['device', 'gateway', 'application', 'application', undefined, undefined, undefined],
    );
  });
});
