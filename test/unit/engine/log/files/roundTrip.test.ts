import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { StoredColumns } from '../../../../../src/engine/store/storedColumns.ts';
import { fromFlags, toFlags } from '../../../../../src/engine/store/flags.ts';
import { logged } from '../../../../support/engine/messages.ts';
import { FilesBench } from './filesBench.ts';
import { anyLogged, hostilePayloads, hostileTexts } from './hostile.ts';

const device = 'd:abc123:sensor:one';

test('every column of a log comes back from NDJSON as it was', async (context) => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyLogged, { maxLength: 12 }), async (messages) => {
      const bench = new FilesBench(context, messages);
      const file = bench.path('all.wiotp-traffic.ndjson');
      const state = await bench.files.export('one', { log: 'live', file, form: 'ndjson', filter: '' });
      assert.deepEqual(state, { phase: 'done', written: messages.length, examined: messages.length, total: messages.length });
      const { log, rows, notice } = await bench.files.open(file);
      assert.deepEqual([rows, notice], [messages.length, undefined]);
      assert.deepEqual(bench.stored(log).map(plain), bench.stored().map(plain));
      await bench.files.close(log);
    }),
    { numRuns: 60 },
  );
});

test('requests and answers find each other again, also under other numbers', async (context) => {
  const request = { ...logged({ kind: 'dm.manage', topic: 'iotdevice-1/mgmt/manage', reqId: 'r1', rc: 200, clientId: device }) };
  const bench = new FilesBench(context, [logged(), request, logged()]);
  bench.add(
    logged({
      kind: 'dm.serverResponse',
      topic: 'iotdm-1/response',
      direction: 'down',
      reqId: 'r1',
      rc: 200,
      partner: { seq: 2, ms: 7.5, kind: 'dm.manage' },
    }),
  );
  bench.link(2, { seq: 4, ms: 7.5, kind: 'dm.serverResponse' });
  const file = bench.path('dm.wiotp-traffic.ndjson');
  await bench.files.export('one', { log: 'live', file, form: 'ndjson', filter: 'reqId:r1' });
  const { log } = await bench.files.open(file);
  const [asked, answered] = bench.stored(log);
  assert.deepEqual([asked?.seq, asked?.partner, asked?.partner_ms, asked?.partner_kind, asked?.rc], [2, 3, 7.5, 'dm.serverResponse', 200]);
  assert.deepEqual([answered?.seq, answered?.partner, answered?.partner_ms, answered?.partner_kind], [3, 2, 7.5, 'dm.manage']);
});

test('an answer whose request was not exported still says how long it took', async (context) => {
  const answer = logged({ kind: 'dm.serverResponse', reqId: 'r1', partner: { seq: 1, ms: 3, kind: 'dm.manage' } });
  const bench = new FilesBench(context, [logged({ reqId: 'r1' }), answer]);
  const file = bench.path('part.wiotp-traffic.ndjson');
  await bench.files.export('one', { log: 'live', file, form: 'ndjson', filter: '', rows: { first: 2, end: 3 } });
  const { log } = await bench.files.open(file);
  assert.deepEqual(
    bench.stored(log).map(({ seq, partner, partner_ms: ms }) => [seq, partner, ms]),
    [[2, 0, 3]],
  );
});

test('a transcript gives back topic, bytes, QoS, retain, time and direction of every message of its device', async (context) => {
  const topics = [
    'iot-2/evt/status/fmt/json',
    'iotdevice-1/mgmt/manage',
    'iotdm-1/response',
    ...hostileTexts.filter((text) => text !== ''),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          topic: fc.constantFrom(...topics),
          payload: fc.oneof(fc.constantFrom(...hostilePayloads), fc.uint8Array({ maxLength: 40 })),
          qos: fc.constantFrom(0 as const, 1 as const, 2 as const),
          retain: fc.boolean(),
          quarter: fc.nat({ max: 4_000_000 }),
        }),
        { minLength: 1, maxLength: 8 },
      ),
      async (steps) => {
        const messages = steps.map(({ quarter, ...facts }) =>
          logged({
            ...facts,
            direction: facts.topic.startsWith('iotdm-1/') ? 'down' : 'up',
            clientId: device,
            time: 1_700_000_000_000 + quarter / 4,
          }),
        );
        const bench = new FilesBench(context, messages);
        const file = bench.path('one.wiotp.jsonl');
        const { phase, written, leftOut } = await bench.files.export('one', { log: 'live', file, form: 'transcript', filter: '' });
        assert.deepEqual([phase, written, leftOut], ['done', messages.length, undefined]);
        const { log, notice } = await bench.files.open(file);
        assert.equal(notice, undefined);
        assert.deepEqual(bench.stored(log).map(wire), bench.stored().map(wire));
        await bench.files.close(log);
      },
    ),
    { numRuns: 60 },
  );
});

test('connection events and markers stand in a transcript and come back', async (context) => {
  const events = [
    ['up', { kind: 'connection.open', cleanSession: false }],
    ['up', { kind: 'connection.subscribed', filter: 'iotdm-1/#', qos: 1 }],
    ['down', { kind: 'connection.closed', code: 276 }],
    ['down', { kind: 'connection.refused', code: 5, cleanSession: true }],
    ['up', { kind: 'connection.closed', code: 91 }],
    ['down', { kind: 'connection.closed' }],
    ['up', { kind: 'connection.closed' }],
  ] as const;
  const empty = { topic: '', payload: new Uint8Array(), kind: undefined, clientId: device };
  const bench = new FilesBench(context, [
    logged({ ...empty, clientId: '', marker: 'flashed\n1.4.2' }),
    ...events.map(([direction, event]) => logged({ ...empty, direction, kind: event.kind, event })),
  ]);
  const file = bench.path('events.wiotp.jsonl');
  await bench.files.export('one', { log: 'live', file, form: 'transcript', filter: '' });
  const { log } = await bench.files.open(file);
  const [marker, ...others] = bench.stored(log);
  assert.equal(marker?.marker, 'flashed\n1.4.2');
  assert.deepEqual(
    others.map(({ event, flags }) => [fromFlags(flags).direction, JSON.parse(event ?? '')]),
    events,
  );
});

/** A row but for what nobody sees: the class of the payload, and the order of an event's members. */
function plain({ payload, event, ...row }: StoredColumns): unknown {
  return { ...row, event: event === null ? null : JSON.parse(event), payload: Buffer.from(payload).toString('hex') };
}

function wire({ topic, payload, flags, time }: StoredColumns): unknown {
  const own = flags & ~toFlags({ direction: 'down', qos: 0, retain: false, dup: true }, 'platform');
  return { topic, time, flags: own, payload: Buffer.from(payload).toString('hex') };
}
