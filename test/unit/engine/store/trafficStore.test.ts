import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { hasDetails } from '../../../../src/engine/store/detailTable.ts';
import { fromFlags } from '../../../../src/engine/store/flags.ts';
import { prepareSchema } from '../../../../src/engine/store/schema.ts';
import type { LoggedMessage } from '../../../../src/engine/store/storedMessage.ts';
import type { StoredColumns } from '../../../../src/engine/store/storedColumns.ts';
import { TrafficStore } from '../../../../src/engine/store/trafficStore.ts';
import { catalog, type KindName } from '../../../../src/wiotp/catalog.ts';
import { bytesOf, logged } from '../../../support/engine/messages.ts';
import { tempFolder } from '../../../support/tempFolder.ts';

function open(file = ':memory:'): TrafficStore {
  const db = new DatabaseSync(file);
  prepareSchema(db);
  return new TrafficStore(db);
}

/** A message as it was before it was stored. */
function asLogged(stored: StoredColumns): LoggedMessage {
  return {
    ...fromFlags(stored.flags),
    time: stored.time,
    clientId: stored.client,
    kind: (stored.kind ?? undefined) as KindName | undefined,
    topic: stored.topic,
    payload: new Uint8Array(stored.payload),
    problems: stored.problems,
    severity: (stored.severity ?? undefined) as LoggedMessage['severity'],
    reqId: stored.req_id ?? undefined,
    rc: stored.rc ?? undefined,
    partner:
      stored.partner === null
        ? undefined
        : { seq: stored.partner, ms: stored.partner_ms ?? 0, kind: (stored.partner_kind ?? assert.fail()) as KindName },
    event: stored.event === null ? undefined : (JSON.parse(stored.event) as LoggedMessage['event']),
    note: stored.note === null ? undefined : (JSON.parse(stored.note) as LoggedMessage['note']),
    marker: stored.marker ?? undefined,
    remarks: stored.remarks === null ? undefined : (JSON.parse(stored.remarks) as LoggedMessage['remarks']),
  };
}

const optional = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(values, { nil: undefined });

const plainObject = { noNullPrototype: true };

const messages: fc.Arbitrary<LoggedMessage> = fc.record(
  {
    time: fc.double({ min: 0, max: 1e14, noNaN: true }).map((time) => time + 0),
    clientId: fc.string({ unit: 'grapheme' }),
    at: fc.constantFrom('session', 'platform'),
    direction: fc.constantFrom('up', 'down'),
    kind: optional(fc.constantFrom(...catalog.map(({ name }) => name))),
    topic: fc.string({ unit: 'binary' }),
    payload: fc.uint8Array({ maxLength: 3_000 }),
    qos: fc.constantFrom(0, 1, 2),
    retain: fc.boolean(),
    dup: fc.boolean(),
    again: fc.boolean(),
    problems: fc.constantFrom(0, 0, 1, 12),
    severity: optional(fc.constantFrom('error', 'warning', 'hint')),
    reqId: optional(fc.string({ unit: 'binary' })),
    rc: optional(fc.maxSafeInteger()),
    partner: optional(
      fc.record(
        { seq: fc.nat(), ms: fc.double({ min: 0, max: 1e6, noNaN: true }).map((ms) => ms + 0), kind: fc.constant('dm.reboot' as const) },
        plainObject,
      ),
    ),
    note: optional(fc.record({ what: fc.constant('dropped' as const), reason: fc.string({ unit: 'grapheme' }) }, plainObject)),
    marker: optional(fc.string({ unit: 'grapheme' })),
    remarks: optional(
      fc.array(fc.record({ rule: fc.string(), severity: fc.constant('hint' as const), message: fc.string() }, plainObject), {
        minLength: 1,
      }),
    ),
    event: optional(fc.record({ kind: fc.constant('connection.closed' as const), reason: fc.string({ unit: 'grapheme' }) }, plainObject)),
  },
  plainObject,
);

/** What only belongs to a message of Device Management or with problems; plain ones do not have it. */
function plausible(message: LoggedMessage): LoggedMessage {
  return hasDetails(message) ? message : { ...message, severity: undefined };
}

test('every message comes back as it was, also after the file was closed and opened', (context) => {
  const folder = tempFolder(context);
  let run = 0;
  fc.assert(
    fc.property(fc.array(messages.map(plausible), { minLength: 1, maxLength: 60 }), (all) => {
      const file = join(folder, `${run++}.db`);
      const store = open(file);
      for (const message of all) store.append(message);
      store.flush();
      store.abandon();
      const again = open(file);
      assert.deepEqual(again.extent, { first: 1, end: 1 + all.length });
      const stored = all.map((_, at) => again.message(1 + at));
      assert.deepEqual(
        stored.map((columns) => columns && asLogged(columns)),
        all,
      );
      again.flush();
      again.abandon();
    }),
    { numRuns: 40 },
  );
});

