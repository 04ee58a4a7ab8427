import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { fixAll } from '../../../src/lint/fixAll.ts';
import { defaultLintOptions } from '../../../src/lint/options.ts';
import type { Problem } from '../../../src/lint/problem.ts';
import { lintFile } from '../../../src/transcript/lintFile.ts';
import { broughtBy } from '../lint/broughtBy.ts';
import { include, mutated, transcript } from './arbitraries.ts';
import { found, lint } from './support.ts';

const reboot = `{
  // What a board does that is asked to restart.
  "$schema": "https://device-workbench.github.io/schemas/transcript.json",
  "description": "The board restarts when it is asked to",
  "device": { "typeId": "pump", "deviceId": "p-7" },
  "vars": { "model": "P/2" },
  "steps": [
    { "topic": "iot-2/evt/status/fmt/json", "payload": { "pressure": "\${random:1:2.5}" }, "at": "2026-03-01T10:00:00.000Z" },
    { "topic": "iotdm-1/mgmt/initiate/device/reboot", "payload": { "reqId": "\${reboot}" }, "qos": 1 },
    { "topic": "iotdevice-1/response", "payload": { "rc": 202, "reqId": "\${reboot}" }, "within": 5000 },
    { "connection": "closed", "by": "device", "code": 91, "within": 60000 },
    { "ask": "Wait until the lamp is green", "note": "The board starts for a minute" },
    { "connection": "open", "cleanSession": true, "within": 120000 },
    { "connection": "subscribed", "filter": "iotdm-1/#", "qos": 1 },
    { "topic": "iotdevice-1/mgmt/manage", "payload": { "d": { "deviceInfo": { "model": "\${model}" } }, "reqId": "\${manage}" } },
    { "topic": "iotdm-1/response", "expect": { "required": ["rc"] }, "payload": { "rc": 200, "reqId": "\${manage}" } },
    { "topic": "iotdm-1/mgmt/initiate/device/reboot", "absent": 3000 },
    { "repeat": 3, "steps": [{ "topic": "iot-2/evt/status/fmt/text", "text": "up \${counter}", "after": 1000 }] },
  ],
}
`;

describe('a transcript of everything', () => {
  it('is clean', () => assert.deepEqual(found(reboot), []));

  it('gives the same problems as a file of its form', () => {
    const file = { type: 'transcript', form: 'json' } as const;
    const broken = reboot.replace('"rc": 202', '"rc": 200');
    const context = { options: defaultLintOptions, include: () => undefined };
    assert.deepEqual(lintFile(broken, file, context), lint(broken));
    assert.deepEqual(found(broken), ['dm/rc-answer 200']);
  });

  it('with thousands of problems shows the gravest', () => {
    const steps = [...Array.from({ length: 3000 }, () => ({ ask: 'a', hint: 1 })), 7];
    const problems = lint({ steps });
    assert.equal(problems.length, 1001);
    assert.ok(problems.some(({ rule }) => rule === 'transcript/step'));
    assert.match(problems[0]?.message ?? '', /^2001 more problems/);
  });
});

describe('a recording with thousands of lines that are no JSON', () => {
  const lines = ['{}', ...Array.from({ length: 3000 }, () => '{"ask" "a"}')];
  const problems = lint(lines.join('\n'), { form: 'jsonl' });

  it('counts those that are not shown', () => {
    assert.equal(problems.length, 1001);
    assert.match(problems[0]?.message ?? '', /^2000 more problems/);
  });

  it('explains each of the others', () =>
    assert.deepEqual(
      [...new Set(problems.slice(1).map(({ message }) => message))],
      ['A colon is missing here. The transcript cannot be read.'],
    ));
});

function checkPlaces(text: string, problems: readonly Problem[]): void {
  for (const { range, related = [], fix } of problems) {
    for (const { start, end } of [range, ...related.map((place) => place.range), ...(fix?.edits ?? [])]) {
      assert.ok(start >= 0 && start <= end && end <= text.length, `${start}-${end} of ${text.length}`);
    }
  }
  const starts = problems.map(({ range }) => range.start);
  assert.deepEqual(
    starts,
    starts.toSorted((a, b) => a - b),
  );
}

