import assert from 'node:assert/strict';
import { PassThrough, Writable } from 'node:stream';
import { test } from 'node:test';
import { LineOutput } from '../../../src/cli/lineOutput.ts';

const lost = (count: number): string => `${count} lost`;

test('lines are written whole', async () => {
  const stream = new PassThrough();
  const output = new LineOutput(stream, lost);
  output.write(() => 'one');
  output.write(() => 'two');
  await output.flush(1000);
  assert.equal(String(stream.read()), 'one\ntwo\n');
});

test('what a reader does not read is dropped, counted, and told when it reads again', async () => {
  const stream = new PassThrough();
  const output = new LineOutput(stream, lost);
  const long = 'x'.repeat(100_000);
  for (let at = 0; at < 20; at++) output.write(() => long);
  let made = 0;
  output.write(() => String(made++));
  assert.equal(made, 0, 'a line that is dropped is not made');
  const chunks: string[] = [];
  stream.on('data', (chunk) => chunks.push(String(chunk)));
  await output.flush(1000);
  output.write(() => 'again');
  await output.flush(1000);
  const lines = chunks.join('').split('\n');
  const told = lines.findIndex((line) => line.endsWith(' lost'));
  assert.equal(lines[told + 1], 'again');
  assert.equal(told + Number.parseInt(lines[told]!, 10), 21);
});

test('what must not be lost waits for its reader, however long that takes', async () => {
  const stream = new PassThrough();
  const output = new LineOutput(stream, lost);
  const text = 'x'.repeat(3_000_000);
  let isWritten = false;
  const written = output.writeAll(text).then(() => (isWritten = true));
  const more = output.writeAll('end\n');
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(isWritten, false);
  let read = '';
  stream.on('data', (chunk) => (read += String(chunk)));
  await Promise.all([written, more]);
  assert.equal(read, `${text}end\n`);
});

test('a reader that is gone harms nobody', async () => {
  const stream = new Writable({ write: (_, __, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })) });
  const output = new LineOutput(stream, lost);
  output.write(() => 'one');
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(output.closed, true);
  output.write(() => assert.fail('nobody gets this line'));
  await output.writeAll('two');
  await output.flush(1000);
});

test('a reader that goes in the middle does not keep the writer', async () => {
  const stream = new Writable({ highWaterMark: 1, write: (_, __, done) => setImmediate(() => done(new Error('write EPIPE'))) });
  const output = new LineOutput(stream, lost);
  await Promise.all([output.writeAll('one'), output.writeAll('two')]);
  assert.equal(output.closed, true);
});

test('flush does not wait for ever for a reader that does not read', async () => {
  const output = new LineOutput(new Writable({ write: () => undefined }), lost);
  output.write(() => 'one');
  await output.flush(1);
});
