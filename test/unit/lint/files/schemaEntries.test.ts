import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { readSchemaEntries } from '../../../../src/lint/files/schemaEntries.ts';

const faulty: readonly (readonly [filter: string, path: unknown, fault: RegExp])[] = [
  ['', 'a.json', /topic filter is empty/],
  ['iot-2/#/fmt/json', 'a.json', /"iot-2\/#\/fmt\/json" something follows #/],
  ['iot-2/evt/te+/fmt/json', 'a.json', /the level "te\+" mixes a wildcard with text/],
  ['iot-2/evt#', 'a.json', /the level "evt#" mixes/],
  ['iot-2/evt/a/fmt/json', '', /The value of "iot-2\/evt\/a\/fmt\/json" must be the path/],
  ['iot-2/evt/a/fmt/json', 5, /must be the path/],
  ['iot-2/evt/a/fmt/json', { type: 'object' }, /must be the path/],
  ['iot-2/evt/a/fmt/json', 'https://example.com/a.json', /is an address/],
];

describe('readSchemaEntries', () => {
  it('reads nothing where nothing is set', () => {
    for (const unset of [undefined, null, {}]) assert.deepEqual(readSchemaEntries(unset), { entries: [], faults: [] });
  });

  it('keeps filters and paths as they are written, in their order', () => {
    const setting = { '#': 'any.json', 'iot-2/evt/+/fmt/json': './schemas/event.json', 'iot-2/cmd/ä b/fmt/#': 'a/../schemas\\cmd.json' };
    assert.deepEqual(readSchemaEntries(setting), {
      entries: Object.entries(setting).map(([filter, path]) => ({ filter, path })),
      faults: [],
    });
  });

  for (const [filter, path, fault] of faulty) {
    it(`says why it cannot use ${JSON.stringify({ [filter]: path })}, and keeps the others`, () => {
      const { entries, faults } = readSchemaEntries({ [filter]: path, 'iot-2/evt/b/fmt/json': 'b.json' });
      assert.deepEqual(entries, [{ filter: 'iot-2/evt/b/fmt/json', path: 'b.json' }]);
      assert.equal(faults.length, 1);
      assert.match(faults[0]!, /^wiotp\.schemas: .* ignored\.$/);
      assert.match(faults[0]!, fault);
    });
  }

  it('never throws, and loses no entry', () => {
    fc.assert(
      fc.property(fc.anything(), (setting) => {
        const { entries, faults } = readSchemaEntries(setting);
        const isRecord = typeof setting === 'object' && setting !== null && !Array.isArray(setting);
        const expected = isRecord ? Object.keys(setting).length : Number(setting !== undefined && setting !== null);
        assert.equal(entries.length + faults.length, expected);
      }),
    );
  });
});
