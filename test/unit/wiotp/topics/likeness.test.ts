import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { alike, likeness } from '../../../../src/wiotp/topics/likeness.ts';
import { anyText } from '../anyText.ts';

describe('likeness', () => {
  const cases: readonly (readonly [one: string, other: string, isAlike: boolean])[] = [
    ['iot-2', 'IOT-2', true],
    ['iot-2', 'iot2', true],
    ['iot-2', 'iot-1', true],
    ['iotdevice-1', 'iotdevice', true],
    ['iot-2', 'iothub', false],
    ['iot-2', 'tele', false],
    ['manage', '', false],
  ];
  for (const [one, other, isAlike] of cases) {
    it(`${isAlike ? 'takes' : 'does not take'} "${other}" for "${one}"`, () => assert.equal(likeness(one, other) >= alike, isAlike));
  }

  it('lies between 0 and 1, is the same both ways, and is 1 for equal texts', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        const found = likeness(one, other);
        assert.ok(found >= 0 && found <= 1);
        assert.equal(likeness(other, one), found);
        assert.equal(likeness(one, one), 1);
      }),
    );
  });
});
