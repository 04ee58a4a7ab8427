import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { readReplies } from '../../../src/replies/readReplies.ts';
import { mostRules } from '../../../src/replies/replyForm.ts';
import { lint, textOf } from './support.ts';

describe('readReplies', () => {
  it('reads every member, comments and a comma too many', () => {
    const text = `{
      "$schema": "./replies.schema.json", // of another editor
      "replies": [
        { "on": "dm.firmwareDownload", "when": { "payload": { "d": {} } }, "rc": 202, "delay": 500, "updateStatus": 4, "times": 2, "note": "bad image" },
        { "on": "dm.customAction", "when": { "bundleId": "pump" }, "rc": 500, "message": "Dry", "d": { "level": 0 } },
        { "on": "dm.reboot", "silent": true, "rc": 500 },
        { "on": "dm.observe", "silent": false },
      ]
    }`;
    assert.deepEqual(readReplies(text), {
      rules: [
        { on: 'dm.firmwareDownload', when: { payload: { d: {} } }, times: 2, reply: { rc: 202, delay: 500, updateStatus: 4 } },
        { on: 'dm.customAction', when: { bundleId: 'pump' }, reply: { rc: 500, message: 'Dry', d: { level: 0 } } },
        { on: 'dm.reboot', reply: { silent: true } },
        { on: 'dm.observe', reply: {} },
      ],
      faults: [],
    });
  });

  it('takes what is unwise', () => {
    const { rules, faults } = readReplies(
      textOf([
        { on: 'dm.reboot', rc: 777, when: { bundleId: 'a' } },
        { on: 'dm.reboot', misspelt: 1 },
      ]),
    );
    assert.deepEqual([rules.length, faults], [2, []]);
  });

  it('takes nothing of a file with a fault, and says where that is', () => {
    const text = textOf([{ on: 'dm.reboot' }, { on: 'dm.reboot', delay: -1 }]);
    const { rules, faults } = readReplies(text);
    assert.deepEqual(rules, []);
    assert.deepEqual(
      faults.map(({ range }) => text.slice(range.start, range.end)),
      ['-1'],
    );
    assert.match(faults[0]?.message ?? '', /^replies\[1\]\.delay is -1; it must be at least 0\. No rule of this file counts\.$/);
  });

  const broken: readonly (readonly [text: string, says: RegExp])[] = [
    ['', /^The file is empty\./],
    [' \n// only a remark', /^The file is empty\./],
    ['{"replies": [}', /^A value is missing here\./],
    ['{"replies": []} {}', /^The file is one JSON object/],
    ['[]', /^The file is an array; it must be an object\./],
    ['null', /^The file is null/],
    ['{}', /^The file has no member "replies"/],
    ['{"replies": {}}', /^replies is an object; it must be a list\./],
    ['{"replies": ["dm.reboot"]}', /^replies\[0\] is the text "dm\.reboot"; it must be an object\./],
    ['{"replies": [null]}', /^replies\[0\] is null/],
    ['{"replies": [{}]}', /^replies\[0\] has no member "on"/],
    ['{"replies": [{"on": "dm.manage"}]}', /^replies\[0\]\.on is the text "dm\.manage"; it must be "dm\.reboot", /],
    ['{"replies": [{"on": "constructor"}]}', /^replies\[0\]\.on is the text "constructor"/],
    ['{"replies": [{"on": "dm.reboot", "rc": "500"}]}', /^replies\[0\]\.rc is the text "500"; it must be an integer/],
    ['{"replies": [{"on": "dm.reboot", "rc": 1e400}]}', /rc is a number beyond/],
    ['{"replies": [{"on": "dm.reboot", "delay": 600001}]}', /at most 600000/],
    ['{"replies": [{"on": "dm.reboot", "times": 0}]}', /at least 1/],
    ['{"replies": [{"on": "dm.reboot", "silent": 1}]}', /true or false/],
    ['{"replies": [{"on": "dm.firmwareUpdate", "updateStatus": 1}]}', /it must be 0, 2, 3, 4, 5 or 6/],
    ['{"replies": [{"on": "dm.reboot", "when": {"payload": []}}]}', /when\.payload is an array/],
    ['{"replies": [{"on": "dm.customAction", "when": {"bundleId": ""}}]}', /text in quotes that is not empty/],
    [`{"replies": [{"on": "dm.reboot", "d": ${'{"a":'.repeat(70)}1${'}'.repeat(70)}}]}`, /nested no deeper than 64 levels/],
    [textOf(Array.from({ length: mostRules + 1 }, () => ({ on: 'dm.reboot' }))), /at most 1000 entries/],
  ];
  for (const [text, says] of broken) {
    it(`refuses ${text.slice(0, 70)}`, () => {
      const { rules, faults } = readReplies(text);
      assert.deepEqual(rules, []);
      assert.match(faults[0]?.message ?? 'no fault', says);
      assert.match(faults[0]?.message ?? '', /No rule of this file counts\.$/);
    });
  }

  it('never throws, and ends soon', () => {
    fc.assert(fc.property(fc.string(), (text) => readReplies(text).rules.length === 0));
    fc.assert(fc.property(fc.json(), (text) => void readReplies(`{"replies": [${text}]}`)));
    for (const text of ['['.repeat(100_000), `{"replies": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`, '"'.repeat(200_001)])
      assert.ok(readReplies(text).faults.length > 0);
  });

  it('keeps a member called __proto__ what it is', () => {
    const { rules } = readReplies('{"replies": [{"on": "dm.reboot", "d": {"__proto__": {"polluted": 1}}}]}');
    assert.deepEqual(Object.keys(rules[0]?.reply.d ?? {}), ['__proto__']);
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });
});

describe('the linter and the reader of replies', () => {
  it('agree about which files can be used', () => {
    const entry = fc.dictionary(fc.constantFrom('on', 'when', 'rc', 'd', 'delay', 'silent', 'updateStatus', 'times'), fc.jsonValue());
    const good = fc.constant({ on: 'dm.reboot', rc: 200, silent: true, updateStatus: 5, when: { bundleId: '?' } });
    fc.assert(
      fc.property(fc.array(fc.oneof(entry, good), { maxLength: 3 }), (entries) => {
        const text = textOf(entries);
        return lint(text).some(({ severity }) => severity === 'error') === readReplies(text).faults.length > 0;
      }),
    );
  });
});
