import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultLintOptions } from '../../../src/lint/options.ts';
import type { OwnSchemas } from '../../../src/lint/own/ownSchemas.ts';
import { ownProblems } from '../../../src/transcript/ownProblems.ts';
import { kindNamed } from '../../../src/wiotp/catalog.ts';
import { findPayloadKind } from '../../../src/wiotp/genericKinds.ts';

/** Schemas that find every `5` wrong, and note what they were asked. */
class NoFives implements OwnSchemas {
  readonly topics: string[] = [];

  async check(topic: string, text: string) {
    this.topics.push(topic);
    return [...text.matchAll(/5/g)].map(({ index }) => ({
      rule: 'own/payload',
      severity: 'error' as const,
      message: 'No fives.',
      range: { start: index, end: index + 1 },
      related: [{ message: 'Here.', range: { start: index, end: index + 1 } }],
      fix: { title: 'Write 4', edits: [{ start: index, end: index + 1, text: '4' }] },
    }));
  }
}

const event = { type: 'payload', kind: kindNamed('device.event') } as const;

describe('ownProblems', () => {
  it('asks about payloads whose topic is known: named, the only one of the kind, or told by the shape', async () => {
    for (const [file, text, topics] of [
      [{ ...event, topic: 'iot-2/evt/a/fmt/json' }, '{}', ['iot-2/evt/a/fmt/json']],
      [event, '{}', []],
      [{ type: 'payload', kind: kindNamed('dm.manage') }, '{}', ['iotdevice-1/mgmt/manage']],
      [{ type: 'payload', kind: kindNamed('dm.customAction') }, '{}', []],
      [{ type: 'payload', kind: findPayloadKind('dm.request')! }, '{"d": {"lifetime": 0}}', ['iotdevice-1/mgmt/manage']],
      [{ type: 'payload', kind: findPayloadKind('dm.request')! }, 'no JSON', []],
    ] as const) {
      const own = new NoFives();
      await ownProblems(text, file, own, defaultLintOptions);
      assert.deepEqual(own.topics, topics);
    }
  });

  it('shows problems of a transcript where its messages stand', async () => {
    const own = new NoFives();
    const text =
      '{"steps": [\n{"topic": "iot-2/evt/a/fmt/json", "payload": [5]},\n{"topic": "iot-2/evt/b/fmt/json", "payload": {"x": 5}}]}';
    const problems = await ownProblems(text, { type: 'transcript', form: 'json' }, own, defaultLintOptions);
    assert.deepEqual(own.topics, ['iot-2/evt/a/fmt/json', 'iot-2/evt/b/fmt/json']);
    assert.equal(problems.length, 2);
    for (const { range, related, fix } of problems) {
      for (const place of [range, related![0]!.range, fix!.edits[0]!]) assert.equal(text.slice(place.start, place.end), '5');
    }
  });
});

describe('ownProblems of a transcript', () => {
  it('are not about strings with variables', async () => {
    const text = '{"steps": [{"topic": "iot-2/evt/a/fmt/json", "payload": ["${x}5", "$${x}5"]}]}';
    const problems = await ownProblems(text, { type: 'transcript', form: 'json' }, new NoFives(), defaultLintOptions);
    assert.deepEqual(
      problems.map(({ range }) => range.start),
      [text.lastIndexOf('5')],
    );
  });
});
