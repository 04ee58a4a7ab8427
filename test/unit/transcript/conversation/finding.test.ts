import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foundInSteps, lint } from '../support.ts';
import { answer, fields, fromPlatform, manage } from './scenes.ts';

describe('a finding', () => {
  it('names the request, and offers the reqId of the only one that waits', () => {
    const text = JSON.stringify({ steps: [fromPlatform('observe', fields('${x}')), answer(200, 'y')] });
    const [problem] = lint(text);
    assert.deepEqual(
      problem?.related?.map(({ range }) => text.slice(range.start, range.end)),
      ['"iotdm-1/observe"'],
    );
    assert.deepEqual(
      problem?.fix?.edits.map(({ text }) => text),
      ['"${x}"'],
    );
  });

  it('of a repetition is told once, also when only the second time shows it', () => {
    const twice = { repeat: 5, steps: [manage('1')] };
    assert.deepEqual(foundInSteps([twice]), ['conversation/reqId-reused "1"']);
    assert.deepEqual(foundInSteps([{ repeat: 1, steps: [manage('1')] }]), []);
  });
});
