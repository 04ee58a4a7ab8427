import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maxNesting } from '../../../../src/lint/scan.ts';
import type { KindName } from '../../../../src/wiotp/catalog.ts';
import { fixed, found, lint } from '../support.ts';

const uuid = 'b5f1b986-a8a4-4c92-aa11-97f532ee5947';

/** Text that is not JSON, the place where that shows, and a part of the message. */
const broken: readonly (readonly [string, string, RegExp])[] = [
  [`{"rc":202,"reqId":${uuid}}`, uuid, /reqId is not in quotes/],
  [`{"rc":202,"reqId" : 41f5a1a0-7c4d}`, '41f5a1a0-7c4d', /reqId is not in quotes/],
  [`{"reqId":reboot-1,"rc":202`, 'reboot-1', /reqId is not in quotes/],
  [`{"reqId":0123}`, '0123', /reqId is not in quotes/],
  [`{"reqId":None}`, 'None', /"None" is not JSON/],
  ['', '', /empty/],
  [' \n\t', ' \n\t', /empty/],
  ['\uFEFF{}', '\uFEFF', /byte order mark/],
  ['[object Object]', '[object Object]', /JSON\.stringify/],
  ["{'rc':202}", "'rc'", /double quotes/],
  ['{"rc":202,}', ',', /The comma is one too many/],
  ['{"rc":[1,]}', ',', /The comma is one too many/],
  ['{"rc":202 "reqId":"r"}', '"reqId"', /comma is missing/],
  ['{"rc" 202}', '202', /colon is missing/],
  ['{"rc":}', '}', /value is missing/],
  ['{"rc":202', '', /closing } is missing/],
  ['[1', '', /closing \] is missing/],
  ['{} {}', '{', /nothing may follow/],
  ['{"rc":"202', '"202', /closing quote/],
  ['{"rc":"a\tb"}', '"a\tb"', /control character/],
  ['{"rc":"\\x"}', '"\\x"', /backslash/],
  ['{"rc":01}', '1', /must not begin with 0\. Write 1,/],
  ['{"rc":-03600}', '3600', /must not begin with 0\. Write 3600,/],
  ['[00]', '0', /must not begin with 0\. Write 0,/],
  ['01', '1', /must not begin with 0/],
  ['{"rc":1,5}', '5', /decimal point, not a comma\. Write 1\.5\./],
  ['{"rc":1, "a",5}', ',', /colon is missing/],
  ['{"rc":True}', 'True', /Write true\./],
  ['{"rc":NaN}', 'NaN', /JSON has no NaN.*Write null/],
  ['{rc:202}', 'rc', /Member names stand in double quotes\. Write "rc"\./],
  ['{“d”:1}', '“d”', /straight double quotes/],
  ['{"message":"a\nb"}', '"a', /does not end on its line.*\\n/],
  ['{"rc":1.}', '1.', /not a number/],
];

describe('json/syntax', () => {
  for (const [text, place, message] of broken) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(found('dm.deviceResponse', text), [`json/syntax ${place}`]);
      assert.match(lint('dm.deviceResponse', text)[0]?.message ?? '', message);
    });
  }

  it('puts the reqId in quotes', () => {
    const text = `{"rc":202,"reqId":${uuid}}`;
    const [problem] = lint('dm.deviceResponse', text);
    assert.ok(problem);
    assert.equal(fixed(text, problem), `{"rc":202,"reqId":"${uuid}"}`);
  });

  const repaired: readonly (readonly [string, string | undefined])[] = [
    ["{'rc':202,'reqId':'r',}", '{"rc":202,"reqId":"r"}'],
    ['{rc : 202, reqId:"r"}', '{"rc" : 202, "reqId":"r"}'],
    ['{"rc":200,"d":{"a":[True,False,None,]},"reqId":"r"}', '{"rc":200,"d":{"a":[true,false,null]},"reqId":"r"}'],
    ['{“rc”:202,„reqId“:"r"}', '{"rc":202,"reqId":"r"}'],
    [`{'rc':202,"reqId":"it's True, {a:1,}"}`, `{"rc":202,"reqId":"it's True, {a:1,}"}`],
    ["{'rc':202,'reqId':'r'", undefined],
    ["{'rc':202 'reqId':'r'}", undefined],
    ['{"rc":NaN}', undefined],
    ['{"rc":0202,}', undefined],
    [`{'a':"b}`, undefined],
  ];
  for (const [text, right] of repaired) {
    it(`${right === undefined ? 'does not mend' : 'mends'} ${text}`, () => {
      const [problem] = lint('dm.deviceResponse', text);
      assert.ok(problem);
      assert.equal(problem.fix === undefined ? undefined : fixed(text, problem), right);
    });
  }

  it('ends on long texts full of quotes', () => {
    for (const text of ["{'a", '["\\"', ', ', 'a '].map((part) => part.repeat(60_000))) assert.equal(lint('dm.reboot', text).length, 1);
  });

  it('does not take text that only mentions a reqId for the cause', () => {
    assert.deepEqual(found('dm.deviceResponse', '{"message":"\\"reqId\\": a-1",}'), ['json/syntax ,']);
    assert.deepEqual(found('dm.deviceResponse', '{"reqId":123456789,}'), ['json/syntax ,']);
  });

  it('says what becomes of it, by kind', () => {
    const consequences: readonly (readonly [KindName, RegExp])[] = [
      ['device.event', /passes it on/],
      ['dm.manage', /cannot read it.*stays unmanaged/],
      ['dm.deviceResponse', /ignores the answer/],
      ['dm.reboot', /device cannot carry it out/],
    ];
    for (const [kind, message] of consequences) assert.match(lint(kind, '{')[0]?.message ?? '', message);
  });

  it('takes any JSON for an event', () => {
    for (const text of ['1', '"text"', '[]', 'null', ' {"a":1} ']) assert.deepEqual(lint('device.event', text), []);
  });

  it('gives up where the text is nested too deep', () => {
    const [problem, ...more] = lint('dm.manage', '['.repeat(100_000));
    assert.match(problem?.message ?? '', /nested too deep/);
    assert.deepEqual(problem?.range, { start: maxNesting, end: maxNesting + 1 });
    assert.deepEqual(more, []);
  });

  it('reads well-formed JSON of any depth', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    assert.deepEqual(lint('device.event', deep), []);
    assert.deepEqual(found('dm.manage', `{"d":{"metadata":{"deep":${deep}},"lifetime":60},"reqId":"r"}`), ['dm/lifetime 60']);
  });
});

describe('json/comment', () => {
  const text = '{ // first\n"reqId": "r" /* second */ }';

  it('reports the first and removes them all', () => {
    const [problem, ...more] = lint('dm.unmanage', text);
    assert.ok(problem);
    assert.deepEqual([problem.rule, text.slice(problem.range.start, problem.range.end)], ['json/comment', '// first']);
    assert.deepEqual(more, []);
    assert.equal(fixed(text, problem), '{ \n"reqId": "r"  }');
  });

  it('does not matter as much in an event, which may be anything', () => {
    const [problem] = lint('device.event', '{"a": 1} // one');
    assert.deepEqual([problem?.rule, problem?.severity, problem?.fix?.title], ['json/free-payload', 'warning', 'Remove the comment']);
  });

  it('comes with the error behind the comments', () => {
    assert.deepEqual(found('dm.unmanage', '/* a */ {,}'), ['json/comment /* a */', 'json/syntax ,']);
  });
});
