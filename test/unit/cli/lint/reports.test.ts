import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { PlacedProblem } from '../../../../src/cli/lint/fileResult.ts';
import { reportWriter } from '../../../../src/cli/lint/reports.ts';

const problem: PlacedProblem = {
  rule: 'dm/lifetime',
  severity: 'error',
  message: 'It is wrong.',
  line: 2,
  column: 3,
  endLine: 2,
  endColumn: 5,
  related: [],
};
const totals = { files: 2, errors: 1, warnings: 2, skipped: 0, unreadable: [] };
const base = join(import.meta.dirname, 'base');

function github(path: string, changes: Partial<PlacedProblem> = {}): string {
  return reportWriter('github', base).file({ path, kind: null, problems: [{ ...problem, ...changes }] }, true);
}

describe('the GitHub format', () => {
  for (const [what, annotation, expected] of [
    ['an error', github('a.json'), '::error file=a.json,line=2,endLine=2,col=3,endColumn=5,title=dm/lifetime::It is wrong.\n'],
    [
      'a warning',
      github('a.json', { severity: 'warning' }),
      '::warning file=a.json,line=2,endLine=2,col=3,endColumn=5,title=dm/lifetime::It is wrong.\n',
    ],
    [
      'a hint',
      github('a.json', { severity: 'hint' }),
      '::notice file=a.json,line=2,endLine=2,col=3,endColumn=5,title=dm/lifetime::It is wrong.\n',
    ],
    ['several lines', github('a.json', { endLine: 4 }), '::error file=a.json,line=2,endLine=4,title=dm/lifetime::It is wrong.\n'],
    [
      'a message',
      github('a', { message: '50% :, \r\n::error::x' }),
      '::error file=a,line=2,endLine=2,col=3,endColumn=5,title=dm/lifetime::50%25 :, %0D%0A::error::x\n',
    ],
    [
      'a path',
      github('a:b,c%\nd.json'),
      '::error file=a%3Ab%2Cc%25%0Ad.json,line=2,endLine=2,col=3,endColumn=5,title=dm/lifetime::It is wrong.\n',
    ],
    [
      'an absolute path',
      github(join(base, 'x', 'y.json')),
      '::error file=x/y.json,line=2,endLine=2,col=3,endColumn=5,title=dm/lifetime::It is wrong.\n',
    ],
  ] as const) {
    it(`writes ${what} so that a workflow understands it`, () => assert.equal(annotation, expected));
  }
});

describe('the text format', () => {
  it('puts what belongs to a problem below it', () => {
    const related = [{ message: 'This is answered.', line: 1, column: 1 }];
    const text = reportWriter('text', base).file({ path: 'a', kind: null, problems: [{ ...problem, related }] }, true);
    assert.equal(text, 'a:2:3 error dm/lifetime It is wrong.\n  a:1:1 This is answered.\n');
  });

  for (const [changes, line] of [
    [{}, '1 error and 2 warnings in 2 files.\n'],
    [{ files: 1, errors: 0, warnings: 1, skipped: 1 }, '0 errors and 1 warning in 1 file; 1 other file skipped.\n'],
    [{ files: 0, skipped: 3, unreadable: ['x'] }, '1 error and 2 warnings in 0 files; 3 other files skipped; 1 could not be checked.\n'],
  ] as const) {
    it(`ends with "${line.trim()}"`, () => assert.equal(reportWriter('text', base).end({ ...totals, ...changes }), line));
  }
});

describe('the JSON format', () => {
  const plain = { rule: 'dm/lifetime', severity: 'error', message: 'It is wrong.', line: 2, column: 3, endLine: 2, endColumn: 5 };

  it('is one object, however many files there are', () => {
    const { begin, file, end } = reportWriter('json', base);
    const result = { path: 'a\u2028', kind: null, problems: [problem] };
    for (const pieces of [[], [file(result, true)], [file(result, true), file(result, false)]]) {
      assert.deepEqual(JSON.parse([begin, ...pieces, end({ ...totals, unreadable: ['b'] })].join('')), {
        files: pieces.map(() => ({ path: 'a\u2028', kind: null, problems: [plain] })),
        errors: 1,
        warnings: 2,
        unreadable: ['b'],
      });
    }
  });
});
