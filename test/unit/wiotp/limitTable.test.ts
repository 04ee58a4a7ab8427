import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limits, mostOf, type LimitsProfile } from '../../../src/wiotp/limitTable.ts';
import { maxPayloadBytes } from '../../../src/wiotp/limits.ts';

describe('the limits', () => {
  it('are named once, counted in something above 0, and end in a sentence', () => {
    assert.equal(new Set(limits.map(({ name }) => name)).size, limits.length);
    for (const { name, title, most, beyond } of limits) {
      const values = Object.values(most).filter((value) => value !== undefined);
      assert.ok(values.length > 0 && values.every((value) => value > 0), name);
      assert.match(title, /^[A-Z][^.]*$/);
      assert.match(beyond, /^[A-Z].*\.$/);
    }
  });

  it('are never narrower in the larger plan, and those of the suite are those of the larger plan', () => {
    for (const { name, most } of limits) {
      assert.ok(most.lite === undefined || most.standard === undefined || most.standard >= most.lite, name);
      assert.equal(most.mas, most.standard, name);
    }
  });

  it('are a number by their type where the profile has them', () => {
    const certain: number = mostOf('commandTime', 'standard') + mostOf('quickstartMessageRate', 'quickstart');
    assert.equal(certain, 48 * 3600 + 1);
    // @ts-expect-error The larger plan has no such limit.
    const none: number = mostOf('dataVolume', 'standard');
    assert.equal(none, undefined);
    // @ts-expect-error Nor is there one of that name.
    assert.throws(() => mostOf('__proto__', 'lite'));
  });

  it('are found by name and profile', () => {
    for (const profile of ['lite', 'standard', 'mas', 'quickstart'] satisfies LimitsProfile[])
      assert.equal(mostOf('payload', profile), maxPayloadBytes);
    assert.deepEqual([mostOf('deviceMessageRate', 'lite'), mostOf('deviceMessageRate', 'standard')], [5, 10]);
    assert.equal(mostOf('quickstartMessageRate', 'quickstart'), 1);
    assert.deepEqual([mostOf('commandByteRate', 'lite'), mostOf('commandByteRate', 'standard')], [undefined, 8192]);
    assert.deepEqual([mostOf('commandTime', 'lite'), mostOf('longestCommandTime', 'lite')], [48 * 3600, 7 * 86_400]);
    assert.deepEqual([mostOf('lastEventFormats', 'lite'), mostOf('lastEventFormats', 'mas')], [2, 3]);
    assert.equal(mostOf('requestsInFlight', 'standard'), 200);
    assert.equal(mostOf('dataVolume', 'standard'), undefined);
  });
});
