import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SourceFinder } from '../../../../../src/engine/log/studies/sourceFinder.ts';
import { bytesOf } from '../../../../support/engine/messages.ts';

const clientId = 'd:abc123:sensor:one';
const busy = { clientId, topic: 'iot-2/evt/busy/fmt/json' };
const payload = bytesOf({ t: 1 });

test('of three thousand topics with 200 numbers each the busy ones are found, and no more are kept than a list can use', () => {
  const finder = new SourceFinder();
  const many = bytesOf(Array.from({ length: 200 }, (_, at) => at));
  for (let at = 0; at < 3_000; at++) {
    if (at % 15 === 0) finder.take(busy, payload);
    finder.take({ clientId, topic: `iot-2/evt/e${at}/fmt/json` }, many);
    assert.ok(finder.weight < 2_000_000 + 1_000, `${finder.weight} characters`);
  }
  const sources = finder.sources();
  assert.equal(sources.length, 1_000);
  assert.deepEqual(sources[0], { ...busy, pointer: '/t', count: 200, last: 1 });
});

test('long topics weigh what they take', () => {
  const finder = new SourceFinder();
  for (let at = 0; at < 500; at++) {
    finder.take(busy, payload);
    finder.take({ clientId, topic: `iot-2/evt/${'x'.repeat(64_000)}${at}/fmt/json` }, payload);
  }
  const sources = finder.sources();
  assert.equal(sources[0]?.count, 500);
  assert.ok(sources.length > 1 && sources.length <= 32, `${sources.length} sources`);
});

test('what is forgotten begins anew', () => {
  const finder = new SourceFinder();
  const rare = { clientId, topic: 'iot-2/evt/rare/fmt/json' };
  finder.take(rare, payload);
  for (let round = 0; round < 2; round++)
    for (let at = 0; at < 8_000; at++) finder.take({ clientId, topic: `iot-2/evt/e${round}-${at}/fmt/json` }, payload);
  for (let at = 0; at < 3; at++) finder.take(rare, payload);
  assert.deepEqual(
    finder.sources().filter(({ topic }) => topic === rare.topic),
    [{ ...rare, pointer: '/t', count: 3, last: 1 }],
  );
});

test('messages without numbers leave nothing behind', () => {
  const finder = new SourceFinder();
  for (const text of ['', 'all is well', '{"a":"1"}', '[[[]]]']) finder.take(busy, bytesOf(text));
  assert.equal(finder.weight, 0);
  assert.deepEqual(finder.sources(), []);
});
