import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConnectionAttempt } from '../../../../src/rpc/board/attempt.ts';
import { attemptRows } from '../../../../src/workbench/board/attemptRows.ts';

const lamp = { typeId: 'lamp', deviceId: 'l-1' } as const;

const plain = { connection: 'c-1', time: 0, peer: '127.0.0.1:5', host: '192.168.1.10', port: 1883, secure: false } as const;
const awaited = 'd:abc123:lamp:l-2';

function attempt(peer: string): ConnectionAttempt {
  return { ...plain, peer, stage: 'refused', registrable: lamp };
}

const surroundings = { own: new Set(['192.168.1.10', 'fd00::2']), isRegistered: () => false, fromHere: false };

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

  it('come first when they are of the device that is waited for, or offer to register one', () => {
    const others = ['accepted', 'http', 'refused'] as const;
    const counted = [
      ...others.map((stage) => ({ ...plain, peer: '192.168.1.40:1', stage })),
      attempt('192.168.1.41:1'),
      { ...plain, stage: 'closed', clientId: awaited } as const,
    ].map((one, at) => ({ id: String(at), attempt: one, times: 1 }));
    const rows = attemptRows(counted, { ...surroundings, awaited });
    assert.deepEqual(
      rows.map((row) => [row.id, row.awaited, row.routine]),
      [
        ['3', false, false],
        ['4', true, false],
        ['0', false, false],
        ['1', false, false],
        ['2', false, false],
      ],
    );
  });

  for (const [stage, clientId, routine, routineFromHere] of [
    ['tcp', undefined, true, false],
    ['tls', undefined, true, false],
    ['http', undefined, true, true],
    ['accepted', 'd:abc123:lamp:other', true, true],
    ['closed', 'd:abc123:lamp:other', true, true],
    ['accepted', awaited, false, false],
    ['refused', undefined, false, false],
  ] as const) {
    it(`of this machine are ${routine ? 'routine' : 'news'}: ${stage} ${clientId ?? ''}`, () => {
      const one = { ...plain, stage, ...(clientId === undefined ? {} : { clientId }) };
      const [row] = attemptRows([{ id: 'x', attempt: one, times: 1 }], { ...surroundings, awaited });
      assert.equal(row?.routine, routine);
      const [there] = attemptRows([{ id: 'x', attempt: one, times: 1 }], { ...surroundings, awaited, fromHere: true });
      assert.equal(there?.routine, routineFromHere);
    });
  }

  it('offer to register a device until it is', () => {
    const counted = [{ id: 'x', attempt: attempt('192.168.1.40:1'), times: 1 }];
    assert.deepEqual(attemptRows(counted, surroundings)[0]?.attempt.registrable, lamp);
    const registered = attemptRows(counted, { ...surroundings, isRegistered: ({ deviceId }) => deviceId === 'l-1' });
    assert.ok(!('registrable' in (registered[0]?.attempt ?? {})));
  });
});
