import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { isLogName } from '../../../../../src/rpc/log/isLogName.ts';
import { logged } from '../../../../support/engine/messages.ts';
import { FilesBench } from './filesBench.ts';

const header = '{"format":"wiotp-traffic","version":1}';
const row = {
  seq: 7,
  time: 1_700_000_000_000,
  at: 'session',
  clientId: 'd:abc123:sensor:one',
  direction: 'up',
  topic: 'iot-2/evt/status/fmt/json',
  qos: 0,
  retain: false,
  dup: false,
  text: '{}',
  problems: 0,
};

const bad: readonly (readonly [what: string, change: object])[] = [
  ['seq', { seq: -1 }],
  ['seq', { seq: 2 ** 60 }],
  ['time', { time: 1e300 }],
  ['time', { time: '2026' }],
  ['at', { at: 'elsewhere' }],
  ['clientId', { clientId: 4 }],
  ['direction', { direction: null }],
  ['qos', { qos: 3 }],
  ['dup', { dup: undefined }],
  ['text', { text: 5 }],
  ['base64', { text: undefined, base64: 'a' }],
  ['base64', { text: undefined }],
  ['rc', { rc: 1.5 }],
  ['severity', { severity: 'fatal' }],
  ['event', { event: { kind: 'device.event' } }],
  ['event', { event: { kind: 'connection.open', reason: {} } }],
  ['event', { event: [] }],
  ['note', { note: { what: 'other', reason: '' } }],
  ['remarks', { remarks: [{ rule: 1 }] }],
  ['marker', { marker: 1 }],
];

for (const [what, change] of bad) {
  test(`a row with an impossible ${what} is left out, and its line is named: ${JSON.stringify(change)}`, async (context) => {
    const bench = new FilesBench(context);
    writeFileSync(bench.path('x.ndjson'), [header, JSON.stringify(row), JSON.stringify({ ...row, ...change })].join('\n'));
    const { rows, notice } = await bench.files.open(bench.path('x.ndjson'));
    assert.deepEqual([rows, notice], [1, `A line could not be read and is left out: line 3 has no usable ${what}.`]);
  });
}

test('lines that are no rows are counted, and the first is named', async (context) => {
  const bench = new FilesBench(context);
  writeFileSync(bench.path('x.ndjson'), [header, '', 'oh', '[]', '{"__proto__":{}}', JSON.stringify(row)].join('\r\n'));
  const { rows, notice } = await bench.files.open(bench.path('x.ndjson'));
  assert.deepEqual([rows, notice], [1, '3 lines could not be read and are left out; the first: line 3 is no row of a log.']);
});

const foreign: readonly (readonly [name: string, content: string | Uint8Array, said: RegExp])[] = [
  ['x.ndjson', 'hello\nworld', /Line 1 of .*x\.ndjson is not how traffic begins/],
  ['x.ndjson', '\n\nhello', /Line 3 of .*x\.ndjson is not how traffic begins/],
  ['x.ndjson', '', /Line 1 of .*is not how traffic begins/],
  ['x.ndjson', '{"format":"other"}', /is not how traffic begins/],
  ['x.ndjson', '{"format":"wiotp-traffic","version":2}\n', /says version 2; version 1 can be read/],
  ['x.ndjson', Uint8Array.of(0x7b, 0xff, 0x0a), /is no text in UTF-8/],
  ['x.ndjson', Buffer.from('{"format":"wiotp-traffic","version":1}', 'utf16le'), /Line 1 of .*is not how traffic begins/],
  ['x.ndjson', Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from('{}', 'utf16le')]), /Line 1 of .*is no text in UTF-8/],
  ['x.ndjson', gzipSync('{}'), /Line 1 of .*is no text in UTF-8/],
  ['x.ndjson', `{"format":"wiotp-traffic","version":1,"more":"${'x'.repeat(20_000)}"}`, /Line 1 of .*is not how traffic begins/],
  ['x.ndjson', '['.repeat(3_000_000), /Line 1 of .*has more than 2 MB besides its texts/],
  ['x.wiotp.jsonl', '\u0000\u0001', /is not how traffic begins/],
  ['x.wiotp.json', '[', /is no transcript/],
];