test('numbers have no gaps, and messages can be read before they are written', () => {
  const store = open();
  assert.deepEqual(store.extent, { first: 1, end: 1 });
  for (let at = 0; at < 50; at++) store.append(logged({ payload: bytesOf({ at }) }));
  assert.deepEqual(store.extent, { first: 1, end: 51 });
  assert.deepEqual(
    store.rows(10, 14).map(({ seq }) => seq),
    [10, 11, 12, 13],
  );
  assert.equal(store.waiting, 0);
  assert.deepEqual(store.rows(49, 1_000).length, 2);
  assert.deepEqual(store.rows(51, 60), []);
  assert.equal(store.message(51), undefined);
});

test('a later verdict reaches a message that waits, one that is written, and harms none that is gone', () => {
  const store = open();
  store.append(logged());
  store.flush();
  store.append(logged({ severity: 'hint', problems: 1 }));
  store.judge({ seq: 1, severity: 'error', problems: 3 });
  store.judge({ seq: 2, severity: 'warning', problems: 2 });
  store.judge({ seq: 99, severity: 'error', problems: 1 });
  assert.equal(store.waiting, 4);
  assert.deepEqual(
    store.rows(1, 9).map(({ severity, problems }) => [severity, problems]),
    [
      ['error', 3],
      ['warning', 2],
    ],
  );
});

test('a row has the head of its payload and the size of all of it', () => {
  const store = open();
  store.append(logged({ payload: new Uint8Array(5_000).fill(65) }));
  const [row] = store.rows(1, 2);
  assert.equal(row?.size, 5_000);
  assert.equal(row.payload.byteLength, 800);
  assert.equal(store.message(1)?.payload.byteLength, 5_000);
});

for (const flushedBefore of [true, false]) {
  test(`a request that is ${flushedBefore ? 'written already' : 'still waiting'} learns of its answer`, () => {
    const store = open();
    store.append(logged({ kind: 'dm.reboot', reqId: 'r' }));
    if (flushedBefore) store.flush();
    store.append(logged({ kind: 'dm.deviceResponse', reqId: 'r', rc: 202, partner: { seq: 1, ms: 12.5, kind: 'dm.reboot' } }));
    store.link({ request: 1, answer: { seq: 2, ms: 12.5, kind: 'dm.deviceResponse' }, rc: 202 });
    const [request, answer] = store.rows(1, 3);
    assert.deepEqual([request?.partner, request?.partner_ms, request?.rc, request?.partner_kind], [2, 12.5, 202, 'dm.deviceResponse']);
    assert.deepEqual([answer?.partner, answer?.partner_ms, answer?.rc, answer?.partner_kind], [1, 12.5, 202, 'dm.reboot']);
  });
}

test('clients, topics and kinds stay with their messages, however many there are', () => {
  const store = open();
  const count = 12_000;
  for (let at = 0; at < count; at++) store.append(logged({ clientId: `d:org:t:${at % 7}`, topic: `iot-2/evt/${at % 11_000}/fmt/json` }));
  // The same topic and client may be of another kind, as an event of a connection is.
  store.append(logged({ clientId: 'd:org:t:0', topic: 'iot-2/evt/0/fmt/json', kind: undefined }));
  for (const at of [0, 1, 10_999, 11_000, 11_999]) {
    const stored = store.message(at + 1);
    assert.deepEqual(
      [stored?.client, stored?.topic, stored?.kind],
      [`d:org:t:${at % 7}`, `iot-2/evt/${at % 11_000}/fmt/json`, 'device.event'],
    );
  }
  assert.equal(store.message(count + 1)?.kind, null);
});

test('clearing deletes everything, also from the files, and numbers go on, also after a restart', (context) => {
  const folder = tempFolder(context);
  const file = join(folder, 'traffic.db');
  const store = open(file);
  const secret = 'kilroy-was-here';
  for (let at = 0; at < 300; at++) store.append(logged({ payload: bytesOf(secret), topic: `iot-2/evt/${secret}/fmt/txt` }));
  store.flush();
  store.append(logged({ payload: bytesOf(secret) }));
  const files = (): string =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('');
  assert.ok(files().includes(secret));
  store.clear();
  assert.deepEqual(store.extent, { first: 302, end: 302 });
  assert.equal(files().includes(secret), false);
  store.flush();
  store.abandon();

  const again = open(file);
  assert.deepEqual(again.extent, { first: 302, end: 302 });
  again.append(logged());
  assert.equal(again.message(302)?.kind, 'device.event');
  assert.equal(again.message(301), undefined);
  again.flush();
  again.abandon();
});

test('what cannot be written waits on, and nothing of it is half written', (context) => {
  const db = new DatabaseSync(join(tempFolder(context), 'traffic.db'));
  prepareSchema(db);
  const store = new TrafficStore(db);
  store.append(logged());
  store.flush();
  db.exec('PRAGMA max_page_count = 8');
  for (let at = 0; at < 40; at++) store.append(logged({ payload: new Uint8Array(100_000), topic: `iot-2/evt/${at}/fmt/bin` }));
  assert.throws(() => store.flush(), { errcode: 13 });
  assert.equal(store.waiting, 40);
  assert.deepEqual(store.extent, { first: 1, end: 42 });
  db.exec('PRAGMA max_page_count = 100000');
  store.flush();
  assert.equal(store.rows(1, 100).length, 41);
  assert.equal(store.message(41)?.topic, 'iot-2/evt/39/fmt/bin');
  store.flush();
  store.abandon();
});
