import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { logServer } from '../../../../src/engine/log/logServer.ts';
import type { LogThreadCalls } from '../../../../src/engine/log/thread/logThreadContract.ts';
import { FailingDisk, full } from '../../../support/engine/failingDisk.ts';
import { packRecords } from '../../../support/engine/packRecords.ts';
import type { LogNewsItem } from '../../../../src/rpc/log/logCalls.ts';
import type { Server } from '../../../../src/rpc/contract.ts';
import { bytesOf, recorded } from '../../../support/engine/messages.ts';
import { noneLost } from '../../../support/engine/logBench.ts';
import { tempFolder } from '../../../support/tempFolder.ts';
import { until } from '../../../support/until.ts';

interface Bench {
  readonly log: Server<LogThreadCalls>;
  readonly folder: string;
  readonly news: LogNewsItem[];
}

function start(context: TestContext): Bench {
  const folder = tempFolder(context);
  const news: LogNewsItem[] = [];
  const ignore = (): void => undefined;
  const log = logServer({ grew: (_, item) => void news.push(item), exported: ignore, store: ignore, schemas: ignore });
  context.after(() => log.close());
  return { log, folder, news };
}

/** Puts so many events with a number into the log, on a hundred topics. */
async function fill(log: Server<LogThreadCalls>, count: number): Promise<void> {
  for (let from = 0; from < count; from += 1000) {
    const events = Array.from({ length: Math.min(1000, count - from) }, (_, at) =>
      recorded({ time: begun + from + at, topic: `iot-2/evt/e${at % 100}/fmt/json`, payload: bytesOf({ temp: from + at }) }),
    );
    await log.take(packRecords(events.map((record) => ({ record, at: 'session' }))), noneLost);
  }
}

const begun = Date.now();
const much = 60_000;
const source = { clientId: 'd:abc123:sensor:one', topic: 'iot-2/evt/e1/fmt/json', pointer: '/temp' };
const everything = { sources: [source], from: 0, points: 1000 };

/** Everything that reads many rows; those that cannot be done before the log is closed are `underway`. */
const readers = [
  ['findRow', 'underway', (log) => log.findRow('v', { seq: 0, direction: 'forward', filter: 'client:nobody' })],
  ['known', 'underway', (log) => log.known('live')],
  ['lookUp', 'underway', (log) => log.lookUp({ topic: 'iot-2/evt/none/fmt/json' })],
  ['series', 'underway', (log) => log.series('live', everything)],
  ['plotSources', 'underway', (log) => log.plotSources('live')],
  ['compareBoots', 'perhaps', (log) => log.compareBoots('live', much)],
  ['previousOfTopic', 'perhaps', (log) => log.previousOfTopic('live', much)],
  ['conversation', 'perhaps', (log) => log.conversation('live', much)],
  ['recentActions', 'perhaps', (log) => log.recentActions('live')],
  ['message', 'perhaps', (log) => log.message(much)],
] as const satisfies readonly (readonly [string, 'underway' | 'perhaps', (log: Server<LogThreadCalls>) => unknown])[];

for (const [end, close, why] of [
  ['is opened elsewhere', (log, folder) => log.openStore(join(folder, 'two')), /kept elsewhere/],
  ['is closed', (log) => log.close(), /its engine ends/],
] as const satisfies readonly (readonly [string, (log: Server<LogThreadCalls>, folder: string) => unknown, RegExp])[]) {
  test(`whoever reads while the log ${end} is told so`, async (context) => {
    const { log, folder } = start(context);
    await log.openStore(join(folder, 'one'));
    await fill(log, much);
    await log.openView('v', { log: 'live', filter: '' });
    const asked = readers.map(async ([, , ask]) => ask(log));
    const outcomes = Promise.allSettled(asked);
    await close(log, folder);
    for (const [at, outcome] of (await outcomes).entries()) {
      const [name, how] = readers[at] ?? assert.fail();
      if (outcome.status === 'fulfilled') assert.equal(how, 'perhaps', name);
      else assert.match(`${(outcome.reason as Error).name}: ${(outcome.reason as Error).message}`, why, name);
      if (outcome.status === 'rejected') assert.equal((outcome.reason as Error).name, 'Refusal', name);
    }
  });
}

