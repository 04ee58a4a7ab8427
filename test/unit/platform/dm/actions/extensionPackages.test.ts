import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExtensionPackages } from '../../../../../src/platform/dm/actions/extensionPackages.ts';
import { kindNamed } from '../../../../../src/wiotp/catalog.ts';
import { invalidText } from '../../../../../src/wiotp/kind.ts';

function stored() {
  const kept = new Map<string, string>();
  const store = {
    load: () => [...kept].map(([bundleId, definition]) => ({ bundleId, definition })),
    save: (bundleId: string, definition: string) => void kept.set(bundleId, definition),
    remove: (bundleId: string) => void kept.delete(bundleId),
  };
  return { kept, open: () => new ExtensionPackages(store) };
}

const { examples, invalid } = kindNamed('rest.extensionPackage');
const [example] = examples as readonly [{ bundleId: string; actions: object }, ...unknown[]];

for (const definition of examples) {
  test(`a package is taken, and outlives a restart: ${JSON.stringify(definition).slice(0, 40)}`, () => {
    const { open } = stored();
    const { bundleId } = open().add(JSON.stringify(definition));
    const again = open();
    again.restore();
    assert.deepEqual(again.all(), [{ bundleId, definition }]);
    assert.deepEqual(again.find(bundleId)?.definition, definition);
  });
}

test('a refusal says in which line the definition is wrong', () => {
  const text = JSON.stringify({ ...example, version: 7 }, undefined, 2);
  const line = text.split('\n').findIndex((part) => part.includes('"version"')) + 1;
  assert.throws(() => stored().open().add(text), { message: new RegExp(`^Line ${line}: `) });
});

const action = (parameters: unknown) => ({ ...example, actions: { a: { actionDisplayName: { en: 'A' }, parameters } } });

for (const [why, text] of [
  ...invalid.map((wrong) => [wrong.why, invalidText(wrong)] as const),
  ['no JSON', '{'],
  ['nested too deep', `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ['the name of a group of actions', JSON.stringify({ ...example, bundleId: 'deviceActions' })],
  ['a pattern that is none', JSON.stringify(action([{ name: 'p', value: '(' }]))],
  ['101 parameters', JSON.stringify(action(Array.from({ length: 101 }, (_, at) => ({ name: `p${at}` }))))],
  ['the same parameter twice', JSON.stringify(action([{ name: 'p' }, { name: 'p' }]))],
] as const) {
  test(`a package is refused with 400: ${why}`, () => {
    const { kept, open } = stored();
    assert.throws(() => open().add(text), { name: 'Refusal', code: 400 });
    assert.equal(kept.size, 0);
  });
}

test('a package is added once, replaced by its own definition only, and removed once', () => {
  const { kept, open } = stored();
  const packages = open();
  const text = JSON.stringify(example);
  assert.throws(() => packages.replace(example.bundleId, text), { code: 404 });
  packages.add(text);
  assert.throws(() => packages.add(text), { code: 409 });
  assert.throws(() => packages.replace(example.bundleId, JSON.stringify({ ...example, bundleId: 'other' })), { code: 400 });
  packages.replace(example.bundleId, JSON.stringify(action([])));
  assert.deepEqual(packages.find(example.bundleId)?.definition, action([]));
  packages.remove(example.bundleId);
  assert.throws(() => packages.remove(example.bundleId), { code: 404 });
  assert.equal(kept.size, 0);
});
