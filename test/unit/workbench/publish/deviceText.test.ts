import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deviceText, eachOnce, readDevice } from '../../../../src/workbench/publish/deviceText.ts';

describe('a device in one text', () => {
  it('is read as it is written', () => {
    const device = { typeId: 'thermostat', deviceId: 't-100' };
    assert.deepEqual(readDevice(` ${deviceText(device)} `), device);
  });

  const refused = [
    ['', /colon/],
    ['thermostat', /colon/],
    ['a:b:c', /colon/],
    [':t-1', /type is empty/],
    ['thermostat:', /ID is empty/],
    ['+:+', /subscriptions only/],
    ['thermostat:#', /subscriptions only/],
    ['thermo stat:t', /a space/],
    [`t:${'x'.repeat(37)}`, /37 characters/],
  ] as const;
  for (const [text, reason] of refused)
    it(`"${text.slice(0, 20)}" is refused`, () => {
      const refusal = readDevice(text);
      assert.match(typeof refusal === 'string' ? refusal : 'read', reason);
    });

  it('stands once in a list, where it came first', () => {
    const [a, b] = [
      { typeId: 't', deviceId: 'a' },
      { typeId: 't', deviceId: 'b' },
    ];
    assert.deepEqual(eachOnce([a, b, { ...a }]), [a, b]);
  });
});
