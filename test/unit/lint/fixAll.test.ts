import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixAll } from '../../../src/lint/fixAll.ts';
import type { Problem, TextEdit } from '../../../src/lint/problem.ts';
import { lint } from './support.ts';

describe('fixAll', () => {
  it('applies every fix at once', () => {
    const text = '{"d":{"lifetime":60,"supports":{"deviceActions":1,"x":0}},"reqId":7}';
    assert.equal(fixAll(text, lint('dm.manage', text)), '{"d":{"lifetime":3600,"supports":{"deviceActions":true,"x":false}},"reqId":"7"}');
  });

  it('leaves the text alone when nothing has a fix', () => {
    const text = '{"rc":600,"reqId":"r"}';
    assert.equal(fixAll(text, lint('dm.deviceResponse', text)), text);
  });

  it('leaves a fix out as a whole when one of its edits touches an earlier one', () => {
    const first = problem({ start: 1, end: 3, text: 'X' });
    const second = problem({ start: 0, end: 0, text: '<' }, { start: 3, end: 4, text: 'Y' });
    const third = problem({ start: 5, end: 6, text: 'Z' });
    assert.equal(fixAll('abcdef', [first, second, third]), 'aXdeZ');
  });
});

function problem(...edits: readonly TextEdit[]): Problem {
  return { rule: 'r', severity: 'error', message: 'm.', range: { start: 0, end: 0 }, fix: { title: 't', edits } };
}
