import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { after, before, describe, it, type TestContext } from 'node:test';
import * as vscode from 'vscode';
import type { LogName } from '../../src/rpc/log/logCalls.ts';
import { commands, settings } from '../../src/workbench/ids.ts';
import { until } from '../support/until.ts';
import { FakePage } from './support/fakePage.ts';
import { TrafficBench } from './support/trafficBench.ts';

const transcript = [
  '{"device":{"typeId":"lamp","deviceId":"l-1","classId":"Device"}}',
  '{"topic":"iot-2/evt/a/fmt/json","payload":{"a":1}}',
  '{"topic":"iot-2/evt/b/fmt/json","payload":{"b":2}}',
  '{"topic":"iot-2/evt/a/fmt/json","payload":{"a":3}}',
  '',
].join('\n');

describe('traffic as files', () => {
  let bench: TrafficBench;
  let log: LogName;

  before(async () => {
    bench = await TrafficBench.start();
    const file = bench.file('lamp.wiotp.jsonl').fsPath;
    await writeFile(file, transcript);
    ({ log } = await (await bench.engine.calls()).ask('openLog', file));
  });
  after(() => bench.end());

  const lines = async (file: vscode.Uri): Promise<readonly string[]> => (await readFile(file.fsPath, 'utf8')).trimEnd().split(/\r?\n/);

  const forms = [
    { form: 'Device traffic', name: 'all.wiotp-traffic.ndjson', first: /"format":"wiotp-traffic"/ },
    { form: 'Transcript', name: 'all.wiotp.jsonl', first: /"deviceId":"l-1"/ },
    { form: 'CSV', name: 'all.csv', first: /^seq,/ },
  ];
  for (const { form, name, first } of forms) {
    it(`are exported in the form ${form}`, async (t) => {
      const file = bench.file(name);
      const window = await bench.run(t, commands.exportTraffic, [form, file], { log });
      assert.deepEqual(window.left, []);
      assert.match(window.shown.at(-1) ?? '', new RegExp(`^3 rows were exported into ${name}\\.`));
      assert.deepEqual(window.buttons, ['Open']);
      const written = await lines(file);
      assert.match(written[0] ?? '', first);
      assert.equal(written.length, 4);
    });
  }

  const parts = [
    { what: 'What the Filter Shows', place: { filter: 'topic:*/a/*' }, rows: 2 },
    { what: 'Everything', place: { filter: 'topic:*/a/*' }, rows: 3 },
    { what: 'The Selected Row', place: { seq: 2, filter: 'topic:*/a/*' }, rows: 1 },
    { what: 'The Selected Rows', place: { seq: 2, rows: { first: 1, end: 3 } }, rows: 2 },
    { what: 'The Selected Rows', place: { seq: 2, rows: { first: 2, end: 4 }, filter: 'topic:*/a/*' }, rows: 1 },
    { what: 'The Selected Row', place: { seq: 2, rows: { first: 3, end: 1 } }, rows: 1 },
    { what: 'The Selected Row', place: { seq: 2, rows: { first: '1', end: Infinity } }, rows: 1 },
    { what: 'The Selected Row and What Follows', place: { seq: 2 }, rows: 2 },
    { what: 'The Selected Row and What Follows', place: { seq: 2, filter: 'topic:*/a/*' }, rows: 1 },
  ];
  for (const { what, place, rows } of parts) {
    it(`are exported in part: ${what} of ${JSON.stringify(place)}`, async (t) => {
      const file = bench.file('part.csv');
      const window = await bench.run(t, commands.exportTraffic, [what, 'CSV', file], { log, ...place });
      assert.match(window.shown.at(-1) ?? '', new RegExp(`^${rows} rows were exported`));
      assert.equal((await lines(file)).length, rows + 1);
    });
  }

  it('are not exported where the user leaves, or the file cannot be written', async (t) => {
    const left = await bench.run(t, commands.exportTraffic, ['CSV', undefined], { log });
    assert.deepEqual(left.shown.slice(1), []);
    const failed = await bench.run(t, commands.exportTraffic, ['CSV', bench.file('gone/x.csv')], { log });
    assert.match(failed.shown.at(-1) ?? '', /x\.csv was not possible: it, or its folder, is not there.* The file is as it was\.$/);
  });

  it('stay as they were where the export is stopped', async (t) => {
    const file = bench.file('stopped.csv');
    await writeFile(file.fsPath, 'before');
    stopWhatRuns(t);
    const window = await bench.run(t, commands.exportTraffic, ['CSV', file], { log });
    assert.match(window.shown.at(-1) ?? '', /The export was stopped; stopped\.csv is as it was$/);
    assert.equal(await readFile(file.fsPath, 'utf8'), 'before');
    assert.deepEqual(
      (await readdir(bench.folder)).filter((name) => name.endsWith('.part')),
      [],
    );
  });

  it('of an empty log are not there to be exported', async (t) => {
    const window = await bench.run(t, commands.exportTraffic, [], { log: 'live' });
    assert.match(window.shown.at(-1) ?? '', /There is no traffic to export\./);
  });

  it('are opened as a log, and closed with their tab', async () => {
    const page = new FakePage();
    bench.host.showFile(bench.file('lamp.wiotp.jsonl'), page.panel);
    const status = await page.ask('show', 'topic:*/b/*');
    assert.deepEqual([status.file, status.log === log, status.pending], ['lamp.wiotp.jsonl', false, []]);
    assert.deepEqual(
      (await page.ask('rows', status.view.first, 10)).rows.map(({ topic }) => topic),
      ['iot-2/evt/b/fmt/json'],
    );
    assert.deepEqual(bench.host.place, { log: status.log, filter: 'topic:*/b/*' });
    await page.ask('chosen', { first: 1, end: 3 });
    assert.deepEqual(bench.host.place, { log: status.log, filter: 'topic:*/b/*', rows: { first: 1, end: 3 } });
    page.close();
    await assert.rejects((await bench.engine.calls()).ask('extent', status.log), /This log is closed/);
  });

  const unreadable = [
    { name: 'foreign.ndjson', content: 'hello', said: /is not how traffic begins/ },
    { name: 'gone.ndjson', content: undefined, said: /it, or its folder, is not there/ },
  ];
  for (const { name, content, said } of unreadable) {
    it(`say why they cannot be opened: ${name}`, async () => {
      const file = bench.file(name);
      if (content !== undefined) await writeFile(file.fsPath, content);
      const page = new FakePage();
      bench.host.showFile(file, page.panel);
      await assert.rejects(page.ask('show', ''), said);
      // It may be a good one when it is asked for again.
      await writeFile(file.fsPath, '{"format":"wiotp-traffic","version":1}\n');
      assert.equal((await page.ask('show', '')).file, name);
      page.close();
    });
  }

  it('hold what was recorded from the start to the stop', async (t) => {
    const file = bench.file('recorded.wiotp.jsonl');
    await bench.mark('before');
    const started = await bench.run(t, commands.startRecording, ['The First That Says Something', file]);
    assert.match(started.shown.at(-1) ?? '', /Recording into recorded\.wiotp\.jsonl$/);
    const again = await bench.run(t, commands.startRecording, ['The First That Says Something', bench.file('other.wiotp.jsonl')]);
    assert.match(again.shown.at(-1) ?? '', /is being recorded into recorded\.wiotp\.jsonl already/);
    const stopped = await bench.run(t, commands.stopRecording);
    assert.match(stopped.shown.at(-1) ?? '', /^0 messages and connection events were recorded into recorded\.wiotp\.jsonl\./);
    const nothing = await bench.run(t, commands.stopRecording);
    assert.match(nothing.shown.at(-1) ?? '', /Nothing is being recorded\./);
  });

  it('are said to be over where the engine that recorded them died', async (t) => {
    await bench.run(t, commands.startRecording, ['The First That Says Something', bench.file('lost.wiotp.jsonl')]);
    const page = new FakePage();
    bench.host.showView(page.view);
    await page.ask('show', '');
    await until('the recording to be told', () => page.status?.recording);
    const warned = t.mock.method(vscode.window, 'showWarningMessage', async () => undefined);
    await bench.crash();
    assert.match(JSON.stringify(warned.mock.calls[0]?.arguments), /recording into lost\.wiotp\.jsonl has ended with the engine/);
    page.close();
  });
});

