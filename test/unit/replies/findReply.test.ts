import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findReply, type AnsweredRequest } from '../../../src/replies/findReply.ts';
import type { ReplyRule } from '../../../src/replies/replyRule.ts';

const reboot: AnsweredRequest = { kind: 'dm.reboot', payload: { reqId: 'r-1' } };

describe('findReply', () => {
  it('takes the first rule of the kind', () => {
    const rules = [rule('dm.factoryReset', 1), rule('dm.reboot', 2), rule('dm.reboot', 3)];
    assert.deepEqual(findReply(rules, reboot, new WeakMap()), { rc: 2 });
  });

  it('finds nothing where no rule is for the kind', () => {
    assert.equal(findReply([rule('dm.observe', 1)], reboot, new WeakMap()), undefined);
    assert.equal(findReply([], reboot, new WeakMap()), undefined);
  });

  it('counts a rule as often as it may, and then the next', () => {
    const rules = [{ ...rule('dm.reboot', 500), times: 2 }, rule('dm.reboot', 202)];
    const used = new WeakMap<ReplyRule, number>();
    const answers = Array.from({ length: 4 }, () => findReply(rules, reboot, used)?.rc);
    assert.deepEqual(answers, [500, 500, 202, 202]);
    assert.equal(findReply(rules, reboot, new WeakMap())?.rc, 500, 'another device begins anew');
  });

  it('does not count a rule that does not fit', () => {
    const rules = [{ ...rule('dm.reboot', 500), when: { payload: { d: { force: true } } }, times: 1 }];
    const used = new WeakMap<ReplyRule, number>();
    assert.equal(findReply(rules, reboot, used), undefined);
    assert.deepEqual(findReply(rules, { kind: 'dm.reboot', payload: { d: { force: true } } }, used), { rc: 500 });
    assert.equal(findReply(rules, { kind: 'dm.reboot', payload: { d: { force: true } } }, used), undefined);
  });

  const custom: AnsweredRequest = { kind: 'dm.customAction', bundleId: 'pump', actionId: 'calibrate', payload: { reqId: 'r' } };
  const conditions = [
    [{}, true],
    [{ bundleId: 'pump' }, true],
    [{ bundleId: 'Pump' }, false],
    [{ actionId: 'calibrate' }, true],
    [{ actionId: 'flush' }, false],
    [{ bundleId: 'pump', actionId: 'flush' }, false],
    [{ bundleId: 'pump', actionId: 'calibrate', payload: { d: {} } }, false],
  ] as const;
  for (const [when, fits] of conditions) {
    it(`${fits ? 'fits' : 'does not fit'} a custom action when ${JSON.stringify(when)}`, () => {
      const found = findReply([{ ...rule('dm.customAction', 200), when }], custom, new WeakMap());
      assert.equal(found !== undefined, fits);
    });
  }

  it('takes any payload, whatever the wire brought', () => {
    const rules = [{ ...rule('dm.observe', 404), when: { payload: { d: { fields: [{ field: 'metadata' }] } } } }, rule('dm.observe', 200)];
    const rcOf = (payload: unknown) => findReply(rules, { kind: 'dm.observe', payload }, new WeakMap())?.rc;
    assert.equal(rcOf({ d: { fields: [{ field: 'location' }, { field: 'metadata' }] } }), 404);
    assert.equal(rcOf({ d: { fields: ['metadata'] } }), 404);
    for (const payload of [undefined, null, 1, 'text', [], { d: null }, { d: { fields: null } }, { d: { fields: [null] } }])
      assert.equal(rcOf(payload), 200, JSON.stringify(payload));
  });
});

function rule(on: ReplyRule['on'], rc: number): ReplyRule {
  return { on, reply: { rc } };
}
