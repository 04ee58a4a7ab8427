import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fieldTable, findField } from '../../../../src/filter/fields/fieldTable.ts';
import { parseFilter } from '../../../../src/filter/parseFilter.ts';
import { catalog } from '../../../../src/wiotp/catalog.ts';

describe('the table of fields', () => {
  for (const { name, examples, words, meaning, takes } of fieldTable) {
    it(`has examples of ${name} that are right`, () => {
      for (const example of examples) {
        assert.ok(example.startsWith(`${name}:`));
        assert.ok('filter' in parseFilter(example), example);
      }
    });

    it(`has words of ${name} that are right, each with its meaning`, () => {
      for (const { word, meaning: means } of words) {
        assert.ok('filter' in parseFilter(`${name}:${word}`), word);
        assert.notEqual(means, '');
      }
      assert.equal(new Set(words.map(({ word }) => word)).size, words.length);
    });

    it(`says of ${name} what it asks, in the middle of a sentence`, () => assert.doesNotMatch(meaning + takes, /\.$|^[A-Z]/));
  }

  it('finds a field by its name in any case', () => assert.equal(findField('REQID')?.name, 'reqId'));

  it('finds no field by the name of a member of all objects', () => assert.equal(findField('__proto__'), undefined));

  it('knows every kind of the catalog, and each of its families', () => {
    const words = findField('kind')?.words.map(({ word }) => word) ?? [];
    for (const { name } of catalog) assert.ok(words.includes(name) && words.includes(`${name.replace(/\..*/, '')}.*`), name);
    assert.ok(findField('kind')?.words.every(({ meaning }) => meaning !== 'all of them'));
  });
});
