import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextDue } from '../../../../src/rpc/device/jobPace.ts';

describe('the next message of a row', () => {
  const cases: readonly (readonly [what: string, due: number, everyMs: number, now: number, next: number])[] = [
    ['leaves one pause after the last', 1000, 100, 1000, 1100],
    ['makes up for a small delay', 1000, 100, 1030, 1100],
    ['is one pause away when it should have left just now', 1000, 100, 1100, 1200],
    ['does not make up for what a stall has missed', 1000, 100, 61_000, 61_100],
    ['leaves in its time when the clock was set back', 1000, 100, 500, 1100],
  ];
  for (const [what, due, everyMs, now, next] of cases) it(what, () => assert.equal(nextDue(due, everyMs, now), next));
});
