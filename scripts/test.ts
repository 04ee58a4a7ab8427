/**
 * Builds, runs suites of tests one after the other and adds up what they counted: node scripts/test.ts [SUITE…]
 * The last line is `N passed, N failed`. Exits with 1 when a test failed, or a suite crashed or ran nothing.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { addCounts, countsText, noCounts, reasonsText, type Counts } from '../test/support/counts.ts';
import { packExtension } from '../test/support/packedExtension.ts';
import { cachePath, projectPath, projectRoot } from '../test/support/projectPaths.ts';

/** How each suite is run, in the order in which they are. Those with a browser take one file at a time. */
const suites = {
  unit: (counts: string) => nodeTest(counts, 'test/unit/**/*.test.ts'),
  webview: (counts: string) => nodeTest(counts, '--test-concurrency=1', 'test/webview/**/*.test.ts'),
  host: (counts: string) => ['scripts/testHost.ts', '--counts', counts],
  clients: (counts: string) => nodeTest(counts, '--test-concurrency=1', 'test/clients/**/*.test.ts'),
  e2e: (counts: string) => nodeTest(counts, '--test-concurrency=1', 'test/e2e/**/*.test.ts'),
} as const;

type Suite = keyof typeof suites;

interface Result {
  readonly suite: Suite;
  readonly counts: Counts;
  readonly seconds: number;
  /** Why the suite counts as failed although no test of it did. */
  readonly fault?: string;
}

const chosen = chooseSuites(process.argv.slice(2));
process.chdir(projectRoot);
build();
const results: Result[] = [];
for (const suite of chosen) results.push((await prepare(suite)) ?? runSuite(suite));
report(results);

/** Makes what a suite needs. A result when that failed, so that the other suites still run and count. */
async function prepare(suite: Suite): Promise<Result | undefined> {
  console.log(`\n== ${suite} ==`);
  if (suite !== 'e2e') return undefined;
  try {
    await packExtension();
    return undefined;
  } catch (error) {
    console.error(error);
    return { suite, counts: noCounts, seconds: 0, fault: 'the extension could not be packed' };
  }
}

function runSuite(suite: Suite): Result {
  const file = cachePath('counts', `${suite}.json`);
  mkdirSync(cachePath('counts'), { recursive: true });
  rmSync(file, { force: true });
  const begin = performance.now();
  const env = { ...process.env, WIOTP_DIST: projectPath('dist') };
  const { status, signal } = spawnSync(process.execPath, suites[suite](file), { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const seconds = (performance.now() - begin) / 1000;
  const counts = readCounts(file);
  if (counts === undefined) return { suite, counts: noCounts, seconds, fault: `it ended (${status ?? signal}) without counting` };
  if (status !== 0 && counts.failed === 0) return { suite, counts, seconds, fault: `it ended with ${status ?? signal}` };
  if (counts.passed + counts.failed + counts.skipped === 0) return { suite, counts, seconds, fault: 'it ran no test' };
  return { suite, counts, seconds };
}

/**
 * Prints the table, what was not tested for want of something, and the last line, and sets the exit code. A suite's own fault counts as
 * one failure.
 */
function report(results: readonly Result[]): void {
  console.log();
  for (const { suite, counts, seconds, fault } of results)
    console.log(
      `${suite.padEnd(9)}${`${seconds.toFixed(1)} s`.padStart(9)}   ${countsText(counts)}${fault === undefined ? '' : `; ${fault}`}`,
    );
  const faults: Counts = { ...noCounts, failed: results.filter(({ fault }) => fault !== undefined).length };
  const total = results.reduce((sum, { counts }) => addCounts(sum, counts), faults);
  const unproved = reasonsText(total);
  if (unproved.length > 0) console.log(`\nNot tested here:\n${unproved.join('\n')}`);
  console.log(`\n${countsText({ ...total, skipped: 0 })}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

function nodeTest(counts: string, ...args: readonly string[]): string[] {
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=./test/support/countReporter.ts'];
  return ['--test', ...reporters, `--test-reporter-destination=${counts}`, ...args];
}

function readCounts(file: string): Counts | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Counts;
  } catch {
    return undefined;
  }
}

/** What is tested is what ships, built from what is checked in: generated files that are stale have to show. */
function build(): void {
  const { status } = spawnSync(process.execPath, ['esbuild.mjs', '--production', '--no-generate'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exit(1);
}

function chooseSuites(names: readonly string[]): Suite[] {
  const all = Object.keys(suites) as Suite[];
  const unknown = names.find((name) => !(all as string[]).includes(name));
  if (unknown !== undefined) {
    console.error(`There is no suite "${unknown}"; there are ${all.join(', ')}.`);
    process.exit(2);
  }
  return names.length === 0 ? all : all.filter((suite) => names.includes(suite));
}