test('an export from a log that is opened elsewhere fails with the reason, and leaves no file', async (context) => {
  const { log, folder } = start(context);
  await log.openStore(join(folder, 'one'));
  await fill(log, 5000);
  const file = join(folder, 'x.ndjson');
  const exported = Promise.resolve(log.exportLog('run', { log: 'live', form: 'ndjson', filter: '', file }));
  await log.openStore(join(folder, 'two'));
  const { phase, why } = await exported;
  assert.equal(phase, 'failed');
  assert.match(why ?? '', /kept elsewhere from now on/);
  assert.equal(existsSync(file), false);
});

test('an export from a log that is closed is stopped, and leaves no file', async (context) => {
  const { log, folder } = start(context);
  await fill(log, 5000);
  const file = join(folder, 'x.ndjson');
  const exported = Promise.resolve(log.exportLog('run', { log: 'live', form: 'ndjson', filter: '', file }));
  await log.close();
  assert.equal((await exported).phase, 'stopped');
  assert.equal(existsSync(file), false);
});

test('a recording of a log that is opened elsewhere has all that came before, and ends with the reason', async (context) => {
  const { log, folder, news } = start(context);
  await log.openStore(join(folder, 'one'));
  const file = join(folder, 'x.wiotp.jsonl');
  await log.startRecording({ file, filter: '' });
  await fill(log, 3000);
  await log.openStore(join(folder, 'two'));
  const failed = await until('the news that the recording ended', () => news.at(-1)?.recording?.failed);
  assert.match(failed, /kept elsewhere from now on/);
  const lines = readFileSync(file, 'utf8').split('\n');
  assert.deepEqual([lines.length, lines.at(-1)], [3002, ''], 'a header, every message, and nothing half');
  const state = await log.stopRecording();
  assert.deepEqual([state?.written, state?.failed], [3000, failed]);
  await fill(log, 1);
  await log.startRecording({ file: join(folder, 'y.wiotp.jsonl'), filter: '' });
  assert.equal((await log.stopRecording())?.failed, undefined);
});

test('views of a log that is opened elsewhere show the new one, and its recorder is told that it grew', async (context) => {
  const { log, folder, news } = start(context);
  await log.openStore(join(folder, 'one'));
  await fill(log, 10);
  await log.openView('v', { log: 'live', filter: 'dir:up' });
  await log.openStore(join(folder, 'two'));
  const { end } = await log.extent();
  assert.equal((await log.viewRows('v', 1, 10)).rows.length, 0);
  await fill(log, 3);
  assert.equal((await log.extent()).end, end + 3);
  await until('the view to grow', () => (news.at(-1)?.views['v']?.end === 4 ? true : undefined));
  await log.openStore(join(folder, 'one'));
  assert.equal((await log.extent()).end, 11, 'the first one is as it was');
});

test('what comes while a log is closed is kept by it', async (context) => {
  const { log, folder } = start(context);
  await log.openStore(join(folder, 'one'));
  await log.startRecording({ file: join(folder, 'x.wiotp.jsonl'), filter: '' });
  await fill(log, 100);
  const opening = log.openStore(join(folder, 'two'));
  await fill(log, 5);
  await opening;
  const { end: later } = await log.extent();
  await log.openStore(join(folder, 'one'));
  const { end: before } = await log.extent();
  assert.equal(before - 1 + later - 1, 105);
});

test('a log that is closed has no views any more', async (context) => {
  const { log } = start(context);
  await fill(log, 10);
  await log.openView('v', { log: 'live', filter: 'dir:up' });
  await log.close();
  await assert.rejects(async () => log.viewRows('v', 0, 1), /There is no view v/);
  await log.closeView('v');
});

test('a recording that begins while its log is closed ends with it, and says so', async (context) => {
  const { log, folder } = start(context);
  await log.openStore(join(folder, 'one'));
  const opening = log.openStore(join(folder, 'two'));
  await log.startRecording({ file: join(folder, 'x.wiotp.jsonl'), filter: '' });
  await opening;
  assert.match((await log.stopRecording())?.failed ?? '', /kept elsewhere/);
});

test('a log whose last rows cannot be written is closed, and the next one opens', async (context) => {
  const { log, folder } = start(context);
  const disk = new FailingDisk(context);
  await log.openStore(join(folder, 'one'));
  await fill(log, 10);
  disk.fail(/^BEGIN$/, full, 1);
  assert.deepEqual(await log.openStore(join(folder, 'two')), { file: join(folder, 'two', 'traffic.db') });
  await fill(log, 3);
  assert.deepEqual(await log.extent(), { first: 1, end: 4 });
  // Nobody holds the file of before any more.
  assert.deepEqual(await log.openStore(join(folder, 'one')), { file: join(folder, 'one', 'traffic.db') });
});
