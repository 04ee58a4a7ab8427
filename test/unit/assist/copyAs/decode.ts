import assert from 'node:assert/strict';

const encoder = new TextEncoder();

/** The bytes of adjacent string literals of C, or raw literals of C++, behind `name` in code: what a compiler makes of them. */
export function decodeC(code: string, name: string): Uint8Array {
  const source = code.slice(code.indexOf(`char ${name}[] =`)).replace(/^[^\n]*\n/, '');
  const parts: Uint8Array[] = [];
  for (let at = 0; ;) {
    const rest = /^\s*(R?")/.exec(source.slice(at, at + 200));
    if (rest === null) {
      assert.equal(source.slice(at).trimStart()[0], ';');
      return Buffer.concat(parts);
    }
    at += rest[0].length;
    const read = rest[1] === '"' ? ordinary(source, at) : raw(source, at);
    parts.push(read.bytes);
    at = read.end;
  }
}

/** The bytes of adjacent bytes literals of Python in parentheses behind `name` in code. */
export function decodePython(code: string, name: string): Uint8Array {
  const source = code.slice(code.indexOf(`${name} = (`) + name.length + 4);
  const bytes: number[] = [];
  for (let at = 0; ; at++) {
    if (source[at] === ')') return Uint8Array.from(bytes);
    if (source[at] !== 'b') {
      assert.match(source[at] ?? 'end', /^[ \n]$/);
      continue;
    }
    assert.equal(source[++at], "'");
    for (at++; source[at] !== "'"; at++) {
      if (source[at] !== '\\') {
        bytes.push(printable(source.charCodeAt(at)));
        continue;
      }
      const escape = source[++at] ?? '';
      if (escape === 'x') bytes.push(Number.parseInt(source.slice(at + 1, (at += 2) + 1), 16));
      else bytes.push(escapes[escape] ?? assert.fail(`\\${escape}`));
    }
  }
}

const escapes: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, '"': 34, "'": 39, '\\': 92, '?': 63 };

interface Read {
  readonly bytes: Uint8Array;
  readonly end: number;
}

function ordinary(source: string, start: number): Read {
  const bytes: number[] = [];
  let at = start;
  for (; source[at] !== '"'; at++) {
    assert.notEqual(source.slice(at, at + 2), '??', 'the beginning of a trigraph');
    if (source[at] !== '\\') {
      bytes.push(printable(source.charCodeAt(at)));
      continue;
    }
    const escape = source[++at] ?? '';
    const [octal] = /^[0-7]{1,3}/.exec(source.slice(at, at + 3)) ?? [];
    if (octal === undefined) bytes.push(escapes[escape] ?? assert.fail(`\\${escape}`));
    else {
      bytes.push(Number.parseInt(octal, 8));
      at += octal.length - 1;
    }
  }
  return { bytes: Uint8Array.from(bytes), end: at + 1 };
}

function raw(source: string, start: number): Read {
  const open = source.indexOf('(', start);
  const delimiter = source.slice(start, open);
  assert.match(delimiter, /^[a-z0-9]{0,16}$/);
  const close = source.indexOf(`)${delimiter}"`, open);
  const text = source.slice(open + 1, close);
  assert.doesNotMatch(text, /[\n\r]/);
  return { bytes: encoder.encode(text), end: close + delimiter.length + 2 };
}

function printable(code: number): number {
  assert.ok(code >= 0x20 && code < 0x7f, `a character ${code} in a literal`);
  return code;
}