describe('how much traffic is kept', () => {
  it('is asked for and written into the settings', async (t) => {
    const bench = await TrafficBench.start();
    try {
      const configuration = () => vscode.workspace.getConfiguration();
      const window = await bench.run(t, commands.setRetention, ['50', '3']);
      assert.match(window.shown.at(-1) ?? '', /Up to 50 MB of device traffic are kept, for 3 days$/);
      assert.deepEqual([configuration().get(settings.retentionMegabytes), configuration().get(settings.retentionDays)], [50, 3]);
      await assert.rejects(async () => {
        const refused = await bench.run(t, commands.setRetention, ['5']);
        throw new Error(refused.shown.at(-1));
      }, /Give a whole number from 10 to 100000/);
    } finally {
      for (const setting of [settings.retentionMegabytes, settings.retentionDays])
        await vscode.workspace.getConfiguration().update(setting, undefined, vscode.ConfigurationTarget.Global);
      await bench.end();
    }
  });
});

describe('a view whose engine died', () => {
  it('shows its log and its filter again from the next engine, and a file under another name', async (t) => {
    const bench = await TrafficBench.start();
    t.after(() => bench.end());
    const file = bench.file('lamp.wiotp.jsonl');
    await writeFile(file.fsPath, transcript);
    await bench.mark('flashed', 'other');
    const [live, opened] = [new FakePage(), new FakePage()];
    bench.host.showView(live.view);
    bench.host.showFile(file, opened.panel);
    const { view } = await live.ask('show', 'flashed');
    const before = await opened.ask('show', 'topic:*/b/*');
    await bench.crash();
    assert.deepEqual(
      (await live.ask('rows', view.first, 10)).rows.map(({ marker }) => marker),
      ['flashed'],
    );
    assert.deepEqual(
      (await opened.ask('rows', before.view.first, 10)).rows.map(({ topic }) => topic),
      ['iot-2/evt/b/fmt/json'],
    );
    assert.notEqual(bench.host.place.log, before.log);
    live.close();
    opened.close();
  });
});

/** Has the user stop what shows its progress, as soon as it has begun. */
function stopWhatRuns({ mock }: TestContext): void {
  type Task = Parameters<typeof vscode.window.withProgress>[1];
  mock.method(vscode.window, 'withProgress', (_: unknown, task: Task) => {
    const source = new vscode.CancellationTokenSource();
    setImmediate(() => source.cancel());
    return task({ report: () => undefined }, source.token);
  });
}
