import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { contentNames, fileOfEntry, readFileEntries } from '../../../../src/lint/files/fileEntries.ts';
import { kindNamed } from '../../../../src/wiotp/catalog.ts';
import { findPayloadKind } from '../../../../src/wiotp/genericKinds.ts';

/** Values that name nothing, and the reason. */
const useless: readonly (readonly [value: unknown, why: RegExp])[] = [
  ['dm.manages', /such as dm\.manage, which may be meant/],
  [
    'dm.frobnicate',
    /neither the name of a kind, such as dm\.manage, nor a topic of a message, nor "transcript", "profiles" or "replies"\./,
  ],
  ['transcripts', /such as transcript, which may be meant/],
  ['reply', /is neither/],
  ['iot-2/evt/status', /"iot-2\/evt\/status" for "a\.json" is neither/],
  ['iot-2/evt/+/fmt/json', /is neither/],
  ['connection.open', /is no message; only transcripts contain connection events/],
  ['', /is neither/],
  [5, /value of "a\.json" must be text/],
  [null, /must be text/],
];

describe('readFileEntries', () => {
  it('takes names of kinds, topics, transcripts and files of the workbench, in their order', () => {
    const { entries, faults } = readFileEntries({
      '**/a.json': 'dm.manage',
      'b/*.json': 'iot-2/evt/status/fmt/json',
      'c/**': 'transcript',
      'd.json': 'dm.response',
      'e.json': 'replies',
    });
    assert.deepEqual(entries, [
      { glob: '**/a.json', type: 'payload', kind: kindNamed('dm.manage') },
      { glob: 'b/*.json', type: 'payload', kind: kindNamed('device.event'), topic: 'iot-2/evt/status/fmt/json' },
      { glob: 'c/**', type: 'transcript' },
      { glob: 'd.json', type: 'payload', kind: findPayloadKind('dm.response') },
      { glob: 'e.json', type: 'replies' },
    ]);
    assert.deepEqual(faults, []);
  });

  it('takes every name that it says it takes', () => {
    for (const name of contentNames()) assert.deepEqual(readFileEntries({ a: name }).faults, [], name);
  });

  for (const [value, why] of useless) {
    it(`says why ${JSON.stringify(value)} names nothing, and keeps the other entries`, () => {
      const { entries, faults } = readFileEntries({ 'a.json': value, 'b.json': 'dm.reboot' });
      assert.deepEqual(entries, [{ glob: 'b.json', type: 'payload', kind: kindNamed('dm.reboot') }]);
      assert.equal(faults.length, 1);
      assert.match(faults[0]!, /^wiotp\.files: .*"a\.json".* ignored\.$/);
      assert.match(faults[0]!, why);
    });
  }

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

describe('fileOfEntry', () => {
  it('gives what ourFileOfName would: a payload with its kind and topic, a transcript with the form of its name', () => {
    const { entries } = readFileEntries({ a: 'iot-2/evt/status/fmt/json', b: 'transcript', c: 'profiles' });
    assert.deepEqual(
      entries.flatMap((entry) => ['x.json', 'x.jsonl'].map((path) => fileOfEntry(entry, path))),
      [
        { type: 'payload', kind: kindNamed('device.event'), topic: 'iot-2/evt/status/fmt/json' },
        { type: 'payload', kind: kindNamed('device.event'), topic: 'iot-2/evt/status/fmt/json' },
        { type: 'transcript', form: 'json' },
        { type: 'transcript', form: 'jsonl' },
        { type: 'profiles' },
        { type: 'profiles' },
      ],
    );
  });
});
