import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { projectPath, projectRoot } from '../support/projectPaths.ts';

/** `[D-dm]`, `[PX-rule, GH pubsubclient#193]` in a comment. */
const tags = /\[((?:(?:D|PX|RC|BLOG)-[a-z]+|D17|MAS|MAPMS|PY|ND2?|JV|EC|CPP|CS|C)(?:, [^\]]+)?)\]/g;

describe('docs/sources.md', () => {
  it('lists every source that the code names', () => {
    const page = readFileSync(projectPath('docs', 'sources.md'), 'utf8');
    const listed = new Set([...page.matchAll(/^\| ([^|]+?) +\|/gm)].flatMap(([, cell = '']) => cell.split(', ')));
    const named = new Set(
      globSync('src/**/*.{ts,tsx}', { cwd: projectRoot }).flatMap((file) =>
        [...readFileSync(projectPath(file), 'utf8').matchAll(tags)].flatMap(([, list = '']) => list.split(', ')),
      ),
    );
    assert.ok(named.size > 20);
    assert.deepEqual(
      [...named].filter((tag) => !listed.has(tag.startsWith('GH ') ? 'GH repository#n' : tag)),
      [],
    );
  });
});
