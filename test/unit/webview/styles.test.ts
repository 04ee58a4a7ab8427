import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { projectPath } from '../../support/projectPaths.ts';

const folder = projectPath('src', 'webview');
const sheets = globSync('**/*.css', { cwd: folder });

test('there are style sheets', () => assert.ok(sheets.includes('trafficLog.css')));

for (const sheet of sheets) {
  const css = readFileSync(`${folder}/${sheet}`, 'utf8').replaceAll(/\/\*.*?\*\//gs, '');

  test(`${sheet} takes every color and font from the theme`, () => {
    assert.doesNotMatch(css, /#[0-9a-f]{3,8}\b|\b(rgb|hsl)a?\(|\b(black|white|gr[ae]y)\b(?!-)/i);
    for (const [, font] of css.matchAll(/font-family:\s*([^;]+);/g)) assert.match(font ?? '', /^inherit$|^var\(--vscode-/);
  });

  test(`${sheet} moves nothing, so that nobody needs less motion`, () => {
    assert.doesNotMatch(css, /\b(transition|animation|scroll-behavior)\b/);
  });
}
