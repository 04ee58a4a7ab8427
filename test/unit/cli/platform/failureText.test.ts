import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureText } from '../../../../src/cli/platform/failureText.ts';
import { cannotWrite } from '../../../../src/platform/store/writeBatch.ts';

for (const [what, error, wanted] of [
  [
    'a full disk',
    cannotWrite(new Error('database or disk is full')),
    /^The platform cannot write its data: database or disk is full\. Make room [^\n]*$/,
  ],
  ['a defect', new TypeError('no function'), /^Defect: TypeError: no function\n +at /],
  ['anything else that was thrown', 'text', /^Defect: text$/],
] as const) {
  test(`the platform's error output says of ${what} what it is`, () => assert.match(failureText(error), wanted));
}
