import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileFilter } from '../../../../src/filter/compileFilter.ts';
import type { MessageFacts } from '../../../../src/filter/facts.ts';
import { matches } from '../../../../src/filter/matches.ts';
import { parseFilter } from '../../../../src/filter/parseFilter.ts';

const request: MessageFacts = {
  origin: { clientId: 'd:abc123:sensor:one', topic: 'iotdm-1/observe', kind: 'dm.observe' },
  at: 'session',
  direction: 'down',
  qos: 1,
  retain: false,
  dup: false,
  time: 0,
  size: 2,
  details: { reqId: 'r' },
};

function passes(filter: string, facts: MessageFacts): boolean {
  const parsed = parseFilter(filter);
  assert.ok('filter' in parsed);
  return matches(compileFilter(parsed.filter, 0), facts, new Uint8Array());
}

for (const [what, facts, expected] of [
  ['a request without an answer', request, true],
  ['one that was sent before and did not arrive', { ...request, dup: true }, true],
  ['another delivery of it', { ...request, dup: true, again: true }, false],
  ['one with an answer', { ...request, details: { reqId: 'r', answeredMs: 5 } }, false],
  ['one that wants none', { ...request, details: {} }, false],
  ['what is no request', { ...request, origin: { ...request.origin, kind: 'dm.deviceResponse' } }, false],
] as const satisfies readonly (readonly [string, MessageFacts, boolean])[]) {
  test(`what waits for an answer: ${what}`, () => {
    assert.deepEqual([passes('is:waiting', facts), passes('-is:waiting', facts)], [expected, !expected]);
  });
}
