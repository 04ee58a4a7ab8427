import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { catalog } from '../../../src/wiotp/catalog.ts';
import { explainNumber, explainTopic, type TopicVerdict } from '../../../src/wiotp/explain.ts';
import { topicAllowed } from '../../../src/wiotp/topics/topicRules.ts';
import { anyText } from './anyText.ts';

describe('explainNumber', () => {
  const cases: readonly (readonly [number: number, of: readonly string[]])[] = [
    [276, ['close code']],
    [0, ['rc', 'CONNACK code', 'MQTT 5 reason code', 'close code']],
    [5, ['CONNACK code']],
    [0x87, ['MQTT 5 reason code']],
    [202, ['rc']],
    [-1, []],
    [Number.NaN, []],
    [1.5, []],
  ];
  for (const [number, of] of cases) {
    it(`${number} is ${of.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(
        explainNumber(number).map((meaning) => meaning.of),
        of,
      );
    });
  }

  it('tells what an rc means for each request that it can answer', () => {
    for (const { name, answer } of catalog) {
      for (const { rc, meaning } of answer?.codes ?? []) {
        const [returnCode] = explainNumber(rc).filter(({ of }) => of === 'rc');
        assert.deepEqual(
          returnCode?.kinds?.find(({ kind }) => kind === name),
          { kind: name, meaning },
        );
      }
    }
    assert.deepEqual(explainNumber(276)[0]?.kinds, undefined);
    assert.deepEqual(explainNumber(0)[0]?.kinds, []);
  });

  it('gives advice in sentences', () => {
    for (let number = 0; number < 600; number++) {
      for (const { meaning, advice } of explainNumber(number)) {
        assert.match(meaning, /^[^.]+$/);
        assert.match(advice, /^[A-Z].*\.$/);
      }
    }
  });
});

describe('explainTopic', () => {
  it('names the kinds of a topic with their parts, and who may use it', () => {
    const { isFilter, kinds, verdicts } = explainTopic('iot-2/type/t/id/i/evt/e/fmt/json');
    assert.equal(isFilter, false);
    assert.deepEqual(
      kinds.map(({ kind }) => kind.name),
      ['gateway.event', 'app.event'],
    );
    assert.deepEqual(kinds[0]?.parts, { typeId: 't', deviceId: 'i', eventId: 'e', format: 'json' });
    assert.deepEqual(allowed(verdicts), [
      'gateway publish',
      'application publish',
      'application subscribe',
      'quickstartApplication publish',
      'quickstartApplication subscribe',
    ]);
    assert.match(verdicts[0]?.fault?.consequence ?? '', /276/);
  });

  it('names the kinds that a filter catches, and speaks of subscribing only', () => {
    const { isFilter, kinds, verdicts } = explainTopic('iotdm-1/mgmt/initiate/device/+');
    assert.equal(isFilter, true);
    assert.deepEqual(
      kinds.map(({ kind }) => kind.name),
      ['dm.reboot', 'dm.factoryReset'],
    );
    assert.deepEqual(allowed(verdicts), ['device subscribe']);
    assert.ok(verdicts.every(({ use }) => use === 'subscribe'));
  });

  it('says what is allowed without effect', () => {
    const idle = explainTopic('iotdm-1/response/').verdicts.find(({ user, use }) => user === 'device' && use === 'subscribe');
    assert.equal(idle?.ineffective?.nearest, 'iotdm-1/#');
    const misspelt = explainTopic('iotdevice-1/mgmt/manages').verdicts.find(({ user, use }) => user === 'device' && use === 'publish');
    assert.equal(misspelt?.ineffective?.nearest, 'iotdevice-1/mgmt/manage');
  });

  it('has a verdict on any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { user, use, allowed, fault } of explainTopic(text).verdicts) {
          assert.equal(allowed, fault === undefined);
          assert.equal(allowed, topicAllowed(user, use, text) && !text.startsWith('$SYS'));
        }
      }),
    );
  });
});

function allowed(verdicts: readonly TopicVerdict[]): string[] {
  return verdicts.filter((verdict) => verdict.allowed).map(({ user, use }) => `${user} ${use}`);
}
