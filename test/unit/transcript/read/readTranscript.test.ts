import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { found, foundInSteps, lint } from '../support.ts';

const event = { topic: 'iot-2/evt/status/fmt/json', payload: { temperature: 21 } };

describe('the form of a transcript', () => {
  const documents: readonly (readonly [transcript: unknown, ...found: string[]])[] = [
    [{ steps: [event] }],
    [{ $schema: 'https://device-workbench.github.io/schemas/transcript.json', steps: [event] }],
    [{ $schema: './schemas/transcript.json', steps: [event] }],
    [{ $schema: 'https://example.com/other.json', steps: [event] }, 'transcript/version "https://example.com/other.json"'],
    ['', 'json/syntax '],
    ['[]', 'transcript/steps []'],
    ['{"steps": 3}', 'transcript/type 3'],
    ['{"step": [], "steps": []}', 'transcript/unknown-member "step"', 'transcript/empty []'],
    ["{'steps': []}", "json/syntax 'steps'"],
    ['{"steps": [] "vars": {}}', 'json/syntax "vars"'],
    ['{"steps": [{"topic": "iot-2/evt/a/fmt/json", "payload": ${x}}]}', 'json/syntax ${x}'],
    ['/* a */ {"steps": [ // b\n {"ask": "c", /* d */ }, ], }'],
    ['\uFEFF{"steps": [{"ask": "c"}]}'],
    ['{"steps": [{"ask": "no // comment"}]}'],
    ['{"steps": [,]}', 'json/syntax ,'],
    ['{"steps": [{"ask": "a"}]} /* no end', 'json/syntax /* no end'],
    [{ device: 'thermostat', steps: [event] }, 'transcript/type "thermostat"'],
    [
      { device: { typeID: 't', deviceId: 'a/b', classId: 'gateway' }, steps: [event] },
      'transcript/unknown-member "typeID"',
      'transcript/device-id "a/b"',
      'transcript/value "gateway"',
    ],
    [{ device: { typeId: '${env:TYPE}', deviceId: '' }, steps: [event] }, 'transcript/device-id ""'],
    [{ starts: 'online', steps: [event] }, 'transcript/value "online"'],
    [{ vars: [], description: 1, steps: [event] }, 'transcript/type []', 'transcript/type 1'],
  ];
  for (const [transcript, ...expected] of documents) {
    it(`of ${typeof transcript === 'string' ? transcript : JSON.stringify(transcript)}`, () => {
      assert.deepEqual(found(transcript).toSorted(), expected.toSorted());
    });
  }
});

