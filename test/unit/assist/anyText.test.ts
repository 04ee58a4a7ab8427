import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { complete } from '../../../src/assist/completion/complete.ts';
import type { Completion } from '../../../src/assist/completion/completion.ts';
import { hover } from '../../../src/assist/hover/hover.ts';
import type { MessageFile } from '../../../src/lint/files/ourFile.ts';
import { catalog } from '../../../src/wiotp/catalog.ts';
import { genericKinds } from '../../../src/wiotp/genericKinds.ts';
import { applied, json, lines } from './support.ts';

const kinds = [...catalog, ...genericKinds];
const files: readonly MessageFile[] = [...kinds.map((kind) => ({ type: 'payload', kind }) as const), json, lines];
const anyFile = fc.constantFrom(...files);

const steps = catalog.map((kind) => ({ topic: kind.topic, payload: kind.examples[0] }));
const example = fc.constantFrom(
  ...kinds.flatMap(({ examples }) => examples).map((payload) => JSON.stringify(payload, undefined, '\t')),
  JSON.stringify({ description: 'All', steps }, undefined, 2).replaceAll('\n', '\r\n'),
);
const shard = fc.constantFrom(
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '\n',
  '//',
  '/*',
  '*/',
  '"d"',
  '"topic"',
  '"steps"',
  '"fields"',
  '"__proto__"',
  '1',
  'x',
);
const broken = fc.tuple(example, fc.nat(), fc.nat(20), fc.string()).map(([text, at, length, other]) => {
  const start = at % (text.length + 1);
  return text.slice(0, start) + other + text.slice(start + length);
});
const anyText = fc.oneof(
  example,
  broken,
  fc.array(shard).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);

describe('completion and hover', () => {
  it('never fail, and stay within the text and the line, at any place of any text', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), anyFile, (text, at, file) => {
        const offset = at % (text.length + 1);
        for (const { range } of [...complete(text, offset, file), ...[hover(text, offset, file) ?? []].flat()]) {
          assert.ok(range.start >= 0 && range.start <= offset && offset <= range.end && range.end <= text.length);
          assert.doesNotMatch(text.slice(range.start, range.end), /\n/);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('complete well-formed JSON to well-formed JSON', () => {
    fc.assert(
      fc.property(fc.oneof(example, fc.json()), fc.nat(), anyFile, (text, at, file) => {
        // A line of JSON Lines has to be JSON by itself.
        const whole = file === lines ? JSON.stringify(JSON.parse(text)) : text;
        const place = placeForMember(whole, at);
        if (place === undefined) return;
        for (const completion of complete(whole, place, file)) {
          if (completion.sort === 'member') JSON.parse(applied(whole, completion));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('replace a value by one that fits as well', () => {
    for (const { examples, name } of kinds) {
      for (const payload of examples) {
        const text = JSON.stringify(payload, undefined, 2);
        for (let offset = 0; offset <= text.length; offset++) {
          for (const completion of complete(
            text,
            offset,
            files.find((file) => file.type === 'payload' && file.kind.name === name) ?? json,
          )) {
            const replaced = applied(text, completion);
            assert.doesNotThrow(() => JSON.parse(replaced), `${name} ${offset} ${completion.label}: ${replaced}`);
          }
        }
      }
    }
  });

  it('take text that is nested deep, or long', () => {
    const deep = 10_000;
    for (const text of [
      '['.repeat(deep),
      '{"steps":['.repeat(deep),
      `${'{"d":'.repeat(deep)}1${'}'.repeat(deep)}`,
      ']'.repeat(deep),
      '{'.repeat(deep) + ']'.repeat(deep),
      '"'.repeat(deep),
      `"${'\\'.repeat(deep)}`,
      '/*'.repeat(deep),
      `{${'"a":1,'.repeat(deep)}`,
      'x'.repeat(1_000_000),
    ]) {
      for (const file of files.slice(-4)) {
        for (const offset of [0, text.length >> 1, text.length]) {
          complete(text, offset, file);
          hover(text, offset, file);
        }
      }
    }
  });

  it('look only at one line of JSON Lines', () => {
    const text = `{}\n${'{"topic":"iotdevice-1/response","payload":{"rc":200,\n'.repeat(200_000)}`;
    const offset = text.indexOf('"rc"', text.length >> 1) + 1;
    const line = '{"topic":"iotdevice-1/response","payload":{"rc":200,';
    const shift = text.lastIndexOf('\n', offset) - 2;
    // The lines around it are broken: read with them, it would be something else.
    assert.deepEqual(complete(text, offset, lines), moved(complete(`{}\n${line}`, offset - shift, lines), shift));
    assert.match(hover(text, offset, lines)?.text ?? '', /^Return code/);
  });
});

function moved(completions: readonly Completion[], by: number): readonly Completion[] {
  return completions.map((completion) => ({
    ...completion,
    range: { start: completion.range.start + by, end: completion.range.end + by },
  }));
}

/** A place right behind an opening brace, where a member can always be put. */
function placeForMember(text: string, at: number): number | undefined {
  const braces = [...text.matchAll(/"(?:[^"\\]|\\.)*"|\{/g)].filter(([found]) => found === '{').map(({ index }) => index + 1);
  return braces.length === 0 ? undefined : braces[at % braces.length];
}
