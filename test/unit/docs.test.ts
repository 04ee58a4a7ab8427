import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { defaultLintOptions } from '../../src/lint/options.ts';
import { lintWorkbenchFile } from '../../src/profiles/check/lintWorkbenchFile.ts';

/** What the samples of a page are samples of. */
const pages = [
  { page: 'connections', type: 'profiles' },
  { page: 'managed-device', type: 'replies' },
] as const;

for (const { page, type } of pages) {
  describe(`docs/${page}.md`, () => {
    const text = readFileSync(new URL(`../../docs/${page}.md`, import.meta.url), 'utf8');
    const samples = [...text.matchAll(/^```json\n([^]*?)^```$/gm)].map(([, sample = '']) => sample);

    it('has samples', () => assert.ok(samples.length > 0));

    for (const [at, sample] of samples.entries()) {
      it(`has nothing wrong in sample ${at + 1}`, () => assert.deepEqual(lintWorkbenchFile(sample, { type }, defaultLintOptions), []));
    }
  });
}
