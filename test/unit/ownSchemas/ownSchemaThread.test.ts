import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { OwnSchemaThread } from '../../../src/ownSchemas/ownSchemaThread.ts';
import type { OwnSchema, SchemaReport } from '../../../src/lint/own/ownSchemas.ts';
import { schemaFile } from '../../support/ownSchemas/checked.ts';
import { soon } from '../../support/platform/soon.ts';
import { until } from '../../support/until.ts';
import { projectPath } from '../../support/projectPaths.ts';

const program = projectPath('src', 'ownSchemas', 'main.ts');
const breaking = projectPath('test', 'unit', 'ownSchemas', 'breakingThread.ts');

interface Bench {
  readonly thread: OwnSchemaThread;
  /** Everything that was reported, newest last. */
  readonly reports: (readonly SchemaReport[])[];
  /** The next report. */
  readonly next: () => Promise<readonly SchemaReport[]>;
  /** What is said about a payload, by the number of problems of each schema file that is named. */
  readonly messages: (topic: string, payload: unknown) => Promise<readonly string[]>;
}

function bench(context: TestContext, schemas: readonly OwnSchema[], options: { readonly program?: string } = {}): Bench {
  const reports: (readonly SchemaReport[])[] = [];
  let heard = Promise.withResolvers<readonly SchemaReport[]>();
  const thread = new OwnSchemaThread({
    program,
    ...options,
    reported: (report) => {
      reports.push(report);
      heard.resolve(report);
      heard = Promise.withResolvers();
    },
  });
  context.after(() => thread.dispose());
  if (schemas.length > 0) thread.configure(schemas);
  return {
    thread,
    reports,
    next: () => soon('a report about the schemas', heard.promise),
    messages: async (topic, payload) => {
      const problems = await soon('a verdict', thread.check(topic, typeof payload === 'string' ? payload : JSON.stringify(payload)));
      return problems.map(({ message }) => message);
    },
  };
}

function rulesOf(reports: readonly SchemaReport[] | undefined): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries((reports ?? []).map(({ path, problems }) => [path, problems.map(({ rule }) => rule)]));
}

const number = schemaFile('number.json', { type: 'number' }, 'n/#');
/** Backtracks for years on what {@link evil} holds. */
const slow = schemaFile('slow.json', { properties: { a: { pattern: '^(a+)+$' } } }, 's/#');
const evil = { a: `${'a'.repeat(60)}!` };

test('each topic is checked against the schemas whose filters catch it, in the order of places', async (context) => {
  const { messages } = bench(context, [
    schemaFile('all.json', { properties: { b: { type: 'null' } } }, '#'),
    schemaFile('one.json', { properties: { a: { type: 'null' } } }, 'x/+'),
    schemaFile('two.json', { properties: { a: { type: 'null' } } }, 'y'),
    schemaFile('all.json', { properties: { b: { type: 'null' } } }, 'x/y'),
  ]);
  const payload = { a: 1, b: 2 };
  const named = async (topic: string): Promise<readonly (string | undefined)[]> =>
    (await messages(topic, payload)).map((message) => /\w+\.json/.exec(message)?.[0]);
  assert.deepEqual(await named('x/y'), ['one.json', 'all.json']);
  assert.deepEqual(await named('y'), ['two.json', 'all.json']);
  assert.deepEqual(await named('z'), ['all.json']);
  assert.deepEqual(await messages('$SYS/x', payload), []);
  assert.deepEqual(await messages('z', 'no JSON'), []);
});

test('nothing is started without schemas', async (context) => {
  const { thread, reports, messages } = bench(context, [], { program: 'nowhere.js' });
  assert.deepEqual(await messages('n', 1), []);
  thread.configure([]);
  assert.deepEqual(await messages('n', 1), []);
  assert.deepEqual(reports, [[]]);
});

