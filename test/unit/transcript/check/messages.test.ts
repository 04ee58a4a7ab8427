import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultLintOptions } from '../../../../src/lint/options.ts';
import { transcriptPayloads } from '../../../../src/transcript/lintTranscript.ts';
import { found, foundInSteps, lint } from '../support.ts';

const manageTopic = 'iotdevice-1/mgmt/manage';

describe('the messages of a transcript', () => {
  const scenes: readonly (readonly [
    title: string,
    steps: readonly unknown[],
    header: Readonly<Record<string, unknown>>,
    ...found: string[],
  ])[] = [
    ['are checked in their payloads', [{ topic: manageTopic, payload: { d: { lifetime: 60 }, reqId: '1' } }], {}, 'dm/lifetime 60'],
    [
      'are checked around them',
      [{ topic: manageTopic, payload: { reqId: '1' }, qos: 2, retain: true }],
      {},
      'dm/qos 2',
      'message/retained true',
    ],
    ['have a sender by their topic', [{ topic: 'iot-2/evt/a', payload: 1 }], {}, 'message/topic "iot-2/evt/a"'],
    ['of the platform may be unknown', [{ topic: 'iotdm-1/unknown', payload: {} }], {}, 'message/unknown-topic "iotdm-1/unknown"'],
    [
      'of a gateway name the device',
      [{ topic: manageTopic, payload: { reqId: '1' } }],
      { device: { classId: 'Gateway' } },
      `message/topic "${manageTopic}"`,
    ],
    [
      'for a device do not name one',
      [{ topic: 'iotdm-1/type/t/id/i/observe', payload: { d: { fields: [{ field: 'a' }] } } }],
      {},
      'schema/required {',
      'transcript/topic-form "iotdm-1/type/t/id/i/observe"',
    ],
    [
      'as text are checked as text',
      [{ topic: manageTopic, text: '{"d":{"lifetime":60},"reqId":"1"}' }],
      {},
      String.raw`dm/lifetime "{\"d\":{\"lifetime\":60},\"reqId\":\"1\"}"`,
    ],
    [
      'as base64 are checked as bytes',
      [{ topic: manageTopic, base64: Buffer.from('{"d":{"lifetime":60},"reqId":"1"}').toString('base64') }],
      {},
      'dm/lifetime "eyJkIjp7ImxpZmV0aW1lIjo2MH0sInJlcUlkIjoiMSJ9"',
    ],
    ['that are not UTF-8 are found', [{ topic: 'iot-2/evt/a/fmt/json', base64: '/w==' }], {}, 'json/free-payload "/w=="'],
    ['of other formats may be anything', [{ topic: 'iot-2/evt/a/fmt/bin', base64: '/w==' }], {}],
    ['that must not arrive may be wrong', [{ topic: manageTopic, payload: { d: 1 }, absent: 100 }], {}],
    ['that must not arrive have a right topic', [{ topic: 'iot-2/evt/a', payload: 1, absent: 100 }], {}, 'message/topic "iot-2/evt/a"'],
    [
      'with a secret are found',
      [{ topic: 'iot-2/evt/a/fmt/json', payload: { authToken: 'Xy7-pQ2_mN8v' } }],
      {},
      'file/secret "Xy7-pQ2_mN8v"',
    ],
  ];
  for (const [title, steps, header, ...expected] of scenes) {
    it(title, () => assert.deepEqual(foundInSteps(steps, header).toSorted(), expected.toSorted()));
  }

  it('may have comments, and keep the places of everything', () => {
    const text = `{"steps": [{"topic": "${manageTopic}", "payload": { /* a "comment" */ "d": {"lifetime": 60, // one\n}, "reqId": "1"}}]}`;
    assert.deepEqual(found(text), ['dm/lifetime 60']);
  });

  it('are measured as they go over the wire', () => {
    const spaced = JSON.stringify(
      { steps: [{ topic: 'iot-2/evt/a/fmt/json', payload: Array.from({ length: 20_000 }, () => 1) }] },
      undefined,
      9,
    );
    assert.ok(spaced.length > 131_072);
    assert.deepEqual(found(spaced), []);
    const large = { topic: 'iot-2/evt/a/fmt/json', payload: 'x'.repeat(131_072) };
    assert.deepEqual(
      lint({ steps: [large] }).map(({ rule }) => rule),
      ['message/size'],
    );
    const small = { topic: 'iot-2/evt/a/fmt/json', payload: { a: 1, b: 2 } };
    const buffer = { options: { ...defaultLintOptions, clientBuffer: 5 + 2 + small.topic.length + '{"a":1,"b":2}'.length } };
    assert.deepEqual(found(JSON.stringify({ steps: [small] }, undefined, 2), buffer), []);
  });
});

