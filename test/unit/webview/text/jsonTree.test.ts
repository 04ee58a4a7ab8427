import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { jsonTree, pathOf, pointerOf, valueText, type JsonTree } from '../../../../src/webview/text/jsonTree.ts';

/** The value that a tree shows, read from its nodes alone. */
function valueIn(tree: JsonTree, at = 0): unknown {
  const node = tree.nodes[at];
  assert.ok(node);
  if (node.sort !== 'object' && node.sort !== 'array') return JSON.parse(tree.json.slice(node.start, node.end));
  const held: number[] = [];
  for (let child = at + 1; child < node.after; child = tree.nodes[child]?.after ?? Infinity) held.push(child);
  assert.equal(held.length, node.size);
  if (node.sort === 'array') return held.map((child) => valueIn(tree, child));
  return Object.fromEntries(held.map((child) => [JSON.parse(tree.nodes[child]?.name ?? '') as string, valueIn(tree, child)]));
}

test('a tree is the value of its text, whatever space stands in it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, '\t', ' '), (value, space) => {
      const json = JSON.stringify(value, undefined, space);
      const plain = JSON.parse(json) as unknown;
      assert.deepEqual(JSON.parse(JSON.stringify(valueIn(jsonTree(json)))), JSON.parse(JSON.stringify(plain)));
    }),
  );
});

test('a pointer leads to its value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = JSON.stringify(value);
      const tree = jsonTree(json);
      for (const at of tree.nodes.keys()) {
        const steps = pointerOf(tree, at).split('/').slice(1);
        const names = steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
        const found = names.reduce((held: unknown, name) => (held as Record<string, unknown>)[name], JSON.parse(json));
        assert.deepEqual(found, valueIn(tree, at));
      }
    }),
  );
});

test('numbers, escapes and names that come twice stay as they were sent', () => {
  const tree = jsonTree('{"b":1.0,"b":12345678901234567890,"\\u0061":"\\u00e9","n":-1e400}');
  const members = tree.nodes.slice(1).map(({ name, start, end }) => [name, tree.json.slice(start, end)]);
  assert.deepEqual(members, [
    ['"b"', '1.0'],
    ['"b"', '12345678901234567890'],
    ['"\\u0061"', '"\\u00e9"'],
    ['"n"', '-1e400'],
  ]);
  assert.equal(valueText(tree, 1), '1.0');
  assert.equal(valueText(tree, 3), 'é');
  assert.equal(valueText(tree, 0), tree.json);
});

const paths: readonly (readonly [json: string, path: string, pointer: string])[] = [
  ['{"d":{"temp":21}}', 'd.temp', '/d/temp'],
  ['{"list":[[1]]}', 'list[0][0]', '/list/0/0'],
  ['{"odd name":1}', '["odd name"]', '/odd name'],
  ['{"a/b~c":1}', '["a/b~c"]', '/a~1b~0c'],
  ['{"__proto__":1}', '__proto__', '/__proto__'],
  ['{"":1}', '[""]', '/'],
  ['{"q\\"":{"1":2}}', '["q\\""]["1"]', '/q"/1'],
  ['[7]', '[0]', '/0'],
  ['7', '', ''],
];
for (const [json, path, pointer] of paths) {
  test(`the way to the last value of ${json} is ${path}`, () => {
    const tree = jsonTree(json);
    const last = tree.nodes.length - 1;
    assert.equal(pathOf(tree, last), path);
    assert.equal(pointerOf(tree, last), pointer);
  });
}

test('a million members and 65,536 levels are taken apart', () => {
  assert.equal(jsonTree(`[${'1,'.repeat(999_999)}1]`).nodes.length, 1_000_001);
  const deep = jsonTree('['.repeat(65_536) + ']'.repeat(65_536));
  assert.equal(deep.nodes.at(-1)?.depth, 65_535);
  assert.equal(deep.nodes[0]?.after, 65_536);
});
