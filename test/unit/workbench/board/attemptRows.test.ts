import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConnectionAttempt } from '../../../../src/rpc/attempt.ts';
import { attemptRows } from '../../../../src/workbench/board/attemptRows.ts';

const lamp = { typeId: 'lamp', deviceId: 'l-1' } as const;

function attempt(peer: string): ConnectionAttempt {
  return { connection: 'c-1', time: 0, peer, host: '192.168.1.10', port: 1883, secure: false, stage: 'refused', registrable: lamp };
}

const surroundings = { own: new Set(['192.168.1.10', 'fd00::2']), isRegistered: () => false };

describe('attempts as they are shown', () => {
  for (const [peer, outside] of [
    ['192.168.1.40:52011', true],
    ['fe80::1:52011', true],
    ['[fd00::3]:52011', true],
    ['127.0.0.1:52011', false],
    ['127.8.8.8:52011', false],
    ['::1:52011', false],
    ['192.168.1.10:52011', false],
    ['fd00::2:52011', false],
    ['', false],
  ] as const) {
    it(`from "${peer}" come from ${outside ? 'another machine' : 'this one'}`, () => {
      const [row] = attemptRows([{ id: 'x', attempt: attempt(peer), times: 3 }], surroundings);
      assert.equal(row?.outside, outside);
      assert.equal(row?.times, 3);
    });
  }

  it('offer to register a device until it is', () => {
    const counted = [{ id: 'x', attempt: attempt('192.168.1.40:1'), times: 1 }];
    assert.deepEqual(attemptRows(counted, surroundings)[0]?.attempt.registrable, lamp);
    const registered = attemptRows(counted, { ...surroundings, isRegistered: ({ deviceId }) => deviceId === 'l-1' });
    assert.ok(!('registrable' in (registered[0]?.attempt ?? {})));
  });
});
