import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { Pairing } from '../../../../../src/engine/log/arrival/pairing.ts';
import { catalog, kindNamed, type KindName } from '../../../../../src/wiotp/catalog.ts';

const client = 'd:abc123:sensor:one';

function message(name: KindName, reqId: string, time: number, clientId = client) {
  return { at: 'session' as const, clientId, device: '', time, kind: kindNamed(name), reqId };
}

for (const kind of catalog.filter(({ answer }) => answer !== undefined)) {
  test(`the answer to ${kind.name} finds its request`, () => {
    const pairing = new Pairing();
    assert.equal(pairing.take(4, message(kind.name, 'r', 1_000)), undefined);
    const answer = kind.answer?.kind ?? 'dm.serverResponse';
    const other = answer === 'dm.serverResponse' ? 'dm.deviceResponse' : 'dm.serverResponse';
    assert.equal(pairing.take(5, message(other, 'r', 1_001)), undefined, 'an answer in the same direction as the request is none');
    assert.deepEqual(pairing.take(6, message(answer, 'r', 1_012.5)), { seq: 4, ms: 12.5, kind });
    assert.equal(pairing.take(7, message(answer, 'r', 1_020)), undefined, 'a request is answered once');
  });
}

test('requests of one reqId are told apart by the device behind a gateway, and by the rc that may answer them', () => {
  const pairing = new Pairing();
  pairing.take(1, { ...message('dm.reboot', 'r', 0), device: 's/a' });
  pairing.take(2, { ...message('dm.reboot', 'r', 1), device: 's/b' });
  assert.equal(pairing.take(3, { ...message('dm.deviceResponse', 'r', 2), device: 's/a', rc: 202 })?.seq, 1);
  assert.equal(pairing.take(4, { ...message('dm.deviceResponse', 'r', 3), device: 's/b', rc: 500 })?.seq, 2);
  pairing.take(5, message('dm.reboot', 'q', 4));
  pairing.take(6, message('dm.observe', 'q', 5));
  assert.equal(pairing.take(7, { ...message('dm.deviceResponse', 'q', 6), rc: 202 })?.seq, 5);
  assert.equal(pairing.take(8, { ...message('dm.deviceResponse', 'q', 7), rc: 200 })?.seq, 6);
  assert.equal(pairing.take(9, { ...message('dm.deviceResponse', 'q', 8), rc: 200 }), undefined);
});

test('each client and each place has its own reqIds', () => {
  const pairing = new Pairing();
  pairing.take(1, message('dm.reboot', 'r', 0));
  assert.equal(pairing.take(2, message('dm.deviceResponse', 'r', 1, 'd:abc123:sensor:two')), undefined);
  assert.equal(pairing.take(3, { ...message('dm.deviceResponse', 'r', 1), at: 'platform' }), undefined);
  assert.deepEqual(pairing.take(4, message('dm.deviceResponse', 'r', 1)), { seq: 1, ms: 1, kind: kindNamed('dm.reboot') });
});

test('an answer belongs to the latest request that is still open, in any conversation', () => {
  const steps = fc.array(fc.record({ isRequest: fc.boolean(), reqId: fc.constantFrom('a', 'b', 'c') }), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (all) => {
      const pairing = new Pairing();
      const open = new Map<string, number>();
      for (const [seq, { isRequest, reqId }] of all.entries()) {
        const partner = pairing.take(seq, message(isRequest ? 'dm.observe' : 'dm.deviceResponse', reqId, seq * 10));
        const request = open.get(reqId);
        if (isRequest) {
          assert.equal(partner, undefined);
          open.set(reqId, seq);
        } else {
          assert.deepEqual(
            partner,
            request === undefined ? undefined : { seq: request, ms: (seq - request) * 10, kind: kindNamed('dm.observe') },
          );
          open.delete(reqId);
        }
      }
    }),
  );
});

test('requests that nobody answers do not pile up: the oldest are forgotten', () => {
  const pairing = new Pairing();
  for (let at = 0; at < 10_001; at++) pairing.take(at, message('dm.reboot', `r${at}`, at));
  assert.equal(pairing.take(20_000, message('dm.deviceResponse', 'r0', 20_000)), undefined);
  assert.deepEqual(pairing.take(20_001, message('dm.deviceResponse', 'r1', 20_000)), { seq: 1, ms: 19_999, kind: kindNamed('dm.reboot') });
});
