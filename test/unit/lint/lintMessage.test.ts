import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { lintMessage } from '../../../src/lint/lintMessage.ts';
import { lintPayload } from '../../../src/lint/lintPayload.ts';
import { defaultLintOptions } from '../../../src/lint/options.ts';
import type { LimitsProfile } from '../../../src/wiotp/limitTable.ts';
import { rules } from '../../../src/lint/rules.ts';
import { catalog, kindNamed } from '../../../src/wiotp/catalog.ts';
import { topicsOf } from '../../../src/wiotp/kind.ts';
import type { Qos, Sender } from '../../../src/wiotp/message.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

const topics = catalog.flatMap((kind) => topicsOf(kind)).map((topic) => topic.replace(/\{\w+\}/g, 'a'));
const anyTopic = fc.oneof(
  fc.constantFrom(...topics),
  fc.tuple(fc.constantFrom(...topics), fc.constantFrom('/', '/x', '+', '#', '\u0000', '\ud800')).map(([topic, more]) => topic + more),
  fc.string(),
  fc.string({ unit: 'binary' }),
);
const anyMessage = fc.record(
  {
    text: fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map(textOf),
      fc.json(),
      fc.constantFrom('{"rc":0,"reqId":"r"}', '{"token":"abcdefgh"}', '{"__proto__":{"rc":1},"d":{"__proto__":1}}'),
    ),
    topic: anyTopic,
    kind: fc.constantFrom(...catalog),
    sender: fc.constantFrom<Sender>('device', 'gateway', 'application', 'platform'),
    qos: fc.constantFrom<Qos>(0, 1, 2),
    retain: fc.boolean(),
    answers: fc.constantFrom(...catalog),
    inFile: fc.boolean(),
  },
  { requiredKeys: ['text'] },
);
const anyOptions = fc.record({
  rules: fc.constant({}),
  limits: fc.constantFrom<LimitsProfile>('lite', 'standard', 'mas', 'quickstart'),
  clientBuffer: fc.constantFrom(0, 40, 128),
});

describe('lintMessage', () => {
  it('never throws, whatever the message, and gives ranges within the text, of known rules', () => {
    fc.assert(
      fc.property(anyMessage, anyOptions, (message, options) => {
        for (const { rule, severity, range, message: text } of lintMessage(message, options)) {
          assert.ok(range.start >= 0 && range.start <= range.end && range.end <= (message.text?.length ?? 0));
          assert.equal(rules[rule as keyof typeof rules].severity, severity);
          assert.match(text, /^[^]+[.?]$/);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('ends on JSON that is 10,000 levels deep, whatever its kind', () => {
    const deep = (open: string, close: string) => `${open.repeat(10_000)}1${close.repeat(10_000)}`;
    for (const kind of catalog) {
      for (const inner of [deep('[', ']'), deep('{"d":', '}'), deep('{"__proto__":', '}')]) {
        for (const text of [inner, `{"d":${inner},"reqId":${inner},"rc":${inner},"__proto__":${inner}}`]) {
          const problems = lintMessage({ kind, text, inFile: true });
          assert.ok(problems.every(({ range }) => range.end <= text.length));
        }
      }
    }
  });

  it('finds in the payload what lintPayload finds', () => {
    const text = '{"d":{"lifetime":60}}';
    assert.deepEqual(lintMessage({ topic: 'iotdevice-1/mgmt/manage', sender: 'device', text }), lintPayload(text, kindNamed('dm.manage')));
  });

  it('goes by the kind that is given before the one of the topic', () => {
    const message = { topic: 'iot-2/evt/status/fmt/json', text: '{"d":{"lifetime":60},"reqId":"r"}' };
    assert.deepEqual(lintMessage(message), []);
    assert.deepEqual(
      lintMessage({ ...message, kind: kindNamed('dm.manage') }).map(({ rule }) => rule),
      ['dm/lifetime'],
    );
  });

  it('takes a topic of no kind for a payload of which nothing is known', () => {
    assert.deepEqual(
      lintMessage({ topic: 'iotdm-1/no/such', sender: 'platform', text: 'no JSON' }).map(({ rule }) => rule),
      ['message/unknown-topic'],
    );
  });

  it('gives problems the severity that the user chose, or none', () => {
    const message = { topic: 'iotdevice-1/mgmt/manage', retain: true, text: '{"d":{"lifetime":60}}' };
    const chosen = { 'dm/lifetime': 'hint', 'dm/reqId-missing': 'off', 'message/retained': 'error' } as const;
    assert.deepEqual(
      lintMessage(message, { ...defaultLintOptions, rules: chosen }).map(({ rule, severity }) => [rule, severity]),
      [
        ['message/retained', 'error'],
        ['dm/lifetime', 'hint'],
      ],
    );
  });
});

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