test('what is wrong with schema files is reported, every file each time', async (context) => {
  const broken = schemaFile('broken.json', '{"type": "nummer"}', 'b');
  const filter = schemaFile('filter.json', {}, 'a/#/b');
  const { next, thread } = bench(context, [number, broken, filter]);
  assert.deepEqual(rulesOf(await next()), { 'number.json': [], 'broken.json': ['own/schema-broken'], 'filter.json': ['own/filter'] });
  thread.configure([number, { ...broken, text: '{"type": "number"}' }]);
  assert.deepEqual(rulesOf(await next()), { 'number.json': [], 'broken.json': [] });
});

test('a pattern that never ends costs its schema, is reported, and others go on', async (context) => {
  const { messages, reports, next } = bench(context, [number, slow]);
  await next();
  const verdicts = await Promise.all([
    messages('n/1', '"before"'),
    messages('s/1', evil),
    messages('n/2', '"behind"'),
    messages('s/2', { a: 'aaa' }),
  ]);
  assert.deepEqual(
    verdicts.map(({ length }) => length),
    [1, 0, 1, 0],
  );
  assert.deepEqual(rulesOf(reports.at(-1)), { 'number.json': [], 'slow.json': ['own/schema-slow'] });
  assert.match(reports.at(-1)?.[1]?.problems[0]?.message ?? '', /"s\/1" took more than 250 ms/);
  assert.deepEqual(await messages('s/3', evil), [], 'it is switched off');
  assert.equal((await messages('n/3', '"x"')).length, 1);
});

test('two that never end cost both, and the third goes on', async (context) => {
  const other = { ...slow, path: 'other.json', filter: '#' };
  const { messages, reports } = bench(context, [slow, other, number]);
  assert.deepEqual(await messages('s/1', evil), []);
  assert.deepEqual(rulesOf(reports.at(-1)), { 'slow.json': ['own/schema-slow'], 'other.json': ['own/schema-slow'], 'number.json': [] });
  assert.equal((await messages('n/1', '"x"')).length, 1);
});

test('a schema that was stopped stays off until its text changes', async (context) => {
  const { messages, thread, next } = bench(context, [slow]);
  await messages('s/1', evil);
  thread.configure([slow, number]);
  assert.deepEqual(rulesOf(await next()), { 'slow.json': ['own/schema-slow'], 'number.json': [] });
  const mended = schemaFile('slow.json', { properties: { a: { pattern: '^a+$' } } }, 's/#');
  thread.configure([mended, number]);
  assert.deepEqual(rulesOf(await next()), { 'slow.json': [], 'number.json': [] });
  assert.equal((await messages('s/1', evil)).length, 1);
});

test('a schema that takes too long to prepare is stopped, too', async (context) => {
  // Checks of the draft's own schema are quick; what takes its time is to compile each of these into code.
  const properties = Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`p${at}`, { type: 'object', required: ['a', 'b'] }]));
  const huge = schemaFile('huge.json', { properties, patternProperties: properties, dependentSchemas: properties }, 'h');
  const { messages, reports } = bench(context, [huge, number]);
  assert.equal((await messages('n/1', '"x"')).length, 1);
  assert.deepEqual(rulesOf(reports.at(-1)), { 'huge.json': ['own/schema-slow'], 'number.json': [] });
  assert.match(reports.at(-1)?.[0]?.problems[0]?.message ?? '', /^Preparing this schema/);
});

test('many checks in flight come back in their order', async (context) => {
  const { thread } = bench(context, [number]);
  const order: number[] = [];
  const checks = Array.from({ length: 1_000 }, async (_, at) => {
    const [problem] = await thread.check('n', at % 2 === 0 ? '1' : '"x"');
    assert.equal(problem !== undefined, at % 2 === 1);
    order.push(at);
  });
  assert.equal(thread.waiting > 0, true);
  await soon('all verdicts', Promise.all(checks));
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  );
  assert.equal(thread.waiting, 0);
});

