import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deviceText, readDevice } from '../../../src/wiotp/deviceName.ts';

describe('the name of a device in one text', () => {
  it('is read back as it was written, and with a slash as well', () => {
    const device = { typeId: 'thermostat', deviceId: 't-100' };
    for (const text of [deviceText(device), 'thermostat/t-100', ' thermostat:t-100 ']) assert.deepEqual(readDevice(text), device);
  });

  const wrong: readonly (readonly [text: string, reason: RegExp])[] = [
    ['', /with a colon between them/],
    ['thermostat', /with a colon between them/],
    ['a:b:c', /with a colon between them/],
    [':t', /The device type is empty/],
    ['t:', /The device ID is empty/],
    ['t:+', /for subscriptions only/],
    ['t:a b', /must not contain a space/],
  ];
  for (const [text, reason] of wrong)
    it(`is none: ${JSON.stringify(text)}`, () => {
      const read = readDevice(text);
      assert.match(typeof read === 'string' ? read : '', reason);
    });
});
