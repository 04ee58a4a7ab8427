import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { fixAll } from '../../../../src/lint/fixAll.ts';
import { defaultLintOptions } from '../../../../src/lint/options.ts';
import { answeredKinds } from '../../../../src/replies/answerMode.ts';
import { findReply } from '../../../../src/replies/findReply.ts';
import { lintReplies } from '../../../../src/replies/lintReplies.ts';
import { readReplies } from '../../../../src/replies/readReplies.ts';
import { mostRules } from '../../../../src/replies/replyForm.ts';
import { kindNamed } from '../../../../src/wiotp/catalog.ts';
import { found, lint, textOf } from '../support.ts';

describe('an answer', () => {
  for (const on of answeredKinds) {
    const legal = kindNamed(on).answer?.codes.map(({ rc }) => rc) ?? [];
    it(`to ${on} has a code that answers it`, () => {
      assert.ok(legal.length > 0);
      for (const rc of legal) assert.deepEqual(found([{ on, rc }]), [], String(rc));
      assert.deepEqual(found([{ on }]), [], 'the usual one');
      for (const rc of [0, 299, 409, 777].filter((code) => !legal.includes(code)))
        assert.deepEqual(found([{ on, rc }]), [`replies/answer ${rc}`], String(rc));
    });
  }

  it('has a d that the protocol knows, or the platform does not understand it', () => {
    const fields = [{ field: 'mgmt.firmware', value: { state: 7 } }];
    assert.deepEqual(found([{ on: 'dm.observe', rc: 200, d: { fields } }]), ['replies/answer 7']);
    assert.deepEqual(found([{ on: 'dm.deviceUpdate', rc: 404, d: { fields: [{ field: 'metadata' }] } }]), []);
    assert.deepEqual(found([{ on: 'dm.deviceUpdate', rc: 404, d: { fields: {} } }]), ['replies/answer {}']);
  });

  it('that breaks the protocol is not put right unasked', () => {
    assert.ok(lint([{ on: 'dm.reboot', rc: 200 }]).every(({ fix }) => fix === undefined));
  });
});

describe('an updateStatus', () => {
  const table = [
    [{ on: 'dm.firmwareDownload', updateStatus: 0 }, []],
    [{ on: 'dm.firmwareDownload', updateStatus: 6 }, []],
    [{ on: 'dm.firmwareDownload', updateStatus: 5 }, ['replies/update-status 5']],
    [{ on: 'dm.firmwareUpdate', updateStatus: 5 }, []],
    [{ on: 'dm.firmwareUpdate', updateStatus: 3 }, ['replies/update-status 3']],
    [{ on: 'dm.firmwareUpdate', rc: 202, updateStatus: 2 }, []],
    [{ on: 'dm.firmwareUpdate', rc: 500, updateStatus: 2 }, ['replies/no-effect "updateStatus"']],
    [{ on: 'dm.reboot', updateStatus: 2 }, ['replies/no-effect "updateStatus"']],
    [{ on: 'dm.firmwareUpdate', updateStatus: 1 }, ['replies/value 1']],
    [{ on: 'dm.firmwareUpdate', updateStatus: 7 }, ['replies/value 7']],
  ] as const;
  for (const [entry, expected] of table) it(`of ${JSON.stringify(entry)}`, () => assert.deepEqual(found([entry]), expected));
});

describe('silence', () => {
  it('makes everything about an answer idle', () => {
    const entry = { on: 'dm.firmwareDownload', silent: true, rc: 202, message: 'a', d: {}, delay: 1, updateStatus: 4, times: 2, note: 'b' };
    assert.deepEqual(
      found([entry]),
      ['rc', 'message', 'd', 'delay', 'updateStatus'].map((name) => `replies/no-effect "${name}"`),
    );
    assert.deepEqual(found([{ on: 'dm.reboot', silent: false, rc: 500 }]), []);
  });
});

describe('a condition', () => {
  const table = [
    [{ on: 'dm.customAction', when: { bundleId: 'pump', actionId: 'flush' } }, []],
    [{ on: 'dm.customAction', when: { bundleId: 'a pump' } }, ['replies/when "a pump"']],
    [{ on: 'dm.reboot', when: { bundleId: 'pump', actionId: 'flush' } }, ['replies/when "bundleId"', 'replies/when "actionId"']],
    [{ on: 'dm.reboot', when: { payload: { reqId: 'r-1' } } }, ['replies/when "reqId"']],
    [{ on: 'dm.observe', when: { payload: { d: { fields: [{ field: 'metadata' }] } } } }, []],
    [{ on: 'dm.observe', when: { payload: { d: { field: 'metadata' } } } }, ['replies/when "field"']],
    [
      { on: 'dm.deviceUpdate', when: { payload: { d: { fields: [{ field: 'location', value: { latitude: 'N' } }] } } } },
      ['replies/when "N"'],
    ],
    [{ on: 'dm.customAction', when: { payload: { d: { fields: [{ field: 'level', value: 3 }] } } } }, []],
  ] as const;
  for (const [entry, expected] of table)
    it(`of ${JSON.stringify(entry)}`, () => assert.deepEqual(found([{ ...entry, rc: 500 }]), expected));
});