test('a program that cannot be started is told in every schema file, and tried again with other schemas', async (context) => {
  const { messages, next, thread } = bench(context, [number], { program: projectPath('src', 'ownSchemas', 'nowhere.ts') });
  const report = await next();
  assert.deepEqual(rulesOf(report), { 'number.json': ['own/not-checked'] });
  assert.match(report[0]?.problems[0]?.message ?? '', /nowhere/);
  assert.deepEqual(await messages('n', '"x"'), []);
  thread.configure([number, slow]);
  assert.deepEqual(rulesOf(await next()), { 'number.json': ['own/not-checked'], 'slow.json': ['own/not-checked'] });
});

test('a check that breaks the thread costs its schema, and others go on', async (context) => {
  const text = schemaFile('text.json', { type: 'string' }, 't');
  const { messages, reports } = bench(context, [text, number], { program: breaking });
  const verdicts = await Promise.all([messages('n', '"x"'), messages('t', '"die at work"'), messages('n', '"x"')]);
  assert.deepEqual(
    verdicts.map(({ length }) => length),
    [1, 0, 1],
  );
  assert.deepEqual(rulesOf(reports.at(-1)), { 'text.json': ['own/schema-slow'], 'number.json': [] });
  assert.match(reports.at(-1)?.[0]?.problems[0]?.message ?? '', /^Checking a message on "t" broke the thread/);
});

test('a thread that ends by itself is told in every schema file', async (context) => {
  const { messages, reports } = bench(context, [number], { program: breaking });
  assert.deepEqual(await messages('n', '"die"'), []);
  assert.deepEqual(rulesOf(reports.at(-1)), { 'number.json': ['own/not-checked'] });
  const { length } = reports;
  assert.deepEqual(await messages('n', '"x"'), []);
  assert.equal(reports.length, length, 'and only once');
});

test('a schema that changes while it is being stopped is not taken for the one that was', async (context) => {
  const { messages, thread, reports } = bench(context, [slow]);
  const stopped = messages('s/1', evil);
  await until('the check', () => (thread.waiting === 0 ? true : undefined));
  thread.configure([schemaFile('slow.json', { properties: { a: { pattern: '^a+$' } } }, 's/#')]);
  assert.equal((await stopped).length, 1, 'it is asked again, of the new text');
  assert.deepEqual(rulesOf(reports.at(-1)), { 'slow.json': [] });
});

test('checks that wait when the thread is disposed, or its last schema goes, find nothing', async (context) => {
  const { thread, messages } = bench(context, [slow]);
  const first = messages('s/1', evil);
  thread.configure([]);
  assert.deepEqual(await first, []);
  thread.configure([slow]);
  const second = messages('s/1', evil);
  thread.dispose();
  assert.deepEqual(await second, []);
  assert.deepEqual(await messages('s/1', evil), []);
});

test('payloads that are nested 10,000 deep or break a rule many times do no harm', async (context) => {
  const { messages } = bench(context, [
    schemaFile('tree.json', { properties: { a: { $ref: '#' } }, additionalProperties: false }, 't'),
    schemaFile('list.json', { items: { type: 'null' } }, 'l'),
  ]);
  const deep = `${'{"a":'.repeat(10_000)}{}${'}'.repeat(10_000)}`;
  assert.match((await messages('t', deep)).join(), /^(|The payload cannot be checked against tree\.json: it is nested too deep\.)$/);
  assert.equal(
    (
      await messages(
        'l',
        Array.from({ length: 10_000 }, () => 1),
      )
    ).length,
    101,
  );
  assert.equal((await messages('l', '[1]')).length, 1);
});

test('a listener that throws costs no check, and its error becomes a warning', async (context) => {
  const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
  const reported = (): never => {
    throw new Error('The listener is broken');
  };
  const thread = new OwnSchemaThread({ program, reported });
  context.after(() => thread.dispose());
  thread.configure([number]);
  for (const round of ['first', 'second']) {
    const problems = await soon(`the ${round} verdict`, thread.check('n/1', '"text"'));
    assert.deepEqual(
      problems.map(({ rule }) => rule),
      ['own/payload'],
    );
  }
  assert.equal((await soon('the warning', warned)).message, 'The listener is broken');
});
