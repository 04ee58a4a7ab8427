import assert from 'node:assert/strict';

const quotes = /['\u2018\u2019\u201a\u201b]/;

/** The text of a string of PowerShell between single quotes: typographic ones count, and two in a row are one. */
export function powerShellStringValue(literal: string): string {
  assert.match(literal[0] ?? '', quotes);
  let text = '';
  for (let at = 1; at < literal.length; at++) {
    const character = literal.charAt(at);
    if (!quotes.test(character)) {
      text += character;
      continue;
    }
    at++;
    if (at === literal.length) return text;
    assert.match(literal.charAt(at), quotes, `the string ends before ${literal.slice(at)}`);
    text += literal.charAt(at);
  }
  return assert.fail('the string has no end');
}

/**
 * What a program gets of a word that PowerShell 5.1, or a newer one in its `Legacy` mode, passes to it: a word with white
 * space outside of quotes is put in quotes, with a last backslash doubled; then the program's C library takes it apart.
 */
export function legacyArgument(word: string): string {
  let [quoted, needsQuotes, afterBackslash] = [0, false, false];
  for (const character of word) {
    if (character === '"' && !afterBackslash) quoted++;
    else if (/\s/.test(character) && quoted % 2 === 0) needsQuotes = true;
    afterBackslash = character === '\\';
  }
  return splitByWindows(needsQuotes ? `"${word}${word.endsWith('\\') ? '\\' : ''}"` : word);
}

/** The one argument of a command line, by the rules of the C library of Windows. */
function splitByWindows(line: string): string {
  let [text, isQuoted] = ['', false];
  for (let at = 0; at < line.length;) {
    const [slashes = ''] = /^\\*/.exec(line.slice(at)) ?? [];
    at += slashes.length;
    if (line[at] !== '"') {
      text += slashes;
      assert.ok(isQuoted || at === line.length || !/[ \t]/.test(line.charAt(at)), 'the word falls apart');
      text += line.charAt(at++);
      continue;
    }
    text += '\\'.repeat(Math.floor(slashes.length / 2));
    if (slashes.length % 2 === 1) text += '"';
    else isQuoted = !isQuoted;
    at++;
  }
  return text;
}
