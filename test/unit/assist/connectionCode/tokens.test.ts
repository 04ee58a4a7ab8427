import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { connectionCode, type ConnectionLanguage } from '../../../../src/assist/connectionCode/connectionCode.ts';
import { decodeC } from '../copyAs/decode.ts';
import { legacyArgument, powerShellStringValue } from './powerShell.ts';
import { target } from './target.ts';

const odd = [
  "'",
  '"',
  '\\',
  '\\\\"',
  'a b\\',
  'a b\\\\',
  '\\"',
  "'\\''",
  '$(id)',
  '`id`',
  '${HOME}',
  '%PATH%',
  '!!',
  '-P',
  '#',
  ' x ',
  '??/',
  '%s',
  '*/',
  '//',
  '\u2019\u2018',
  '„“',
  'é',
  '\u{1f600}',
  'MP$08VKz!8rXwnR-Q*',
  '()&?+@*',
  '{"a":1}',
  ': #',
];
const anyToken = fc.oneof(
  fc.string({ unit: 'grapheme-composite', minLength: 1 }),
  fc.string({ unit: 'grapheme-ascii', minLength: 1 }),
  fc.array(fc.constantFrom(...odd), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')),
);
/** Every one alone, and a few hundred by chance: a program is started once for all of them. */
const tokens = [...odd, ...fc.sample(anyToken, 400)];

/** The line of the code that sets the token. */
function lineOf(language: ConnectionLanguage, begin: string, token: string): string {
  const line = connectionCode(language, { ...target, token })
    .split('\n')
    .find((candidate) => candidate.startsWith(begin));
  assert.ok(line !== undefined);
  return line;
}

/** What a program prints, each token followed by a NUL. */
function printed(program: string, args: readonly string[], input?: string): string[] {
  const output = execFileSync(program, args, { encoding: 'utf8', ...(input === undefined ? {} : { input }), maxBuffer: 1e8 });
  return output.split('\0').slice(0, -1);
}

function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}

describe('any token is in the code', () => {
  it('for bash', { skip: !isInstalled('bash') && 'bash is not installed' }, () => {
    const script = tokens.map((token) => `${lineOf('bash', 'token=', token)}\nprintf '%s\\0' "$token"`).join('\n');
    assert.deepEqual(printed('bash', ['-s'], script), tokens);
  });

  it('for Python', { skip: !isInstalled('python3') && 'python3 is not installed' }, () => {
    const lines = tokens.map((token) => `${lineOf('python', 'TOKEN = ', token)}\nsys.stdout.buffer.write((TOKEN + "\\0").encode())`);
    assert.deepEqual(printed('python3', ['-c', 'import sys; exec(sys.stdin.read())'], lines.join('\n')), tokens);
  });

  it('for Node', () => {
    const lines = tokens.map((token) => `{ ${lineOf('node', 'const token = ', token)} process.stdout.write(token + '\\0'); }`);
    assert.deepEqual(printed(process.execPath, ['-'], lines.join('\n')), tokens);
  });

  it('for wiotp-sdk', { skip: spawnSync('python3', ['-c', 'import yaml']).status !== 0 && 'PyYAML is not installed' }, () => {
    const lines = tokens.map((token) => lineOf('deviceYaml', '  token: ', token).replace('token:', '-'));
    const program = 'import sys, yaml\nfor t in yaml.safe_load(sys.stdin.buffer.read()): sys.stdout.buffer.write((t + "\\0").encode())';
    assert.deepEqual(printed('python3', ['-c', program], lines.join('\n')), tokens);
  });

  for (const language of ['arduino', 'espIdf'] as const) {
    it(`for ${language}`, () => {
      for (const token of tokens)
        assert.equal(Buffer.from(decodeC(connectionCode(language, { ...target, token }), 'token')).toString(), token);
    });
  }

  it('for a compiler of C', { skip: !isInstalled('gcc') && 'gcc is not installed' }, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'connection-code-'));
    try {
      const declarations = tokens.map((token, at) => {
        const code = connectionCode('espIdf', { ...target, token });
        return /static const char token\[\] =\n[^;]*(?:;(?!\n)[^;]*)*;\n/.exec(code)?.[0].replace('token[]', `t${at}[]`) ?? '';
      });
      const prints = tokens.map((_, at) => `fwrite(t${at}, 1, sizeof t${at}, stdout);`);
      const source = `#include <stdio.h>\n${declarations.join('')}int main(void) { ${prints.join('\n')} return 0; }`;
      const [file, program] = [path.join(folder, 'tokens.c'), path.join(folder, 'tokens')];
      writeFileSync(file, source);
      execFileSync('gcc', ['-trigraphs', '-w', '-o', program, file]);
      assert.deepEqual(printed(program, []), tokens);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('for PowerShell, in what it hands to a program', () => {
    for (const token of tokens) {
      const literal = lineOf('powerShell', '$token = ', token).slice('$token = '.length);
      assert.equal(legacyArgument(powerShellStringValue(literal)), token);
    }
  });
});