for (const [name, content, said] of foreign) {
  test(`a foreign file is refused: ${JSON.stringify(content).slice(0, 40)}`, async (context) => {
    const bench = new FilesBench(context);
    writeFileSync(bench.path(name), content);
    await assert.rejects(bench.files.open(bench.path(name)), said);
  });
}

test('a line of a gigabyte is refused without being read to its end', async (context) => {
  const bench = new FilesBench(context);
  // A hole takes no place on the disk.
  for (const name of ['x.ndjson', 'x.wiotp.jsonl', 'x.wiotp.json']) {
    writeFileSync(bench.path(name), '{');
    truncateSync(bench.path(name), 2 ** 30);
    await assert.rejects(bench.files.open(bench.path(name)), /Line 1 of .* is longer than 64 MB|is larger than 2 MB/);
  }
});

const rowLine = JSON.stringify(row);

for (const [what, line, said] of [
  ['UTF-8', Buffer.of(0x7b, 0xff), 'line 3 is no text in UTF-8'],
  ['JSON, but nested deep', Buffer.from('['.repeat(1_000_000)), 'line 3 is no row of a log'],
  ['small JSON', Buffer.from('[' + '{},'.repeat(1_000_000) + '{}]'), 'line 3 has more than 2 MB besides its texts'],
] as const) {
  test(`a line that is not ${what} costs no other line`, async (context) => {
    const bench = new FilesBench(context);
    const file = bench.path('x.ndjson');
    writeFileSync(file, Buffer.concat([Buffer.from(`\ufeff${header}\n${rowLine}\n`), line, Buffer.from(`\r\n${rowLine}\r\n`)]));
    const { rows, notice } = await bench.files.open(file);
    assert.deepEqual([rows, notice], [2, `A line could not be read and is left out: ${said}.`]);
  });
}

test('rows keep their order in the file, whatever their numbers, and kinds of a later version are none', async (context) => {
  const bench = new FilesBench(context);
  const rows = [9, 3, 9, 0].map((seq) => JSON.stringify({ ...row, seq, kind: 'later.kind', later: { x: 1 } }));
  writeFileSync(bench.path('x.ndjson'), [header, ...rows].join('\n'));
  const { log } = await bench.files.open(bench.path('x.ndjson'));
  assert.deepEqual(
    bench.stored(log).map(({ seq, kind }) => [seq, kind]),
    [9, 10, 11, 12].map((seq) => [seq, null]),
  );
});

test('what is no file is refused at once', { skip: process.platform === 'win32' }, async (context) => {
  const bench = new FilesBench(context);
  execFileSync('mkfifo', [bench.path('pipe.ndjson')]);
  mkdirSync(bench.path('folder.ndjson'));
  symlinkSync('/dev/zero', bench.path('zero.ndjson'));
  for (const name of ['pipe.ndjson', 'zero.ndjson']) await assert.rejects(bench.files.open(bench.path(name)), /is a pipe or a device/);
  await assert.rejects(bench.files.open(bench.path('folder.ndjson')), /it is a folder \(EISDIR\)/);
});

test('a file that may not be read is refused', { skip: process.getuid?.() === 0 || process.platform === 'win32' }, async (context) => {
  const bench = new FilesBench(context);
  writeFileSync(bench.path('x.ndjson'), header, { mode: 0o200 });
  await assert.rejects(bench.files.open(bench.path('x.ndjson')), /it may not be accessed \(EACCES\)/);
});

test('a file that is not there is refused', async (context) => {
  const bench = new FilesBench(context);
  await assert.rejects(bench.files.open(bench.path('x.ndjson')), /Reading .*x\.ndjson was not possible: it, or its folder, is not there/);
});

test('an attempt that somebody wrote into a file cannot make a device registered here', async (context) => {
  const bench = new FilesBench(context);
  const event = { kind: 'connection.refused', code: 5, attempt: 'theirs' };
  writeFileSync(bench.path('x.ndjson'), [header, JSON.stringify({ ...row, topic: '', event })].join('\n'));
  const { log } = await bench.files.open(bench.path('x.ndjson'));
  assert.deepEqual(JSON.parse(bench.stored(log)[0]?.event ?? ''), { kind: 'connection.refused', code: 5 });
});

