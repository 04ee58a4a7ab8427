import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { readFileEntries } from '../../../src/editor/fileEntries.ts';
import { kindNamed } from '../../../src/wiotp/catalog.ts';

describe('readFileEntries', () => {
  it('takes names of kinds and topics, in their order', () => {
    const { entries, faults } = readFileEntries({ '**/a.json': 'dm.manage', 'b/*.json': 'iot-2/evt/status/fmt/json' });
    assert.deepEqual(entries, [
      { glob: '**/a.json', kind: kindNamed('dm.manage') },
      { glob: 'b/*.json', kind: kindNamed('device.event'), topic: 'iot-2/evt/status/fmt/json' },
    ]);
    assert.deepEqual(faults, []);
  });

  it('says of each entry that it cannot use why, and keeps the others', () => {
    const { entries, faults } = readFileEntries({ a: 'dm.manages', b: 'iot-2/evt/status', c: 5, d: 'connection.open', e: 'dm.reboot' });
    assert.deepEqual(
      entries.map(({ glob }) => glob),
      ['e'],
    );
    assert.equal(faults.length, 4);
    for (const [index, glob] of ['a', 'b', 'c', 'd'].entries()) assert.match(faults[index] ?? '', new RegExp(`"${glob}".*ignored\\.$`));
  });

  it('never throws, whatever the setting', () => {
    fc.assert(
      fc.property(fc.anything(), (setting) => {
        const { entries, faults } = readFileEntries(setting);
        const isRecord = typeof setting === 'object' && setting !== null && !Array.isArray(setting);
        assert.equal(entries.length + faults.length, isRecord ? Object.keys(setting).length : 1);
      }),
    );
  });
});
