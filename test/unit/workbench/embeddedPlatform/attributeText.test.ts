import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintMessage } from '../../../../src/lint/lintMessage.ts';
import { kindNamed } from '../../../../src/wiotp/catalog.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { attributeChanges, attributeText } from '../../../../src/workbench/embeddedPlatform/attributeText.ts';

const record = { deviceInfo: { model: 'T-1' }, metadata: { room: 7 }, errorCodes: [], log: [] };

describe('an attribute to edit', () => {
  for (const attribute of ['metadata', 'location', 'deviceInfo'] as const) {
    it(`is a right device update, and means what it shows: ${attribute}`, () => {
      const text = attributeText(record, attribute);
      assert.deepEqual(lintMessage({ text, kind: kindNamed('dm.deviceUpdate') }), []);
      const value = attribute === 'location' ? { longitude: 0, latitude: 0 } : record[attribute];
      assert.deepEqual(attributeChanges(text), [{ attribute, value }]);
    });
  }

  it('changes several at once', () => {
    const fields = [
      { field: 'metadata', value: {} },
      { field: 'deviceInfo', value: { fwVersion: '2' } },
    ];
    assert.equal(attributeChanges(JSON.stringify({ d: { fields } })).length, 2);
  });

  const wrong = [
    ['{', /not JSON/],
    ['null', /no device update/],
    ['{"d":{"fields":{}}}', /no device update/],
    ['{"d":{"fields":[1]}}', /no device update/],
    ['{"d":{"fields":[]}}', /names no attribute/],
    ['{"d":{"fields":[{"value":{}}]}}', /cannot be changed here/],
    ['{"d":{"fields":[{"field":"mgmt.firmware","value":{}}]}}', /"mgmt\.firmware" cannot be changed here/],
    ['{"d":{"fields":[{"field":"__proto__","value":{}}]}}', /cannot be changed here/],
    ['{"d":{"fields":[{"field":"metadata","value":[]}]}}', /no JSON object/],
  ] as const;
  for (const [text, message] of wrong) {
    it(`is refused with a reason: ${text}`, () => {
      assert.throws(
        () => attributeChanges(text),
        (error) => isRefusal(error) && message.test(error.message) && error.advice !== '',
      );
    });
  }
});
