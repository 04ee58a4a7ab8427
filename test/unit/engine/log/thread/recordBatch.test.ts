import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { UnpackedBatch, type BatchRecord, type RecordBatch } from '../../../../../src/engine/log/thread/recordBatch.ts';
import { packRecords, type SeenRecord } from '../../../../support/engine/packRecords.ts';
import { bytesOf, recorded } from '../../../../support/engine/messages.ts';

function unpack(batch: RecordBatch): BatchRecord[] {
  const unpacked = new UnpackedBatch(batch);
  return Array.from(batch.places, (_, index) => unpacked.record(index));
}

const seen: fc.Arbitrary<SeenRecord> = fc.record({
  at: fc.constantFrom('session', 'platform'),
  record: fc.record({
    time: fc.double({ noNaN: true }),
    clientId: fc.constantFrom('', 'd:a:b:c', 'd:a:b:d'),
    connection: fc.constant('c'),
    direction: fc.constantFrom('up', 'down'),
    topic: fc.string({ unit: 'binary', maxLength: 5 }),
    payload: fc.uint8Array({ maxLength: 50 }),
    qos: fc.constantFrom(0, 1, 2),
    retain: fc.boolean(),
    dup: fc.boolean(),
  }),
});

test('records come out of a batch as they went in, in their order', () => {
  fc.assert(
    fc.property(fc.array(seen, { maxLength: 40 }), (all) => {
      const unpacked = unpack(structuredClone(packRecords(all)));
      assert.deepEqual(
        unpacked.map((record) => ({ ...record, connection: 'c', payload: new Uint8Array(record.payload) })),
        all.map(({ record, at }) => ({ ...record, at, event: undefined, note: undefined, marker: undefined })),
      );
    }),
  );
});

test('events and notes stay with their records, and repeated texts travel once', () => {
  const note = { what: 'dropped' as const, reason: 'Nobody may publish there.' };
  const event = { kind: 'connection.closed' as const, reason: 'gone' };
  const batch = packRecords([
    { at: 'session', record: recorded() },
    { at: 'session', record: recorded({ topic: '', payload: bytesOf(''), event }) },
    { at: 'session', record: recorded({ note }) },
  ]);
  assert.deepEqual(
    unpack(batch).map((record) => [record.event, record.note]),
    [
      [undefined, undefined],
      [event, undefined],
      [undefined, note],
    ],
  );
  const unpacked = new UnpackedBatch(batch);
  assert.deepEqual(
    [0, 1, 2].map((index) => unpacked.hasMore(index)),
    [false, true, true],
  );
  assert.deepEqual(
    batch.routes.map(({ topic }) => topic),
    ['iot-2/evt/status/fmt/json', ''],
  );
});
