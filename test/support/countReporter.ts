import path from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { addCounts, noCounts, type Counts } from './counts.ts';

/**
 * A reporter for `node --test` that writes one JSON object, {@link Counts}, when the run has ended.
 * A file that holds no test counts as nothing, and a suite only where it failed by itself, such as in a hook.
 */
export async function* countReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let counts = noCounts;
  for await (const event of events) counts = addCounts(counts, { ...noCounts, ...countOf(event) });
  yield `${JSON.stringify(counts)}\n`;
}

// Node takes a reporter from a module's default export.
// oxlint-disable-next-line import/no-default-export
export default countReporter;

function countOf(event: TestEvent): Partial<Counts> {
  if (event.type !== 'test:pass' && event.type !== 'test:fail') return {};
  const { name, file, skip, todo, details } = event.data;
  const isSuite = details.type === 'suite';
  if (event.type === 'test:fail' && todo === undefined) return isSuite && hasFailedTests(details) ? {} : { failed: 1 };
  if (isSuite || (file !== undefined && path.resolve(name) === file)) return {};
  return skip === undefined && todo === undefined ? { passed: 1 } : { skipped: 1 };
}

function hasFailedTests(details: object): boolean {
  return 'error' in details && (details.error as { failureType?: string }).failureType === 'subtestsFailed';
}
