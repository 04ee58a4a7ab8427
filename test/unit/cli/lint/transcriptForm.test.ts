import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transcriptForm } from '../../../../src/cli/lint/transcriptForm.ts';

for (const [text, form] of [
  ['', 'json'],
  ['{}', 'json'],
  ['{}\n\n', 'json'],
  ['{"steps": [\n{}\n]}', 'json'],
  ['// {}\n{"steps": []}', 'json'],
  ['{}\n{}', 'jsonl'],
  ['{"vars": {}}\r\n{"ask": "x"}\r\n', 'jsonl'],
  ['[\n1]', 'json'],
] as const) {
  test(`${JSON.stringify(text)} is ${form}`, () => assert.equal(transcriptForm(text), form));
}
