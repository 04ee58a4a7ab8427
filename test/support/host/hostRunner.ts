/** Runs inside the extension host: the module at `extensionTestsPath`. */
import { readdirSync, writeFileSync } from 'node:fs';
import { findSourceMap } from 'node:module';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { run as runTests } from 'node:test';
import { spec, type TestEvent } from 'node:test/reporters';
import { countReporter } from '../countReporter.ts';
import type { Counts } from '../counts.ts';
import { lastTest } from './lastTest.ts';

/**
 * Runs all bundled tests in this process and writes `report.txt` and `counts.json` next to this module.
 * @throws Error when a test failed; VS Code then ends with code 1.
 */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const tests = path.join(__dirname, 'tests');
  const names = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  const files = [...names.toSorted().map((name) => path.join(tests, name)), path.join(__dirname, 'last.js')];
  const events = await allEvents(runTests({ files, isolation: 'none', timeout: 60_000 }));
  const report = await text(Readable.from(events).compose(new spec()));
  writeFileSync(path.join(__dirname, 'report.txt'), inSources(report, tests));
  const counts = await text(Readable.from(countReporter(Readable.from(events))));
  writeFileSync(path.join(__dirname, 'counts.json'), counts);
  const { failed } = JSON.parse(counts) as Counts;
  if (failed > 0) throw new Error(`${failed} failed`);
}

/**
 * The events up to the last test's. A run within a process ends when the process has nothing to do any more,
 * which an extension host never sees.
 */
async function allEvents(stream: AsyncIterable<TestEvent>): Promise<TestEvent[]> {
  const events: TestEvent[] = [];
  for await (const event of stream) {
    if (event.data !== undefined && 'name' in event.data && event.data.name === lastTest) {
      if (event.type === 'test:pass') break;
    } else events.push(event);
  }
  return events;
}

/** Points places in the bundled tests to their sources: VS Code makes stack traces in a way of its own, without source maps. */
function inSources(report: string, tests: string): string {
  const place = /[^\s()]*[\\/]tests[\\/](\S+\.js):(\d+):(\d+)/g;
  return report.replaceAll(place, (found, name: string, line: string, column: string) => {
    const origin = findSourceMap(path.join(tests, name))?.findOrigin(Number(line), Number(column));
    return origin !== undefined && 'fileName' in origin ? `${origin.fileName}:${origin.lineNumber}:${origin.columnNumber}` : found;
  });
}