test('a transcript of one document is shown with what it asks for, by the times it says', async (context) => {
  const bench = new FilesBench(context);
  const steps = [
    { topic: 'iot-2/evt/a/fmt/json', payload: { a: 1, t: '$${x}' }, at: '2026-03-01T10:00:00.000250Z', note: 'first', qos: 1 },
    { ask: 'Press the button' },
    { connection: 'closed', after: 5 },
    { include: './more.wiotp.json' },
    { repeat: 3, steps: [{ topic: 'iotdm-1/response', text: 'x', absent: 10 }] },
  ];
  writeFileSync(
    bench.path('x.wiotp.json'),
    `// mine\n${JSON.stringify({ device: { typeId: 't', deviceId: 'd', classId: 'Gateway' }, steps }, undefined, 2)}`,
  );
  const { log } = await bench.files.open(bench.path('x.wiotp.json'));
  const shown = bench
    .stored(log)
    .map(({ client, topic, payload, marker, event, time }) => [client, topic, Buffer.from(payload).toString(), marker, event, time]);
  const at = Date.parse('2026-03-01T10:00:00Z') + 0.25;
  assert.deepEqual(shown, [
    ['', '', '', 'first', null, at],
    ['g::t:d', 'iot-2/evt/a/fmt/json', '{"a":1,"t":"${x}"}', null, null, at],
    ['', '', '', 'Press the button', null, at],
    ['g::t:d', '', '', null, '{"kind":"connection.closed"}', at + 5],
    ['', '', '', 'The steps of ./more.wiotp.json follow, which are not shown', null, at + 5],
    ['', '', '', 'What follows takes place 3 times', null, at + 5],
    ['', '', '', 'What follows must not arrive', null, at + 5],
    ['g::t:d', 'iotdm-1/response', 'x', null, null, at + 5],
  ]);
});

test('lines of a recording that are no steps are named', async (context) => {
  const bench = new FilesBench(context);
  writeFileSync(
    bench.path('x.wiotp.jsonl'),
    ['{}', '// a remark', '{"topic":"iot-2/evt/a/fmt/json","payload":1}', '{"top', '{"x":1}'].join('\n'),
  );
  const { rows, notice } = await bench.files.open(bench.path('x.wiotp.jsonl'));
  assert.equal(rows, 1);
  assert.match(notice ?? '', /^2 lines could not be read and are left out; the first: line 4 is no object in JSON\.$/);
});

test('a last line that is whole, but no step, is not taken for one that is cut', async (context) => {
  const bench = new FilesBench(context);
  writeFileSync(bench.path('x.wiotp.jsonl'), '{}\n[1,2]');
  const { notice } = await bench.files.open(bench.path('x.wiotp.jsonl'));
  assert.equal(notice, 'A line could not be read and is left out: line 2 is no object in JSON.');
});

test('what was left out is told as well of a file of which only the beginning is shown', async (context) => {
  const large = { ...logged({ payload: Buffer.alloc(16 * 1024 * 1024) }), seq: 1 };
  const bench = new FilesBench(context, [], async function* () {
    for (let at = 0; at < 20; at++) yield await Promise.resolve({ rows: [large], notice: 'Line 2 is none.' });
  });
  const { notice } = await bench.files.open(bench.path('x.ndjson'));
  assert.match(notice ?? '', /^Only its first \d+ rows are shown: .* Line 2 is none\.$/);
});

test('a closed log is gone, and only ten are open at once', async (context) => {
  const bench = new FilesBench(context);
  const file = bench.path('x.ndjson');
  writeFileSync(file, header);
  const opened = await Promise.all(Array.from({ length: 10 }, () => bench.files.open(file)));
  await assert.rejects(bench.files.open(file), /10 files are open as logs/);
  const { log } = opened[0] ?? assert.fail();
  for (const closed of [log, log, 'live'] as const) await bench.files.close(closed);
  assert.throws(() => bench.logs.get(log), /This log is closed/);
  assert.notEqual((await bench.files.open(file)).log, log);
});

test('no log has the name of one that another engine opened', async (context) => {
  const [before, after] = [new FilesBench(context), new FilesBench(context)];
  writeFileSync(before.path('x.ndjson'), header);
  const names = [before, after].map(async ({ files }) => (await files.open(before.path('x.ndjson'))).log);
  const [one, other] = await Promise.all(names);
  assert.notEqual(one, other);
  assert.ok(isLogName(one) && isLogName(other));
});
