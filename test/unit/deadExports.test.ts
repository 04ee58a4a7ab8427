import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { projectPath } from '../support/projectPaths.ts';

interface Source {
  readonly name: string;
  readonly text: string;
}

/** Types are left out: the signature of what is used may need one that nobody names. */
const exported = /^export (?:async )?(?:function\*?|class|const) (\w+)/gm;

/** VS Code calls these by name. */
const calledFromOutside: ReadonlySet<string> = new Set(['activate', 'deactivate']);

const product = ['src', 'scripts'].flatMap(sourcesIn);
const byProduct = filesByWord(product);
const byAll = filesByWord([...product, ...sourcesIn('test')]);

const exports = product
  .filter(({ name }) => name.startsWith('src/'))
  .flatMap(({ name, text }) => [...text.matchAll(exported)].map(([, symbol = '']) => ({ name, symbol, text })))
  .filter(({ symbol }) => byProduct.get(symbol) === 1 && !calledFromOutside.has(symbol));

test('what no other file uses is not exported', () => {
  assert.deepEqual(places(exports.filter(({ symbol }) => byAll.get(symbol) === 1)), []);
});

test('nothing is there for tests alone', () => {
  assert.deepEqual(places(exports.filter(({ symbol, text }) => text.match(new RegExp(`\\b${symbol}\\b`, 'g'))?.length === 1)), []);
});

function places(found: readonly { readonly name: string; readonly symbol: string }[]): readonly string[] {
  return found.map(({ name, symbol }) => `${name}: ${symbol}`);
}

/** In how many files each word stands. */
function filesByWord(sources: readonly Source[]): ReadonlyMap<string, number> {
  const files = new Map<string, number>();
  for (const { text } of sources) for (const word of new Set(text.match(/\w+/g))) files.set(word, (files.get(word) ?? 0) + 1);
  return files;
}

function sourcesIn(folder: string): readonly Source[] {
  return readdirSync(projectPath(folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({
      name: path.posix.join(folder, name.replaceAll(path.sep, '/')),
      text: readFileSync(projectPath(folder, name), 'utf8'),
    }));
}