describe('lintTranscript', () => {
  it('takes any text and finds places within it, in their order', () => {
    const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), mutated);
    fc.assert(
      fc.property(anyText, fc.constantFrom('json' as const, 'jsonl' as const), (text, form) =>
        checkPlaces(text, lint(text, { form, include })),
      ),
      { numRuns: 400 },
    );
  });

  it('finds the same in a document and in a recording', () => {
    fc.assert(
      fc.property(transcript, ([head, steps]) => {
        const kept = steps.filter((one) => one !== undefined);
        const texts = {
          json: JSON.stringify({ ...head, steps: kept }),
          jsonl: [head, ...kept].map((line) => JSON.stringify(line)).join('\n'),
        };
        const told = (form: 'json' | 'jsonl') =>
          lint(texts[form], { form, include })
            .filter(({ rule }) => rule !== 'transcript/empty')
            .map(({ rule, message: text, range, severity }) => [rule, text, severity, texts[form].slice(range.start, range.end)]);
        assert.deepEqual(told('json'), told('jsonl'));
      }),
      { numRuns: 200 },
    );
  });

  it('has fixes that remove their problems', () => {
    fc.assert(
      fc.property(transcript, ([head, steps]) => {
        const text = JSON.stringify({ ...head, steps });
        for (const problem of lint(text, { include })) {
          if (problem.fix === undefined) continue;
          const left = lint(fixAll(text, [problem]), { include });
          const same = left.filter(
            ({ rule, range, message: told }) => rule === problem.rule && range.start === problem.range.start && told === problem.message,
          );
          assert.deepEqual(same, [], problem.message);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('has fixes that bring no other problem but in what they change', () => {
    fc.assert(
      fc.property(transcript, ([head, steps]) => {
        const text = JSON.stringify({ ...head, steps });
        const problems = lint(text, { include });
        for (const problem of problems) {
          if (problem.fix === undefined) continue;
          const fixed = fixAll(text, [problem]);
          // A message that can be read now takes part in the conversation, of which more can be said.
          const left = lint(fixed, { include }).filter(({ rule }) => !rule.startsWith('conversation/'));
          assert.deepEqual(broughtBy(problem.fix, problems, left, fixed), [], `${problem.message} ${text}`);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('goes on where nesting is deep', () => {
    const deep = (open: string, close: string, within = '') => open.repeat(10_000) + within + close.repeat(10_000);
    const texts = [
      deep('[', ']'),
      `${deep('[', ']')}]`,
      `{"steps": [{"topic": "iot-2/evt/a/fmt/json", "payload": ${deep('[', ']')}}]}`,
      `{"steps": [{"topic": "iotdevice-1/notify", "payload": ${deep('{"d":', '}', '1')}}]}`,
      `{"steps": ${deep('[{"repeat": 2, "steps": ', '}]', '[]')}}`,
      `{"steps": [{"topic": "iot-2/evt/a/fmt/json", "expect": ${deep('{"not":', '}', 'true')}}]}`,
      `{"vars": {"a": ${deep('[', ']')}}, "steps": [{"topic": "iot-2/evt/a/fmt/json", "payload": "\${a}"}]}`,
    ];
    for (const text of texts) checkPlaces(text, lint(text));
    assert.deepEqual(found(texts[2]), []);
    assert.deepEqual(found(texts[6]), []);
  });

  it('says once what stands twice, wherever that is', () => {
    const step = '{"topic": "iot-2/evt/a/fmt/json", "qos": 1, "qos": 0, "payload": {"b": 1, "b": 2}}';
    const expected = ['json/duplicate "qos"', 'json/duplicate "b"'];
    assert.deepEqual(found(`{"steps": [${step}, /* no more */]}`), expected);
    assert.deepEqual(found(`{}\n${step}`, { form: 'jsonl' }), expected);
    const inText = { topic: 'iot-2/evt/a/fmt/json', text: '{"b": 1, "b": 2}' };
    assert.deepEqual(found({ steps: [inText] }), [`json/duplicate ${JSON.stringify(inText.text)}`]);
  });

  it('takes members of every object for what they are', () => {
    const text =
      '{"vars": {"__proto__": 1}, "steps": [{"topic": "iot-2/evt/a/fmt/json", "payload": {"__proto__": {"reqId": "1"}}, "__proto__": {}}]}';
    assert.deepEqual(found(text), ['transcript/variable-unused "__proto__"', 'transcript/unknown-member "__proto__"']);
  });
});
