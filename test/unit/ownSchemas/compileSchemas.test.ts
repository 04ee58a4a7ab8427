import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compiled, marked, schemaFile } from '../../support/ownSchemas/checked.ts';

const draft07 = 'http://json-schema.org/draft-07/schema#';
const draft2019 = 'https://json-schema.org/draft/2019-09/schema';
const draft2020 = 'https://json-schema.org/draft/2020-12/schema';

/** What is wrong with the first of these files, with the rule and the marked text. */
function wrongWith(schema: unknown, others: Readonly<Record<string, unknown>> = {}): readonly (readonly [string, string, string])[] {
  const file = schemaFile('schemas/own.json', schema);
  const { wrong } = compiled([file, ...Object.entries(others).map(([path, other]) => schemaFile(path, other))]);
  return (wrong[0] ?? []).map((problem) => [problem.rule, problem.message, marked(file.text, problem)]);
}

function fits(payload: unknown, schema: unknown, others: Readonly<Record<string, unknown>> = {}): boolean {
  assert.deepEqual(wrongWith(schema, others), []);
  const files = [schemaFile('schemas/own.json', schema), ...Object.entries(others).map(([path, other]) => schemaFile(path, other))];
  return compiled(files).check(payload).length === 0;
}

describe('the draft of a schema', () => {
  const tuple = (draft: string) => ({ $schema: draft, items: [{ type: 'number' }], additionalItems: false });

  it('is the one that $schema names, with or without # and with http or https', () => {
    for (const draft of [draft07, draft07.slice(0, -1), draft07.replace('http:', 'https:'), draft2019]) {
      assert.equal(fits([1], tuple(draft)), true, draft);
      assert.equal(fits([1, 2], tuple(draft)), false, draft);
      assert.equal(fits(['a'], tuple(draft)), false, draft);
    }
    assert.equal(fits([1, 'a'], { $schema: draft2020, prefixItems: [{ type: 'number' }], items: { type: 'string' } }), true);
  });

  it('decides which keywords count', () => {
    const dependent = (draft: string) => ({ $schema: draft, dependentRequired: { a: ['b'] } });
    assert.equal(fits({ a: 1 }, dependent(draft07)), true);
    assert.equal(fits({ a: 1 }, dependent(draft2019)), false);
    assert.equal(fits({ a: 1 }, dependent(draft2020)), false);
    const recursive = {
      $schema: draft2019,
      $recursiveAnchor: true,
      properties: { a: { $recursiveRef: '#' } },
      additionalProperties: false,
    };
    assert.equal(fits({ a: { a: {} } }, recursive), true);
    assert.equal(fits({ a: { b: {} } }, recursive), false);
    const dynamic = { $dynamicAnchor: 'node', properties: { a: { $dynamicRef: '#node' } }, additionalProperties: false };
    assert.equal(fits({ a: { a: {} } }, dynamic), true);
    assert.equal(fits({ a: { b: {} } }, dynamic), false);
  });

  it('is 2020-12 without $schema, and a list for items is told then', () => {
    assert.equal(fits({ a: 1 }, { dependentRequired: { a: ['b'] } }), false);
    const [problem, ...others] = wrongWith({ properties: { a: { items: [{}, {}] } } });
    assert.deepEqual(others, []);
    assert.equal(problem?.[0], 'own/schema-broken');
    assert.match(problem[1], /prefixItems/);
    assert.equal(problem[2], '[{},{}]');
  });

  it('must be one that is known', () => {
    for (const named of ['http://json-schema.org/draft-04/schema#', 'https://example.com/mine', '', 7]) {
      const [problem] = wrongWith({ $schema: named });
      assert.equal(problem?.[0], 'own/schema-broken');
      assert.match(problem[1], /draft/);
      assert.equal(problem[2], JSON.stringify(named));
    }
  });
});