describe('a rule that never counts', () => {
  const fields = (...names: string[]) => ({ payload: { d: { fields: names.map((field) => ({ field })) } } });
  const table = [
    [[{ on: 'dm.reboot' }, { on: 'dm.factoryReset' }], []],
    [[{ on: 'dm.reboot' }, { on: 'dm.reboot', times: 1 }], [1]],
    [[{ on: 'dm.reboot', times: 1 }, { on: 'dm.reboot' }], []],
    [
      [{ on: 'dm.reboot', silent: true }, { on: 'dm.factoryReset' }, { on: 'dm.reboot' }, { on: 'dm.reboot' }],
      [2, 3],
    ],
    [[{ on: 'dm.observe', when: fields('a') }, { on: 'dm.observe' }], []],
    [
      [
        { on: 'dm.observe', when: fields('a') },
        { on: 'dm.observe', when: fields('b', 'a') },
      ],
      [1],
    ],
    [
      [
        { on: 'dm.observe', when: fields('a', 'b') },
        { on: 'dm.observe', when: fields('a') },
      ],
      [],
    ],
    [
      [
        { on: 'dm.customAction', when: { bundleId: 'p' } },
        { on: 'dm.customAction', when: { bundleId: 'p', actionId: 'q' } },
      ],
      [1],
    ],
    [
      [
        { on: 'dm.customAction', when: { bundleId: 'p' } },
        { on: 'dm.customAction', when: { actionId: 'q' } },
      ],
      [],
    ],
  ] as const;
  for (const [entries, expected] of table) {
    it(`of ${JSON.stringify(entries)}`, () => {
      const text = textOf(entries);
      const at = lint(text)
        .filter(({ rule }) => rule === 'replies/unreachable')
        .map(({ range }) => text.slice(0, range.start).split('"on"').length - 2);
      assert.deepEqual(at, expected);
    });
  }

  it('is never found by a request, and one that is not called so may be', () => {
    const payload = fc.constantFrom(
      {},
      { d: {} },
      { d: { fields: [{ field: 'a' }] } },
      { d: { fields: [{ field: 'a' }, { field: 'b' }] } },
    );
    const id = fc.constantFrom('p', 'q');
    const when = fc.record({ bundleId: id, actionId: id, payload }, { requiredKeys: [] });
    const entry = fc.record({ on: fc.constant('dm.customAction'), when, times: fc.constantFrom(1, 2) }, { requiredKeys: ['on'] });
    const request = fc.record({ kind: fc.constant('dm.customAction' as const), bundleId: id, actionId: id, payload });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), fc.array(request, { maxLength: 20 }), (entries, requests) => {
        const numbered = entries.map((each, at) => ({ ...each, delay: at }));
        const text = textOf(numbered);
        const never = new Set(
          lint(text)
            .filter(({ rule }) => rule === 'replies/unreachable')
            .map(({ range }) => text.slice(0, range.start).split('"on"').length - 2),
        );
        const { rules } = readReplies(text);
        const used = new WeakMap<(typeof rules)[number], number>();
        return requests.every((each) => !never.has(findReply(rules, each, used)?.delay ?? -1));
      }),
    );
  });
});

describe('a member that replies do not have', () => {
  it('is a hint, with the name that is meant', () => {
    const [problem] = lint([{ on: 'dm.reboot', Rc: 500 }]);
    assert.equal(problem?.rule, 'replies/unknown-member');
    assert.match(problem?.message ?? '', /Did you mean "rc"\?/);
    const text = textOf([{ on: 'dm.reboot', Rc: 500 }]);
    assert.equal(fixAll(text, lint(text)), textOf([{ on: 'dm.reboot', rc: 500 }]));
    assert.deepEqual(found('{"replies": [], "more": 1}'), ['replies/unknown-member "more"']);
    assert.deepEqual(found([{ on: 'dm.customAction', when: { bundle: 'a' } }]), ['replies/unknown-member "bundle"']);
  });
});

describe('the linter of replies', () => {
  it('shows a problem where it is, whatever comments stand before', () => {
    const text = '// one\r\n{ /* two */ "replies": [ { "on": "dm.reboot", // three\r\n "rc": 200 }, ] }';
    assert.deepEqual(found(text), ['replies/answer 200']);
  });

  it('tells members that stand twice', () => {
    assert.deepEqual(found('{"replies": [{"on": "dm.reboot", "rc": 500, "rc": 501}]}'), ['json/duplicate "rc"']);
  });

  it('obeys the settings', () => {
    const text = textOf([{ on: 'dm.reboot', rc: 200 }]);
    assert.deepEqual(lintReplies(text, { ...defaultLintOptions, rules: { 'replies/answer': 'off' } }), []);
  });

  it('never throws, and gives ranges within the text', () => {
    const members = fc.dictionary(
      fc.constantFrom('on', 'when', 'rc', 'd', 'delay', 'silent', 'updateStatus', 'times', 'x'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(members, fc.jsonValue())), (entries) => {
        const text = textOf(entries);
        return lint(text).every(({ range }) => range.start >= 0 && range.start <= range.end && range.end <= text.length);
      }),
    );
  });

  it('checks the largest file there can be at once, and shows the gravest of very many problems', () => {
    const entries = Array.from({ length: mostRules }, (_, at) => ({
      on: 'dm.customAction',
      when: { bundleId: `b ${at}` },
      rc: 999,
      x: at,
    }));
    const problems = lint(entries);
    assert.equal(problems.length, 1001);
    assert.equal(problems[0]?.rule, 'json/more');
  });
});
