import path from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { addCounts, noCounts, type Counts } from './counts.ts';

/**
 * A reporter for `node --test` that writes one JSON object, {@link Counts}, when the run has ended.
 * A file that holds no test counts as nothing, and a suite only where it failed by itself, such as in a hook, or was skipped as a whole.
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
  // A suite that is skipped never says what tests it has.
  if (isSuite && skip !== undefined) return skipped(skip);
  if (isSuite || (file !== undefined && path.resolve(name) === file)) return {};
  if (skip !== undefined) return skipped(skip);
  return todo === undefined ? { passed: 1 } : skipped('still to be done');
}

function skipped(reason: string | boolean): Partial<Counts> {
  return { skipped: 1, reasons: { [typeof reason === 'string' && reason !== '' ? reason : 'not for this system']: 1 } };
}

function hasFailedTests(details: object): boolean {
  return 'error' in details && (details.error as { failureType?: string }).failureType === 'subtestsFailed';
}