describe('a broken schema', () => {
  const cases: readonly (readonly [what: string, schema: unknown, says: RegExp, marks: string])[] = [
    ['no JSON', '{"type": }', /not JSON/, '}'],
    ['an empty file', '', /not JSON/, ''],
    ['no schema', '["a"]', /an object, or true or false/, '['],
    ['a type that is none', { properties: { a: { type: 'nummer' } } }, /properties\.a\.type is the text "nummer".*"number"/, '"nummer"'],
    ['a keyword with a wrong value', { required: 'a' }, /required is the text "a".*an array/, '"a"'],
    ['a pattern that is none', { pattern: '([' }, /"\(\[" is no regular expression/, '"(["'],
    ['a name that is no pattern', { patternProperties: { '(': {} } }, /"\(" is no regular expression/, '"("'],
    ['an anchor that is not there', { $ref: '#nowhere' }, /There is nothing at "#nowhere"/, '"#nowhere"'],
    ['a pointer to nothing', { properties: { a: { $ref: '#/$defs/a' } } }, /There is nothing at "#\/\$defs\/a"/, '"#/$defs/a"'],
  ];

  for (const [what, schema, says, marks] of cases) {
    it(`is told: ${what}`, () => {
      const [problem] = wrongWith(schema);
      assert.match(problem?.[1] ?? '', says);
      assert.equal(problem?.[2], marks);
    });
  }

  it('does not stop the others', () => {
    const files = [schemaFile('good.json', { type: 'number' }), schemaFile('bad.json', { type: 'nummer' }), schemaFile('text.json', '{')];
    const { wrong, check } = compiled(files);
    assert.deepEqual(
      wrong.map(({ length }) => length > 0),
      [false, true, true],
    );
    assert.equal(check('"a"').length, 1);
  });

  it('that others refer to, also by way of another one, is told in all of them', () => {
    const others = { 'schemas/middle.json': { $ref: 'broken.json' }, 'schemas/broken.json': { $ref: 'https://example.com/x' } };
    assert.deepEqual(wrongWith({ $ref: 'middle.json' }, others), [
      ['own/schema-broken', 'schemas/middle.json is broken itself. Put it right first.', '"middle.json"'],
    ]);
    for (const broken of ['{', '{"type":"nummer"}']) {
      const [problem] = wrongWith({ properties: { a: { $ref: 'text.json' } } }, { 'schemas/text.json': broken });
      assert.deepEqual(problem?.slice(1), ['schemas/text.json is broken itself. Put it right first.', '"text.json"']);
    }
  });

  it('that others refer to in a circle is told in all of them, and one that is sound is used', () => {
    const circle = { 'schemas/b.json': { properties: { own: { $ref: 'own.json' }, n: { type: 'number' } } } };
    assert.equal(fits({ b: { own: { b: { n: 1 } } } }, { properties: { b: { $ref: 'b.json' } } }, circle), true);
    assert.equal(fits({ b: { own: { b: { n: 'x' } } } }, { properties: { b: { $ref: 'b.json' } } }, circle), false);
    assert.equal(wrongWith({ properties: { b: { $ref: 'b.json' }, c: { $ref: '#nowhere' } } }, circle).length, 1);
  });
});

describe('a reference', () => {
  const number = { type: 'number' };

  it('leads into its own file, with a root that has an $id or none', () => {
    const schema = { $defs: { n: number, 'a/b c': number }, properties: { a: { $ref: '#/$defs/n' }, b: { $ref: '#/$defs/a~1b%20c' } } };
    for (const own of [schema, { ...schema, $id: 'https://example.com/own.json' }, { ...schema, $id: 'own.json' }]) {
      assert.equal(fits({ a: 1, b: 1 }, own), true);
      assert.equal(fits({ a: 'x' }, own), false);
      assert.equal(fits({ b: 'x' }, own), false);
    }
  });

  it('leads to itself: a tree of any depth', () => {
    const tree = { type: 'object', properties: { children: { items: { $ref: '#' } } }, additionalProperties: false };
    assert.equal(fits({ children: [{ children: [] }] }, tree), true);
    assert.equal(fits({ children: [{ kinder: [] }] }, tree), false);
  });

  it('leads to the file of another schema by its relative path', () => {
    const others = {
      'schemas/common.json': { $defs: { n: number } },
      'shared/unit.json': { enum: ['C', 'F'] },
      'root.json': { type: 'null' },
    };
    const schema = {
      properties: {
        a: { $ref: 'common.json#/$defs/n' },
        b: { $ref: './common.json#/$defs/n' },
        c: { $ref: '../shared/unit.json' },
        d: { $ref: '..\\root.json'.replace('\\', '/') },
      },
    };
    assert.equal(fits({ a: 1, b: 2, c: 'C', d: null }, schema, others), true);
    for (const wrong of [{ a: 'x' }, { b: 'x' }, { c: 'x' }, { d: 'x' }])
      assert.equal(fits(wrong, schema, others), false, JSON.stringify(wrong));
  });

  it('leads to the $id of another schema, also relative to its own, and to an $id within one', () => {
    const others = {
      'a.json': { $id: 'https://example.com/schemas/number', $defs: { i: { $id: 'integer', type: 'integer' } }, ...number },
    };
    const schema = {
      $id: 'https://example.com/schemas/own',
      properties: { a: { $ref: 'https://example.com/schemas/number' }, b: { $ref: 'number' }, c: { $ref: 'integer' } },
    };
    assert.equal(fits({ a: 1, b: 1.5, c: 1 }, schema, others), true);
    for (const wrong of [{ a: 'x' }, { b: 'x' }, { c: 1.5 }]) assert.equal(fits(wrong, schema, others), false, JSON.stringify(wrong));
  });

  it('to an anchor is followed', () => {
    assert.equal(fits(1, { $defs: { n: { $anchor: 'n', type: 'null' } }, $ref: '#n' }), false);
    assert.equal(fits(1, { $schema: draft07, definitions: { n: { $id: '#n', type: 'null' } }, allOf: [{ $ref: '#n' }] }), false);
  });

  it('to the schema of its draft is followed', () => assert.equal(fits({ type: 'nummer' }, { $ref: draft2020 }), false));

  for (const target of [
    'https://example.com/x.json',
    'http://127.0.0.1/x',
    'file:///etc/passwd',
    'other.json',
    '../../x.json',
    'urn:x:y',
  ]) {
    it(`to something outside is a problem at its place, and nothing is fetched: ${target}`, () => {
      const problems = wrongWith({ properties: { a: { $ref: target } } });
      assert.equal(problems.length, 1);
      const [[rule, message, marks] = []] = problems;
      assert.equal(rule, 'own/schema-remote-ref');
      assert.match(message ?? '', /wiotp\.schemas/);
      assert.equal(marks, JSON.stringify(target));
    });
  }

  it('between drafts is a problem', () => {
    const [problem] = wrongWith({ $ref: 'old.json' }, { 'schemas/old.json': { $schema: draft07 } });
    assert.match(problem?.[1] ?? '', /written in draft-07/);
  });

  it('is only what stands in a schema, not what looks like one in data', () => {
    const like = { $ref: 'https://example.com/x.json' };
    assert.equal(fits({ $ref: 'a' }, { const: { $ref: 'a' }, default: like, examples: [like], properties: { $ref: {} } }), true);
  });

  it('an $id that two schemas have is told at the second', () => {
    const id = 'https://example.com/same';
    const files = [schemaFile('one.json', { $id: id }), schemaFile('two.json', { $id: id })];
    const { wrong } = compiled(files);
    assert.deepEqual(wrong[0], []);
    assert.match(wrong[1]?.[0]?.message ?? '', /^one\.json has a schema with this \$id already/);
  });
});

