import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { defaultLintOptions } from '../../../src/lint/options.ts';
import { rules } from '../../../src/lint/rules.ts';
import { readLintSettings } from '../../../src/lint/settings.ts';

/** Settings with one fault each. */
const faulty = [
  [{ rules: [] }, /^wiotp\.lint\.rules must be an object .* an array/],
  [{ rules: 'off' }, /^wiotp\.lint\.rules must be an object .* the text "off"/],
  [{ rules: { 'dm/lifetim': 'off' } }, /there is no rule "dm\/lifetim"; .* Is dm\/lifetime meant\?$/],
  [{ rules: { nonsense: 'off' } }, /there is no rule "nonsense"; the entry is ignored\.$/],
  [{ rules: { constructor: 'off' } }, /there is no rule "constructor"/],
  [{ rules: JSON.parse('{"__proto__": "off"}') as unknown }, /there is no rule "__proto__"/],
  [{ rules: { 'dm/lifetime': 'info' } }, /severity of dm\/lifetime must be "error", "warning", "hint" or "off"; it is the text "info"/],
  [{ rules: { 'dm/lifetime': 'toString' } }, /it is the text "toString"/],
  [{ rules: { 'dm/lifetime': false } }, /it is false/],
  [{ limits: 'gold' }, /^wiotp\.lint\.limits must be "lite", "standard", "mas" or "quickstart"; .* "standard" counts\.$/],
  [{ limits: 5 }, /^wiotp\.lint\.limits must be/],
  [{ clientBuffer: 15 }, /^wiotp\.lint\.clientBuffer must be a whole number of bytes, at least 16.* it is 15/],
  [{ clientBuffer: 256.5 }, /it is 256\.5/],
  [{ clientBuffer: '256' }, /it is the text "256"/],
  [{ clientBuffer: -1 }, /it is -1/],
] as const;

describe('readLintSettings', () => {
  it('takes what is not set for the defaults', () => {
    for (const raw of [{}, { rules: null, limits: null, clientBuffer: null }, { rules: {}, clientBuffer: 0 }]) {
      assert.deepEqual(readLintSettings(raw), { options: defaultLintOptions, faults: [] });
    }
  });

  it('reads every rule with every severity, the limits and the buffer', () => {
    for (const severity of ['error', 'warning', 'hint', 'off'] as const) {
      const chosen = Object.fromEntries(Object.keys(rules).map((rule) => [rule, severity]));
      assert.deepEqual(readLintSettings({ rules: chosen }), { options: { ...defaultLintOptions, rules: chosen }, faults: [] });
    }
    for (const limits of ['lite', 'standard', 'mas', 'quickstart'] as const) {
      assert.equal(readLintSettings({ limits }).options.limits, limits);
    }
    assert.equal(readLintSettings({ clientBuffer: 16 }).options.clientBuffer, 16);
  });

  for (const [raw, fault] of faulty) {
    it(`names what is wrong with ${JSON.stringify(raw)}, and goes by the default`, () => {
      const { options, faults } = readLintSettings(raw);
      assert.deepEqual(options, defaultLintOptions);
      assert.equal(faults.length, 1);
      assert.match(faults[0]!, fault);
    });
  }

  it('keeps what is right beside what is wrong', () => {
    const { options, faults } = readLintSettings({ rules: { 'dm/lifetime': 'off', nonsense: 'off' }, limits: 'lite', clientBuffer: 1 });
    assert.deepEqual(options, { rules: { 'dm/lifetime': 'off' }, limits: 'lite' });
    assert.equal(faults.length, 2);
  });

  it('never throws, and says everything in full sentences that name the setting', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (rulesValue, limits, clientBuffer) => {
        for (const fault of readLintSettings({ rules: rulesValue, limits, clientBuffer }).faults) {
          assert.match(fault, /^wiotp\.lint\.(rules|limits|clientBuffer)\b.*[.?]$/);
        }
      }),
    );
  });
});