describe('variables', () => {
  const scenes: readonly (readonly [title: string, payload: unknown, ...found: string[]])[] = [
    ['of any type stand for a whole value', { d: { longitude: '${lo}', latitude: '${la}', measuredDateTime: '${t}' }, reqId: '${r}' }],
    ['stand inside a text', { d: { longitude: 8, latitude: 49, measuredDateTime: '2026-03-0${day}' }, reqId: 'r-${r}' }],
    ['do not hide what is wrong beside them', { d: { longitude: '${lo}', latitude: 100 }, reqId: '${r}' }, 'schema/range 100'],
    ['are none when they are a literal', { d: { longitude: '$${lo}', latitude: 49 }, reqId: '1' }, 'schema/type "$${lo}"'],
    ['stand for a whole payload', '${body}'],
    [
      'are numbers, times and IDs',
      { d: { longitude: '${random:-180:180.5}', latitude: '${counter}', measuredDateTime: '${now}' }, reqId: '${uuid}' },
    ],
    ['come from the environment', { d: { longitude: '${env:LONGITUDE}', latitude: 49 }, reqId: '1' }],
    [
      'must be known',
      { d: { longitude: '${random:5:1}', latitude: '${env:A B}' }, reqId: '${}' },
      'transcript/variable ${random:5:1}',
      'transcript/variable ${env:A B}',
      'transcript/variable ${}',
    ],
    ['must be finished', { d: { longitude: 8, latitude: 49 }, reqId: '${r' }, 'transcript/variable ${r'],
  ];
  for (const [title, payload, ...expected] of scenes) {
    it(title, () => assert.deepEqual(foundInSteps([{ topic: 'iotdevice-1/device/update/location', payload }]), expected));
  }

  it('stand in topics, filters and text', () => {
    assert.deepEqual(foundInSteps([{ topic: 'iot-2/evt/${event}/fmt/json', payload: 1 }]), []);
    assert.deepEqual(foundInSteps([{ topic: 'iot-2/evt/a/fmt/json', text: '{"n": ${counter}}' }]), []);
    const filter = { connection: 'subscribed', filter: 'iot-2/cmd/${command}/fmt/json' };
    const command = { topic: 'iot-2/cmd/reset/fmt/json', payload: {} };
    assert.deepEqual(foundInSteps([{ connection: 'open' }, filter, command], { starts: 'offline' }), []);
    assert.deepEqual(foundInSteps([{ topic: 'iot-2/evt/${/fmt/json', payload: 1 }]), ['transcript/variable ${/fmt/json']);
  });

  it('with a value must be used and have names of their own', () => {
    const use = { topic: 'iot-2/evt/a/fmt/json', payload: ['${a}'] };
    assert.deepEqual(foundInSteps([use], { vars: { a: 1, b: 2, now: 3, 'c d': 4 } }), [
      'transcript/variable-unused "b"',
      'transcript/variable "now"',
      'transcript/variable "c d"',
    ]);
  });

  it('must not hold secrets, and nothing else in the header either', () => {
    const authToken = 'Xy7-pQ2_mN8v';
    const [step, found] = [{ ask: 'a' }, 'file/secret "Xy7-pQ2_mN8v"'];
    assert.deepEqual(foundInSteps([step], { device: { authToken } }), ['transcript/unknown-member "authToken"', found]);
    assert.deepEqual(foundInSteps([step], { authToken }), ['transcript/unknown-member "authToken"', found]);
    const [unknown] = lint({ device: { authToken }, steps: [step] });
    assert.match(unknown?.message ?? '', /Remove it\.$/);
    const use = { topic: 'iot-2/evt/a/fmt/json', payload: ['${token}', '${b}'] };
    assert.deepEqual(foundInSteps([use], { vars: { b: 1, token: 'Xy7-pQ2_mN8v' } }), ['file/secret "Xy7-pQ2_mN8v"']);
  });
});

describe('transcriptPayloads', () => {
  it('are the JSON payloads with their places', () => {
    const text =
      '{"steps": [{"topic": "a", "payload": {"n": /**/ 1}}, {"topic": "b", "text": "{}"}, {"repeat": 2, "steps": [{"topic": "c", "payload": [2]}]}]}';
    assert.deepEqual(transcriptPayloads(text, 'json'), [
      { topic: 'a', text: '{"n":      1}', start: 37 },
      { topic: 'c', text: '[2]', start: text.indexOf('[2]') },
    ]);
    assert.deepEqual(transcriptPayloads('{}\n{"topic": "a", "payload": 1}', 'jsonl'), [{ topic: 'a', text: '1', start: 29 }]);
    assert.deepEqual(transcriptPayloads('no', 'json'), []);
  });
});