describe('a file with a byte order mark', () => {
  it('is read, and places are those of the file', () => {
    const file = schemaFile('own.json', '\uFEFF{"type":"nummer"}');
    const [problem] = compiled([file]).wrong[0] ?? [];
    assert.equal(problem && marked(file.text, problem), '"nummer"');
    assert.deepEqual(compiled([schemaFile('own.json', '\uFEFF{}')]).wrong, [[]]);
  });
});

describe('a format', () => {
  it('that JSON Schema does not define is a hint, and every text passes', () => {
    const files = [schemaFile('own.json', { properties: { a: { format: 'serial' }, format: { type: 'string' } } })];
    const { wrong, check } = compiled(files);
    assert.deepEqual(
      wrong[0]?.map(({ rule, severity, message }) => [rule, severity, message]),
      [['own/schema-format', 'hint', 'JSON Schema defines no format "serial", so every text passes it.']],
    );
    assert.deepEqual(check({ a: 'x' }), []);
  });
});

describe('hostile files', () => {
  const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

  for (const [what, text] of [
    ['a schema 10,000 deep', nested('{"not":', '}', 10_000).replace(':}', ':{}}')],
    ['an array 10,000 deep', nested('[', ']', 10_000)],
    ['names of every object', '{"properties":{"__proto__":{"type":"number"},"constructor":{"type":"number"}},"required":["__proto__"]}'],
    ['$async and $data', '{"$async":true,"properties":{"a":{"minimum":{"$data":"1/b"}}}}'],
    ['broken surrogates', '{"properties":{"\\ud800":{"type":"number"}},"pattern":"\\ud800"}'],
    ['null', 'null'],
    ['a reference to itself', '{"$ref":"#"}'],
  ] as const) {
    it(`${what} does no harm`, () => {
      const { check } = compiled([schemaFile('own.json', text), schemaFile('good.json', { type: 'number' })]);
      for (const payload of [
        '{"__proto__":{"a":1},"constructor":1}',
        nested('[', ']', 10_000),
        nested('{"a":', '}', 10_000).replace(':}', ':{}}'),
      ])
        for (const { range } of check(payload)) assert.ok(range.start <= range.end && range.end <= payload.length);
      assert.equal(({} as Record<string, unknown>)['a'], undefined);
    });
  }

  it('a payload 10,000 deep is checked against a schema that refers to itself, or said to be too deep', () => {
    const { check } = compiled([schemaFile('own.json', { properties: { a: { $ref: '#' } }, required: ['b'] })]);
    const payload = nested('{"a":', '}', 10_000).replace(':}', ':{}}');
    const problems = check(payload);
    assert.ok(problems.length > 0 && problems.length <= 101);
  });
});