describe('the form of a step', () => {
  const steps: readonly (readonly [step: unknown, ...found: string[]])[] = [
    [{ ...event, qos: 1, retain: false, note: 'n', within: 0, after: 2.5, at: '2026-03-01T10:00:00Z' }],
    [{ ...event, qos: '1' }, 'transcript/value "1"'],
    [{ ...event, retain: 'no' }, 'transcript/type "no"'],
    [{ ...event, at: 'yesterday' }, 'transcript/value "yesterday"'],
    [{ ...event, at: '2026-13-01T10:00:00Z' }, 'transcript/value "2026-13-01T10:00:00Z"'],
    [{ ...event, within: -1 }, 'transcript/value -1'],
    [{ ...event, after: '5' }, 'transcript/type "5"'],
    [{ topic: 'iot-2/evt/status/fmt/json' }, 'transcript/payload "topic"'],
    [{ topic: 'iot-2/evt/status/fmt/json', absent: 3000 }],
    [{ topic: 'iot-2/evt/status/fmt/json', expect: true }],
    [{ topic: 7, payload: 1 }, 'transcript/type 7'],
    [{ ...event, base64: 'AA==' }, 'transcript/payload "base64"'],
    [{ topic: 'iot-2/evt/status/fmt/bin', base64: 'A' }, 'transcript/base64 "A"'],
    [{ payload: {} }, 'transcript/step {'],
    [{ Topic: 'iot-2/evt/status/fmt/json', payload: {} }, 'transcript/step {'],
    [{ ...event, ask: 'Press' }, 'transcript/step "ask"', 'transcript/unknown-member "ask"'],
    [7, 'transcript/step 7'],
    [null, 'transcript/step null'],
    [{ ask: 7 }, 'transcript/type 7'],
    [{ include: 7 }, 'transcript/type 7'],
    [{ connection: 'subscribed' }, 'transcript/filter "connection"'],
    [{ connection: 'closed', by: 'me' }, 'transcript/value "me"'],
    [{ connection: 'closed', code: 1.5 }, 'transcript/type 1.5'],
    [{ connection: 'closed', filter: 'a' }, 'transcript/unknown-member "filter"'],
    [{ repeat: 2 }, 'transcript/repeat "repeat"'],
    [{ repeat: 1_000_001, steps: [event] }, 'transcript/repeat 1000001'],
    [{ repeat: 2, steps: [] }, 'transcript/empty []'],
    [{ repeat: 'twice', steps: [event] }, 'transcript/type "twice"'],
    [{ repeat: 2, steps: [{ ask: 'a', whithin: 5 }] }, 'transcript/unknown-member "whithin"'],
  ];
  for (const [step, ...expected] of steps) {
    it(`of ${JSON.stringify(step)}`, () => assert.deepEqual(foundInSteps([step]), expected));
  }

  it('offers the known name, and the known value, that differs in case or quotes only', () => {
    const [value] = lint({ steps: [{ connection: 'Closed', qos: '1' }] });
    assert.deepEqual(value?.fix?.edits, [{ start: 24, end: 32, text: '"closed"' }]);
    const [quoted] = lint({ steps: [{ ...event, qos: '1' }] });
    assert.equal(quoted?.fix?.edits[0]?.text, '1');
    const [problem] = lint({ steps: [{ ...event, QoS: 1 }] });
    assert.deepEqual(
      problem?.fix?.edits.map(({ text }) => text),
      ['"qos"'],
    );
  });
});

describe('expect', () => {
  const schemas: readonly (readonly [expect: unknown, ...found: string[]])[] = [
    [true],
    [{ type: 'object', required: ['a'], properties: { a: { type: ['string', 'null'], enum: ['a', null] } } }],
    [{ items: [{ minLength: 1 }], allOf: [{ if: {}, else: false }] }],
    ['object', 'transcript/expect "object"'],
    [{ type: 'text' }, 'transcript/expect "text"'],
    [{ propertys: {} }, 'transcript/expect "propertys"'],
    [{ required: 'a' }, 'transcript/expect "a"'],
    [{ minLength: -1 }, 'transcript/expect -1'],
    [{ properties: { type: { minimum: '1' } } }, 'transcript/expect "1"'],
    [{ anyOf: [] }, 'transcript/expect []'],
    [{ anyOf: [{ not: 1 }] }, 'transcript/expect 1'],
  ];
  for (const [expect, ...expected] of schemas) {
    it(`of ${JSON.stringify(expect)}`, () => assert.deepEqual(foundInSteps([{ topic: event.topic, expect }]), expected));
  }
});

describe('a recording', () => {
  const texts: readonly (readonly [text: string, ...found: string[]])[] = [
    ['{}\n{"ask": "a"}'],
    ['{"description": "d"}\r\n\r\n{"ask": "a"}\r\n'],
    ['\uFEFF{} // header\n{"ask": "a",} // step\n'],
    ['', 'transcript/header '],
    ['{}\n', 'transcript/empty {}'],
    ['{"ask": "a"}\n{"ask": "b"}', 'transcript/header {"ask": "a"}'],
    ['[]\n{"ask": "b"}', 'transcript/header []'],
    ['{"steps": []}\n{"ask": "b"}', 'transcript/unknown-member "steps"'],
    ['{}\n{"ask": "a"\n{"ask": "b"}', 'json/syntax '],
    ['{}\n{"ask": "a"} {"ask": "b"}\n{"ask": "c"}', 'json/syntax {'],
    ['{}\n7\n{"ask": "b"}', 'transcript/step 7'],
    ['{\n{"ask": "b"}', 'json/syntax '],
    ['// only a comment\n{}\n{"ask": "b"}'],
    ['{}\r{"ask": "a"}\r{"ask": 7}\r', 'transcript/type 7'],
  ];
  for (const [text, ...expected] of texts) {
    it(`of ${JSON.stringify(text)}`, () => assert.deepEqual(found(text, { form: 'jsonl' }), expected));
  }
});
