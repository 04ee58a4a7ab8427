import assert from 'node:assert/strict';
import { test } from 'node:test';
import { managementBench } from '../../../support/platform/managementBench.ts';

const device = { typeId: 't', deviceId: 'i' };
const manage = new TextEncoder().encode('{"d":{"metadata":{"a":1}},"reqId":"r"}');

function answers(routed: readonly { readonly payload: Uint8Array }[]): unknown[] {
  return routed.map(({ payload }) => JSON.parse(new TextDecoder().decode(payload)));
}

test('a request that a fault refuses is not carried out', (t) => {
  const { management, routed, records } = managementBench(t, { answer: (_device, _rc, send) => send(409, 'A fault was injected.') });
  management.open('iotdevice-1/type/t/id/i/mgmt/manage')(manage);
  assert.deepEqual(answers(routed), [{ rc: 409, message: 'A fault was injected.', reqId: 'r' }]);
  assert.deepEqual([records.of(device).metadata, records.of(device).mgmt], [{}, undefined]);
});

test('a request whose answer is held back is carried out at once, and answered when the fault lets go', (t) => {
  const held: (() => void)[] = [];
  const { management, routed, managed } = managementBench(t, { answer: (_device, rc, send) => void held.push(() => send(rc)) });
  management.open('iotdevice-1/type/t/id/i/mgmt/manage')(manage);
  assert.deepEqual([managed.has(device), answers(routed)], [true, []]);
  for (const release of held) release();
  assert.deepEqual(answers(routed), [{ rc: 200, reqId: 'r' }]);
});

test('a refusal goes through the faults as well', (t) => {
  const told: number[] = [];
  const { management, routed } = managementBench(t, {
    answer: (_device, rc, send) => {
      told.push(rc);
      send(500);
    },
  });
  management.open('iotdevice-1/type/t/id/i/mgmt/mange')(manage);
  management.open('iotdevice-1/type/t/id/nobody/mgmt/manage')(manage);
  assert.deepEqual(told, [404, 404]);
  assert.deepEqual(answers(routed), [
    { rc: 500, reqId: 'r' },
    { rc: 500, reqId: 'r' },
  ]);
});
