import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem } from '../../../src/lint/problem.ts';
import { forcedNote } from '../../../src/rpc/forcedNote.ts';

const problem = (message: string): Problem => ({ rule: 'schema/type', severity: 'error', message, range: { start: 0, end: 0 } });

const cases: readonly (readonly [messages: readonly string[], told: string])[] = [
  [['One.'], 'One. (schema/type)'],
  [['One.', 'Two.', 'Three.', 'Four.'], 'One. (schema/type) Two. (schema/type) Three. (schema/type) There is 1 more.'],
  [['One.', 'Two.', 'Three.', 'Four.', 'Five.'], 'One. (schema/type) Two. (schema/type) Three. (schema/type) There are 2 more.'],
];

for (const [messages, told] of cases)
  test(`a note about ${messages.length} problems`, () => {
    const { what, reason } = forcedNote(messages.map(problem));
    assert.deepEqual([what, reason], ['forced', `It was sent although the linter objects. ${told}`]);
  });
