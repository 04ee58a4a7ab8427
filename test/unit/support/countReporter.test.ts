import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { countsText, reasonsText, type Counts } from '../../support/counts.ts';
import { projectPath } from '../../support/projectPaths.ts';

const cases: readonly { name: string; code: string; counts: Omit<Counts, 'reasons'>; reasons?: Counts['reasons'] }[] = [
  { name: 'tests', code: `it('a', () => {}); it('b', () => { throw new Error('b'); });`, counts: { passed: 1, failed: 1, skipped: 0 } },
  {
    name: 'tests within tests',
    code: `it('a', async (t) => { await t.test('b', () => {}); });`,
    counts: { passed: 2, failed: 0, skipped: 0 },
  },
  { name: 'no suites', code: `describe('s', () => { it('a', () => {}); });`, counts: { passed: 1, failed: 0, skipped: 0 } },
  {
    name: 'a suite’s failure only once',
    code: `describe('s', () => { it('a', () => { throw 1; }); });`,
    counts: { passed: 0, failed: 1, skipped: 0 },
  },
  {
    name: 'a hook that fails',
    code: `describe('s', () => { after(() => { throw 1; }); it('a', () => {}); });`,
    counts: { passed: 1, failed: 1, skipped: 0 },
  },
  {
    name: 'skipped tests',
    code: `it('a', { skip: true }, () => {}); it('b', { todo: true }, () => {});`,
    counts: { passed: 0, failed: 0, skipped: 2 },
    reasons: { 'not for this system': 1, 'still to be done': 1 },
  },
  {
    name: 'what tests and suites were skipped for',
    code: `for (const a of 'ab') it(a, { skip: 'no c' }, () => {}); describe('s', { skip: 'no d' }, () => { it('e', () => {}); });`,
    counts: { passed: 0, failed: 0, skipped: 3 },
    reasons: { 'no c': 2, 'no d': 1 },
  },
  { name: 'a file without tests as nothing', code: '', counts: { passed: 0, failed: 0, skipped: 0 } },
  { name: 'a file that cannot be loaded', code: `throw new Error('no');`, counts: { passed: 0, failed: 1, skipped: 0 } },
  {
    name: 'a file that ends its process',
    code: `it('a', () => {}); setImmediate(() => process.exit(3));`,
    counts: { passed: 1, failed: 1, skipped: 0 },
  },
];

describe('the counting reporter counts', () => {
  for (const { name, code, counts, reasons = {} } of cases)
    it(name, async () => assert.deepEqual(await countsOf(code), { ...counts, reasons }));
});

describe('what was not tested', () => {
  it('is said with the most frequent reason first', () => {
    assert.deepEqual(reasonsText({ reasons: { 'no c': 2, 'no d': 12 } }), ['   12 skipped: no d', '    2 skipped: no c']);
  });
});

describe('the last line of a run', () => {
  it('names skipped tests only where there are any', () => {
    assert.equal(countsText({ passed: 3, failed: 0, skipped: 0 }), '3 passed, 0 failed');
    assert.equal(countsText({ passed: 3, failed: 1, skipped: 2 }), '3 passed, 1 failed, 2 skipped');
  });
});

async function countsOf(code: string): Promise<unknown> {
  const folder = await mkdtemp(path.join(tmpdir(), 'counts-'));
  try {
    const file = path.join(folder, 'file.test.mjs');
    await writeFile(file, `import { after, describe, it } from 'node:test';\n${code}\n`);
    const reporter = projectPath('test', 'support', 'countReporter.ts');
    return JSON.parse(await output([`--test-reporter=${reporter}`, '--test-reporter-destination=stdout', '--test', file]));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What Node writes; an exit code other than 0 is expected. A test runner inside a test runner would report to the outer one. */
function output(args: readonly string[]): Promise<string> {
  const { NODE_TEST_CONTEXT: _outer, ...env } = process.env;
  return new Promise((resolve) => execFile(process.execPath, args, { env }, (_error, stdout) => resolve(stdout)));
}
