import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { namesOf, numberAt, numbersIn, readJson } from '../../../../../src/engine/log/studies/numbersInPayload.ts';
import { bytesOf } from '../../../../support/engine/messages.ts';

const payloads: Readonly<Record<string, readonly [payload: string | Uint8Array, found: Readonly<Record<string, number>>]>> = {
  'numbers of nested objects': ['{"d":{"temp":21.5,"wind":{"speed":3}}}', { '/d/temp': 21.5, '/d/wind/speed': 3 }],
  'numbers of lists': ['[{"t":1},{"t":2}]', { '/0/t': 1, '/1/t': 2 }],
  'a number alone': [' 21.5 ', { '': 21.5 }],
  'no texts, flags or nulls': ['{"a":"21","b":true,"c":null,"d":-1}', { '/d': -1 }],
  'no number too great for JavaScript': ['{"a":1e999,"b":-1e999,"c":1e308}', { '/c': 1e308 }],
  'nothing that is no number of JSON': ['{"a":NaN}', {}],
  'members with separators in their names': ['{"a/b":1,"c~d":2,"~1":3}', { '/a~1b': 1, '/c~0d': 2, '/~01': 3 }],
  'members named like parts of every object': ['{"__proto__":{"x":1},"constructor":2}', { '/constructor': 2, '/__proto__/x': 1 }],
  'no csv': ['1,2,3', {}],
  'no text': ['status: 5', {}],
  nothing: ['', {}],
  'no invalid UTF-8': [Uint8Array.of(0xff, 0x7b, 0x7d), {}],
};

for (const [what, [payload, found]] of Object.entries(payloads))
  test(`in a payload are found: ${what}`, () => {
    const value = readJson(typeof payload === 'string' ? bytesOf(payload) : payload);
    assert.deepEqual(Object.fromEntries(numbersIn(value, 100)), found);
  });

test('a payload larger than the platform takes is not read', () => {
  assert.deepEqual(readJson(bytesOf(`{"a":1,"b":"${'x'.repeat(131_072 - 14)}"}`)), { a: 1, b: 'x'.repeat(131_072 - 14) });
  assert.equal(readJson(bytesOf(`{"a":1,"b":"${'x'.repeat(131_072)}"}`)), undefined);
});

test('a payload 10,000 levels deep, and one of very many members, are looked at as far as it is worth', () => {
  const deep = readJson(bytesOf(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`));
  assert.equal(numbersIn(deep, 100).size, 0);
  const wide = readJson(bytesOf(`[${'1,'.repeat(60_000)}1]`));
  assert.equal(numbersIn(wide, 100).size, 100);
});

test('of a million members only the first are looked at', () => {
  for (const value of [
    Array.from({ length: 1_000_000 }, () => ''),
    Object.fromEntries(Array.from({ length: 1_000_000 }, (_, at) => [`k${at}`, ''])),
  ]) {
    let looks = 0;
    const watched = new Proxy<object>(value, { get: (target, name) => (looks++, Reflect.get(target, name)) });
    assert.equal(numbersIn(watched, 200).size, 0);
    // A list is asked for its length as well.
    assert.ok(looks >= 10_000 && looks < 20_100, `${looks} looks`);
  }
});

test('when enough are found, no more members are looked at', () => {
  let looks = 0;
  const watched = new Proxy<Record<string, unknown>>(Object.fromEntries(Array.from({ length: 30_000 }, (_, at) => [`k${at}`, at])), {
    get: (target, name) => (looks++, Reflect.get(target, name)),
  });
  assert.equal(numbersIn(watched, 200).size, 200);
  assert.equal(looks, 200);
});

test('a way that nobody could read is left out', () => {
  const found = numbersIn({ [`a${'x'.repeat(2_000)}`]: 1, ['n'.repeat(600)]: { ['m'.repeat(600)]: 1 }, b: 2 }, 200);
  assert.deepEqual([...found], [['/b', 2]]);
});

test('a pointer leads only to a member of the payload’s own', () => {
  const value = readJson(bytesOf({ d: { t: 1 } }));
  assert.equal(numberAt(value, namesOf('/d/t')), 1);
  for (const pointer of ['', '/d', '/d/u', '/d/t/x', '/toString/length', '/d/constructor/length'])
    assert.equal(numberAt(value, namesOf(pointer)), undefined);
});

test('every number that is found is where its pointer leads', () => {
  fc.assert(
    fc.property(fc.jsonValue({ depthSize: 'small' }), (value) => {
      for (const [pointer, number] of numbersIn(value, 1_000)) assert.equal(numberAt(value, namesOf(pointer)), number);
    }),
  );
});
