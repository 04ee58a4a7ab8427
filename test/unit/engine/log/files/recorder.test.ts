import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { Recorder } from '../../../../../src/engine/log/files/recorder.ts';
import { Targets } from '../../../../../src/engine/log/files/targets.ts';
import { ArchiveReader } from '../../../../../src/engine/log/reading/archiveReader.ts';
import { prepareSchema } from '../../../../../src/engine/store/schema.ts';
import { TrafficArchive } from '../../../../../src/engine/store/trafficArchive.ts';
import { TrafficStore } from '../../../../../src/engine/store/trafficStore.ts';
import { systemClock } from '../../../../../src/rpc/node/clock.ts';
import { logged } from '../../../../support/engine/messages.ts';
import { projectPath } from '../../../../support/projectPaths.ts';
import { tempFolder } from '../../../../support/tempFolder.ts';
import { until } from '../../../../support/until.ts';
import { FilesBench, quietBench } from './filesBench.ts';

const one = 'd:abc123:sensor:one';

function lines(file: string): readonly Record<string, unknown>[] {
  const text = readFileSync(file, 'utf8');
  assert.ok(text === '' || text.endsWith('\n'), 'the last line is whole');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('what comes from now on is in the file while the recording runs', async (context) => {
  const bench = new FilesBench(context, [logged({ topic: 'iot-2/evt/before/fmt/json' })]);
  const file = bench.path('x.wiotp.jsonl');
  await bench.files.startRecording({ file, filter: '' });
  assert.deepEqual([bench.files.recording?.file, bench.files.recording?.written, bench.changes], [file, 0, 1]);
  bench.add(logged({ clientId: '', topic: '', marker: 'flashed' }), logged({ payload: Buffer.from('{"t":1}') }));
  await until('two lines', () => (lines(file).length === 2 ? true : undefined));
  assert.deepEqual(lines(file), [
    {
      $schema: 'https://device-workbench.github.io/schemas/transcript.json',
      device: { typeId: 'sensor', deviceId: 'one', classId: 'Device' },
    },
    { at: '2023-11-14T22:13:20.00025Z', note: 'flashed', topic: 'iot-2/evt/status/fmt/json', payload: { t: 1 } },
  ]);
  bench.add(logged({ topic: 'iot-2/evt/last/fmt/json' }), logged({ clientId: 'a:abc123:app' }));
  const { since, ...state } = (await bench.files.stopRecording()) ?? assert.fail();
  assert.ok(since > 0);
  assert.deepEqual(state, { file, written: 2, leftOut: 1 });
  assert.equal(lines(file)[2]?.['topic'], 'iot-2/evt/last/fmt/json');
  assert.deepEqual([bench.files.recording, await bench.files.stopRecording()], [undefined, undefined]);
});

test('a recording keeps to its filter and its client', async (context) => {
  const bench = new FilesBench(context);
  const file = bench.path('x.wiotp.jsonl');
  await bench.files.startRecording({ file, filter: 'kind:device.event', client: one });
  bench.add(logged({ clientId: 'd:abc123:sensor:two' }), logged({ kind: 'dm.manage', topic: 'iotdevice-1/mgmt/manage' }), logged());
  const state = await bench.files.stopRecording();
  assert.deepEqual([state?.written, state?.leftOut], [1, 1]);
});

test('nothing that was deleted meanwhile stops it', async (context) => {
  const bench = new FilesBench(context);
  const file = bench.path('x.wiotp.jsonl');
  await bench.files.startRecording({ file, filter: '' });
  bench.add(logged());
  await until('the first step', () => (lines(file).length === 2 ? true : undefined));
  bench.clear();
  bench.add(logged({ topic: 'iot-2/evt/after/fmt/json' }));
  const state = await bench.files.stopRecording();
  assert.equal(state?.written, 2);
});

test('a recording goes on when the log does in memory', async (context) => {
  const folder = tempFolder(context);
  const db = new DatabaseSync(`${folder}/traffic.db`);
  prepareSchema(db);
  let moves = 0;
  const opened = { store: new TrafficStore(db), state: { file: `${folder}/traffic.db` } };
  const archive = new TrafficArchive(opened, { clock: systemClock, moved: () => moves++ });
  context.after(() => archive.close());
  const reader = new ArchiveReader(archive, quietBench);
  const file = `${folder}/x.wiotp.jsonl`;
  const parts = { reader, passes: () => true, since: 0, targets: new Targets(), failed: assert.fail };
  const recorder = new Recorder({ file, filter: '' }, parts);
  await recorder.start();
  archive.append(logged({ topic: 'iot-2/evt/before/fmt/json' }));
  reader.tell();
  await until('the first step', () => (recorder.state.written === 1 ? true : undefined));
  db.exec('PRAGMA max_page_count = 8');
  archive.append(logged({ payload: new Uint8Array(500_000) }));
  reader.tell();
  await until('the second step', () => (recorder.state.written === 2 ? true : undefined));
  archive.append(logged({ topic: 'iot-2/evt/after/fmt/json' }));
  const { written, leftOut } = await recorder.stop();
  assert.deepEqual([moves, written, leftOut], [1, 3, undefined]);
  assert.deepEqual(
    lines(file).map(({ topic }) => topic),
    [undefined, 'iot-2/evt/before/fmt/json', 'iot-2/evt/status/fmt/json', 'iot-2/evt/after/fmt/json'],
  );
});

test('a recording of nothing is a transcript with no steps', async (context) => {
  const bench = new FilesBench(context);
  const file = bench.path('x.wiotp.jsonl');
  await bench.files.startRecording({ file, filter: '' });
  await bench.files.stopRecording();
  assert.equal(lines(file).length, 1);
});

test('there is one recording at a time, and it needs a file that can be written', async (context) => {
  const bench = new FilesBench(context);
  mkdirSync(bench.path('folder'));
  await assert.rejects(bench.files.startRecording({ file: bench.path('folder'), filter: '' }), /it is a folder/);
  await assert.rejects(bench.files.startRecording({ file: bench.path('x'), filter: 'rc:>=abc' }), { name: 'Refusal' });
  assert.equal(bench.files.recording, undefined);
  await bench.files.startRecording({ file: bench.path('x.wiotp.jsonl'), filter: '' });
  await assert.rejects(bench.files.startRecording({ file: bench.path('y.wiotp.jsonl'), filter: '' }), /into x\.wiotp\.jsonl already/);
});

test('a recording that fails to begin leaves alone the one that was begun after it', async (context) => {
  const bench = new FilesBench(context);
  const first = bench.files.startRecording({ file: bench.path('no/x.wiotp.jsonl'), filter: '' });
  const stopping = bench.files.stopRecording();
  const second = bench.files.startRecording({ file: bench.path('y.wiotp.jsonl'), filter: '' });
  await Promise.all([assert.rejects(first, { name: 'Refusal' }), stopping, second]);
  assert.equal(bench.files.recording?.file, bench.path('y.wiotp.jsonl'));
});

test('a disk that is full ends it, and it says so', { skip: process.platform !== 'linux' }, async (context) => {
  const bench = new FilesBench(context);
  await bench.files.startRecording({ file: '/dev/full', filter: '' });
  const before = bench.changes;
  bench.add(logged());
  await until('its end', () => (bench.files.recording?.failed === undefined ? undefined : true));
  assert.match(bench.files.recording?.failed ?? '', /the disk is full \(ENOSPC\)/);
  assert.equal(bench.changes, before + 1);
  bench.add(logged());
  assert.deepEqual([(await bench.files.stopRecording())?.written, statSync('/dev/full').isFile()], [0, false]);
});

test('a recorder that is killed leaves whole lines', async (context) => {
  const file = `${tempFolder(context)}/x.wiotp.jsonl`;
  const recording = spawn(process.execPath, [projectPath('test', 'unit', 'engine', 'log', 'files', 'recordForever.ts'), file]);
  const ended = once(recording, 'exit');
  await once(recording.stdout, 'data');
  await until('a thousand lines', () => (readFileSync(file, 'utf8').split('\n').length > 1_000 ? true : undefined));
  recording.kill('SIGKILL');
  await ended;
  assert.ok(lines(file).length > 1_000);
});
