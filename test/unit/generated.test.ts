import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { generatedFiles } from '../../scripts/generate/generatedFiles.ts';

const root = join(import.meta.dirname, '../..');

describe('what is generated and checked in', () => {
  let files: ReadonlyMap<string, string> = new Map();

  before(async () => {
    files = await generatedFiles();
  });

  it('is up to date (if not: npm run docs)', () => {
    const stale = [...files].filter(([path, content]) => read(path) !== content).map(([path]) => path);
    assert.deepEqual(stale, []);
  });

  it('is all there is in its folders', () => {
    for (const folder of ['schemas', 'src/lint/generated', 'src/assist/generated']) {
      const expected = [...files.keys()].filter((path) => path.startsWith(`${folder}/`));
      assert.deepEqual(
        readdirSync(join(root, folder))
          .map((name) => `${folder}/${name}`)
          .toSorted(),
        expected.toSorted(),
      );
    }
  });

  it('holds validators that need nothing else at run time', () => {
    const code = files.get('src/lint/generated/validators.js') ?? '';
    assert.match(code, /dm\.manage/);
    // ajv's helpers carry the text of a require() in quotes.
    const loads = code.match(/^import .*|(?<!['"])\b(?:require|import|Function|eval)\(.*/gm) ?? [];
    assert.deepEqual(loads, []);
  });
});

function read(path: string): string | undefined {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
