import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LintBench } from '../../../../../src/engine/log/verdicts/lintBench.ts';
import type { JudgeBench } from '../../../../../src/engine/log/verdicts/judgeBench.ts';
import { openStore } from '../../../../../src/engine/store/openStore.ts';
import { defaultLintOptions, type LintOptions } from '../../../../../src/lint/options.ts';
import type { SchemaReport } from '../../../../../src/lint/own/ownSchemas.ts';
import { systemClock } from '../../../../../src/rpc/node/clock.ts';
import type { LogRow, TrafficRecord } from '../../../../../src/rpc/log/traffic.ts';
import { LogBench } from '../../../../support/engine/logBench.ts';
import { bytesOf, recorded } from '../../../../support/engine/messages.ts';
import { schemaFile } from '../../../../support/ownSchemas/checked.ts';
import { projectPath } from '../../../../support/projectPaths.ts';
import { tempFolder } from '../../../../support/tempFolder.ts';
import { until } from '../../../../support/until.ts';

const schemasProgram = projectPath('src', 'ownSchemas', 'main.ts');
const schema = schemaFile('status.json', { properties: { t: { type: 'number' }, a: { pattern: '^(a+)+$' } } }, 'iot-2/evt/#');

interface Bench {
  readonly log: LogBench;
  readonly folder: string;
  readonly grown: LogBench['grown'];
  readonly take: (...records: readonly TrafficRecord[]) => void;
  readonly close: () => void;
}

/** A log in a real file, judged by this. */
function onFile(context: TestContext, bench: JudgeBench): Bench {
  const folder = tempFolder(context);
  const log = new LogBench({ folder, bench, clock: systemClock });
  context.after(() => close());
  let isClosed = false;
  const close = (): void => {
    if (!isClosed) log.log.close();
    isClosed = true;
  };
  return { log, folder, grown: log.grown, take: (...records) => log.take(records), close };
}

interface OwnBench extends Bench {
  readonly reports: (readonly SchemaReport[])[];
}

/** The same with the real linter and the real thread of the user's own schemas. */
function withSchema(context: TestContext, options: LintOptions = defaultLintOptions): OwnBench {
  const reports: (readonly SchemaReport[])[] = [];
  const bench = new LintBench((report) => reports.push(report));
  context.after(() => bench.dispose());
  bench.configure({ options, schemas: [schema], schemasProgram });
  return { ...onFile(context, bench), reports };
}

function untilTrue(what: string, holds: () => boolean): Promise<true> {
  return until(what, () => (holds() ? true : undefined));
}

function verdict(row: LogRow | undefined): readonly unknown[] {
  return [row?.severity, row?.problems];
}

test('what an own schema finds comes to the row later, is announced, and is in the file', async (context) => {
  const { log, folder, take, grown, close } = withSchema(context);
  take(recorded({ payload: bytesOf({ t: '21' }) }), recorded({ payload: bytesOf({ t: 21 }) }));
  await untilTrue('the verdict', () => log.rows(1, 1)[0]?.problems === 1);
  assert.deepEqual(log.rows(1, 2).map(verdict), [
    ['error', 1],
    [undefined, 0],
  ]);
  assert.equal(log.reader.extent.revision, 1);
  await untilTrue('the news', () => grown.at(-1)?.extent.revision === 1);
  close();
  const { store } = openStore(folder);
  assert.deepEqual(
    store.rows(1, 3).map(({ severity, problems }) => [severity, problems]),
    [
      ['error', 1],
      [null, 0],
    ],
  );
  store.flush();
  store.abandon();
});

test('it adds to what the linter found', async (context) => {
  const { log, take } = withSchema(context);
  take(recorded({ payload: bytesOf({ t: '21' }), retain: true }));
  assert.deepEqual(verdict(log.rows(1, 1)[0]), ['warning', 1]);
  await untilTrue('the verdict', () => log.rows(1, 1)[0]?.problems === 2);
  assert.deepEqual(verdict(log.rows(1, 1)[0]), ['error', 2]);
  const { findings } = (await log.message(1)) ?? assert.fail();
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ['message/retained', 'own/payload'],
  );
  assert.match(findings[1]?.message ?? '', /status\.json/);
});

test('the user decides how severe it is', async (context) => {
  const { log, take } = withSchema(context, { ...defaultLintOptions, rules: { 'own/payload': 'hint' } });
  take(recorded({ payload: bytesOf({ t: '21' }) }));
  await untilTrue('the verdict', () => log.rows(1, 1)[0]?.problems === 1);
  assert.deepEqual(verdict(log.rows(1, 1)[0]), ['hint', 1]);
});

test('a schema that is too slow is reported, and the log goes on', async (context) => {
  const { log, take, reports } = withSchema(context);
  take(recorded({ payload: bytesOf({ a: `${'a'.repeat(60)}!` }) }), recorded({ payload: bytesOf({ t: '21' }) }));
  const isStopped = (): boolean => reports.at(-1)?.[0]?.problems[0]?.rule === 'own/schema-slow';
  await untilTrue('the report', isStopped);
  assert.deepEqual(log.rows(1, 2).map(verdict), [
    [undefined, 0],
    [undefined, 0],
  ]);
});

test('messages that come faster than they can be checked are counted in the reports', async (context) => {
  const { take, reports } = withSchema(context);
  take(...Array.from({ length: 10_500 }, () => recorded()));
  const said = (): string => reports.at(-1)?.[0]?.problems[0]?.message ?? '';
  await untilTrue('the report', () => said().startsWith('500 messages in the traffic log could not be checked'));
});

/** A judge of its own time, for one message. */
function lateBench(): { readonly bench: JudgeBench; readonly find: (count: number) => void } {
  const late = Promise.withResolvers<readonly { rule: string; severity: 'error'; message: string }[]>();
  const find = (count: number): void => late.resolve(Array.from({ length: count }, () => ({ rule: 'r', severity: 'error', message: 'm' })));
  return { bench: { judge: () => [], own: () => late.promise }, find };
}

test('a verdict without problems changes nothing', async (context) => {
  const { bench, find } = lateBench();
  const { log, take } = onFile(context, bench);
  take(recorded());
  find(0);
  await log.message(1);
  assert.equal(log.reader.extent.revision, undefined);
});

test('a verdict about a message that is gone does no harm, nor one after the log was closed', async (context) => {
  for (const end of ['clear', 'close'] as const) {
    const { bench, find } = lateBench();
    const { log, take, close } = onFile(context, bench);
    take(recorded());
    if (end === 'clear') log.log.clear();
    else close();
    find(3);
    await Promise.resolve();
    if (end === 'clear') {
      take(recorded());
      await log.message(2);
      assert.deepEqual(
        log.rows(1, 5).map(({ seq }) => seq),
        [2],
      );
    }
  }
});

test('whoever sends the next batch is told that a verdict could not be had', async (context) => {
  const bench: JudgeBench = { judge: () => [], own: () => Promise.reject(new Error('Out of order')) };
  const { log, take } = onFile(context, bench);
  take(recorded());
  await assert.rejects(log.message(1), /Out of order/);
  assert.throws(() => take(recorded()), /own schemas say about a message could not be had or kept: Out of order/);
});
