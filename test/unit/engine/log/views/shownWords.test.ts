import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterPlan } from '../../../../../src/engine/log/reading/filterPlan.ts';
import { FilteredView } from '../../../../../src/engine/log/views/filteredView.ts';
import type { LogRow, TrafficRecord } from '../../../../../src/rpc/log/traffic.ts';
import { findKind } from '../../../../../src/wiotp/catalog.ts';
import { LogBench } from '../../../../support/engine/logBench.ts';
import { bytesOf, recorded } from '../../../../support/engine/messages.ts';

const clientId = 'd:abc123:sensor:one';

const up = (topic: string, payload: unknown): Partial<TrafficRecord> => ({ clientId, topic, payload: bytesOf(payload), direction: 'up' });
const down = (topic: string, payload: unknown): Partial<TrafficRecord> => ({ ...up(topic, payload), direction: 'down' });

const log = new LogBench();
log.take(
  [
    up('iotdevice-1/mgmt/manage', { reqId: 'm' }),
    down('iotdm-1/response', { rc: 200, reqId: 'm' }),
    up('iot-2/evt/status/fmt/json', { temperature: 21 }),
    down('iotdm-1/mgmt/initiate/device/reboot', { reqId: 'r' }),
    up('iotdevice-1/response', { rc: 501, reqId: 'r' }),
    up('iotdevice-1/response', { rc: 299, reqId: 'nobody asked' }),
  ].map((record, at) => recorded({ time: 1_000_000 + at * 1000, ...record })),
  'platform',
);
const rows = log.reader.rows(1, 7);

/** What stands in the cells of a row, and what is copied out of its detail. */
function wordsOf({ kind, rc, rcMeaning, topic, preview }: LogRow): readonly string[] {
  const cells = [clientId, `"${topic}"`, `"${findKind(kind ?? '')?.title ?? ''}"`, preview];
  return rc === undefined ? cells : [...cells, `"${rcMeaning ?? ''}"`, `"${rc} ${rcMeaning ?? ''}"`];
}

function found(filter: string): readonly number[] {
  const view = new FilteredView(log.reader, filterPlan(filter, 0));
  while (view.step());
  return view.rows(1, 100).rows.map(({ seq }) => seq);
}

for (const row of rows) {
  test(`row ${row.seq} is found by each word that stands in it`, () => {
    for (const word of wordsOf(row)) assert.ok(found(word).includes(row.seq), word);
  });
}

test('an rc is found by what it means for its request, and the kind by its title', () => {
  assert.equal(rows.length, 6);
  assert.deepEqual(found('"the device is managed now"'), [1, 2]);
  assert.deepEqual(found('"Platform response"'), [2]);
  assert.deepEqual(found('"success, unknown code"'), [6]);
  assert.deepEqual(found('"temperature":21'), [3]);
});
