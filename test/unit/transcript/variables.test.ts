import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { environmentNames, fillTemplate, type TemplateSources } from '../../../src/transcript/variables.ts';
import { isRefusal } from '../../../src/wiotp/refusal.ts';

let ids = 0;
const sources: TemplateSources = {
  now: () => Date.UTC(2026, 2, 1, 10, 0, 0, 5),
  uuid: () => `uuid-${++ids}`,
  counter: 7,
  random: () => 0.5,
  environment: { STATION: 'north', QUOTED: 'a "b"\\\n', EMPTY: '' },
};

const table = [
  ['nothing to fill', 'nothing to fill'],
  ['${now}', '2026-03-01T10:00:00.005Z'],
  ['${counter} and ${counter}', '7 and 7'],
  ['{"n": ${counter}}', '{"n": 7}'],
  // In JSON a whole string that is a number becomes one; the rest of the text stays as it is written.
  ['{ "n": "${counter}" }', '{ "n": 7 }'],
  ['["${random:0:10}"]', '[5]'],
  ['{"t": "${now}"}', '{"t": "2026-03-01T10:00:00.005Z"}'],
  ['{"n": "no. ${counter}"}', '{"n": "no. 7"}'],
  ['{"n": "a \\"${counter}\\""}', '{"n": "a \\"7\\""}'],
  ['{"n": "a \\"${counter}"}', '{"n": "a \\"7"}'],
  ['id,"${counter}",x', 'id,"7",x'],
  ['${random:1:2}', '2'],
  ['${random:5:5}', '5'],
  ['${random:-2:-1}', '-1'],
  ['${random:18:24.5}', '21.3'],
  ['${random:0.25:0.75}', '0.5'],
  ['$${now} costs $5', '${now} costs $5'],
  ['$$${counter}', '$${counter}'],
  ['$$', '$$'],
  ['at ${env:STATION}', 'at north'],
  ['[${env:EMPTY}]', '[]'],
  // What the environment holds cannot leave the string in which it stands.
  ['{"at": "${env:QUOTED}"}', '{"at": "a \\"b\\"\\\\\\n"}'],
  ['at ${env:QUOTED}', 'at a "b"\\\n'],
  ['$${env:STATION}', '${env:STATION}'],
  ['$ {counter} {counter}', '$ {counter} {counter}'],
] as const;

for (const [template, filled] of table) {
  test(`fills ${template}`, () => assert.equal(fillTemplate(template, sources), filled));
}

test('each uuid is a fresh one', () => {
  const [first, second] = fillTemplate('${uuid} ${uuid}', sources).split(' ');
  assert.notEqual(first, second);
});

const refused = [
  '${temperature}',
  '${}',
  '${Counter}',
  '${random}',
  '${random:1}',
  '${random:a:b}',
  '${random:5:1}',
  '${random:1:99999999999999999999}',
  '${counter',
  '{"a":"${counter"}',
  '${env}',
  '${env:}',
  '${env:A B}',
  '${ENV:STATION}',
];

for (const template of refused) {
  test(`refuses ${template}`, () => {
    assert.throws(
      () => fillTemplate(template, sources),
      (error) => isRefusal(error) && error.advice.includes('${random:lo:hi}'),
    );
  });
}

for (const name of ['HOME', 'constructor', '__proto__', 'toString']) {
  test(`refuses \${env:${name}} that is not given, and says which setting would`, () => {
    assert.throws(
      () => fillTemplate(`\${env:${name}}`, sources),
      (error) => isRefusal(error) && error.message.includes(name) && error.advice.includes('wiotp.templates.environment'),
    );
  });
}

test('a value that looks like a variable is none', () => {
  assert.equal(fillTemplate('${env:A}', { ...sources, environment: { A: '${now}' } }), '${now}');
});

test('names the variables of the environment, each once', () => {
  assert.deepEqual(environmentNames('${env:B} ${env:A} ${env:B} ${now} $${env:C} ${env:'), ['B', 'A']);
});

test('a random number lies between its bounds and has no more decimals than they have', () => {
  const bound = fc
    .tuple(fc.integer({ min: -1_000, max: 1_000 }), fc.nat(3))
    .map(([digits, decimals]) => (digits / 10 ** decimals).toFixed(decimals));
  fc.assert(
    fc.property(bound, bound, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (a, b, random) => {
      const [lo, hi] = Number(a) <= Number(b) ? [a, b] : [b, a];
      const filled = fillTemplate(`\${random:${lo}:${hi}}`, { ...sources, random: () => random });
      assert.ok(Number(filled) >= Number(lo) && Number(filled) <= Number(hi), filled);
      const decimals = (text: string): number => text.split('.')[1]?.length ?? 0;
      assert.ok(decimals(filled) <= Math.max(decimals(lo), decimals(hi)), filled);
    }),
  );
});

test('a text without a dollar sign is never changed', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }).filter((text) => !text.includes('${')),
      (text) => assert.equal(fillTemplate(text, sources), text),
    ),
  );
});
