import { importRefusal } from './importRefusal.ts';

const longest = 1024 * 1024;
const assignment = /^[^\S\n]*(?:export[^\S\n]+)?([A-Za-z_][A-Za-z0-9_.-]*)[^\S\n]*=[^\S\n]*/;
const blank = /^\s*(?:#|$)/;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** What a `.env` file says. */
export interface EnvFile {
  readonly variables: Readonly<Record<string, string>>;
  /** The line of each variable, from 1. */
  readonly lines: ReadonlyMap<string, number>;
}

/** The variables of a `.env` file, as {@link readEnvFile} reads it. */
export function parseEnvFile(content: string): Readonly<Record<string, string>> {
  return readEnvFile(content).variables;
}

/**
 * Reads the text of a `.env` file: `NAME=value` in each line, with `export` before it if need be, comments after `#`, and values in
 * single quotes as they are or in double ones with escapes, which may go on over several lines. A later one of the same name counts.
 * @throws Refusal that names the line, and repeats nothing of it.
 */
export function readEnvFile(content: string): EnvFile {
  if (content.length > longest) throw importRefusal(`The file has more than ${longest} characters.`, 'Choose a .env file.');
  const text = content.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const found = new Map<string, string>();
  const lines = new Map<string, number>();
  let next = 0;
  let line = 0;
  for (let at = 0; at < text.length; at = next + 1) {
    const end = endOfLine(text, at);
    next = end;
    line++;
    const written = text.slice(at, end);
    if (blank.test(written)) continue;
    const [start, name] = assignment.exec(written) ?? [];
    if (start === undefined || name === undefined) throw wrongLine(line, 'is neither NAME=value nor a comment');
    lines.set(name, line);
    const from = at + start.length;
    const quote = /^["'`]/.exec(text.slice(from, from + 1))?.[0];
    if (quote === undefined) {
      found.set(
        name,
        written
          .slice(start.length)
          .replace(/(?:^|\s)#.*$/, '')
          .trim(),
      );
      continue;
    }
    const close = endOfQuoted(text, from, quote);
    if (close === undefined) throw wrongLine(line, 'begins with a quote that does not end');
    const value = text.slice(from + 1, close);
    found.set(name, quote === '"' ? value.replaceAll(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter) : value);
    next = endOfLine(text, close);
    line += text.slice(end, next).split('\n').length - 1;
  }
  return { variables: Object.fromEntries(found), lines };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** Where the quote is that ends a value; a backslash takes its meaning away in double quotes only. */
function endOfQuoted(text: string, from: number, quote: string): number | undefined {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return at;
  }
  return undefined;
}

function wrongLine(line: number, what: string): Error {
  return importRefusal(`Line ${line} ${what}.`, 'Put it right, and try once more.');
}
