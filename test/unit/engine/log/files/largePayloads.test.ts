import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { threadReading } from '../../../../../src/engine/log/files/read/readerThread.ts';
import { mostPacketBytes } from '../../../../../src/engine/session/packetSizes.ts';
import type { ExportForm } from '../../../../../src/rpc/log/logFiles.ts';
import { logged } from '../../../../support/engine/messages.ts';
import { projectPath } from '../../../../support/projectPaths.ts';
import { FilesBench } from './filesBench.ts';

/** As large as whatever a session receives. */
const largest: Readonly<Record<string, Uint8Array>> = {
  bytes: Buffer.alloc(mostPacketBytes, 0xff),
  'control characters': Buffer.alloc(mostPacketBytes),
  'JSON with a million keys': Buffer.from(`{${Array.from({ length: 1_000_000 }, (_, at) => `"k${at}":1`).join()}}`),
};

const endings: Readonly<Record<Exclude<ExportForm, 'csv'>, string>> = { ndjson: 'ndjson', transcript: 'wiotp.jsonl' };

for (const [form, ending] of Object.entries(endings) as [ExportForm, string][]) {
  for (const [what, payload] of Object.entries(largest)) {
    test(`the largest message comes back from a file of the form ${form}: ${what}`, async (context) => {
      const topic = `iot-2/evt/${'\u0001'.repeat(65_000)}/fmt/json`;
      const bench = new FilesBench(context, [logged({ topic, payload }), logged()], threadReading(projectPath('src', 'engine', 'main.ts')));
      const file = bench.path(`x.${ending}`);
      const { phase, leftOut } = await bench.files.export('one', { log: 'live', file, form, filter: '' });
      assert.deepEqual([phase, leftOut], ['done', undefined]);
      const { log, rows, notice } = await bench.files.open(file);
      assert.deepEqual([rows, notice], [2, undefined]);
      const [large] = bench.stored(log);
      assert.equal(large?.topic, topic);
      assert.ok(Buffer.from(payload).equals(large?.payload ?? new Uint8Array()));
    });
  }
}

test('a request ID of many megabytes comes back as well', async (context) => {
  const reqId = '\n'.repeat(5 * 1024 * 1024);
  const payload = Buffer.from(JSON.stringify({ reqId, rc: 200 }));
  const bench = new FilesBench(context, [logged({ kind: 'dm.deviceResponse', reqId, payload })]);
  await bench.files.export('one', { log: 'live', file: bench.path('x.ndjson'), form: 'ndjson', filter: '' });
  const { log } = await bench.files.open(bench.path('x.ndjson'));
  assert.equal(bench.stored(log)[0]?.req_id, reqId);
});

test('what is larger than any packet is left out of a file, as it could not be written again', async (context) => {
  const bench = new FilesBench(context, [logged({ payload: Buffer.alloc(mostPacketBytes + 1) })]);
  for (const [form, ending] of Object.entries(endings) as [ExportForm, string][]) {
    const file = bench.path(`x.${ending}`);
    await bench.files.export(form, { log: 'live', file, form, filter: '' });
    const { rows, notice } = await bench.files.open(file);
    assert.equal(rows, 0);
    assert.match(notice ?? '', /line 2 has (?:no usable base64|a payload that is larger than any packet that is received)\./);
  }
});

test('what is larger than the platform takes is in base64, and not looked into', async (context) => {
  const bench = new FilesBench(context, [logged({ payload: Buffer.alloc(131_072, '1') }), logged({ payload: Buffer.alloc(131_073, '1') })]);
  const forms = ['csv', 'ndjson', 'transcript'] as const;
  for (const form of forms) {
    const file = bench.path(form);
    await bench.files.export(form, { log: 'live', file, form, filter: '' });
    const [, within = '', above = ''] = readFileSync(file, 'utf8').split(/\r?\n/);
    assert.deepEqual([within.includes('1'.repeat(131_072)), above.includes('MTEx'.repeat(43_691))], [true, true], form);
  }
});

test('characters of two halves stay whole, wherever a long file is cut for writing', async (context) => {
  const marker = '😀'.repeat(1_000_000);
  for (const before of ['', 'x']) {
    const bench = new FilesBench(context, [logged({ clientId: '', topic: '', marker: before + marker }), logged()]);
    for (const [form, ending] of Object.entries(endings) as [ExportForm, string][]) {
      const file = bench.path(`x.${ending}`);
      await bench.files.export(form, { log: 'live', file, form, filter: '' });
      const { log } = await bench.files.open(file);
      assert.equal(bench.stored(log)[0]?.marker, before + marker);
    }
  }
});
