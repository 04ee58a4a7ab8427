import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { rowFilter } from '../../../../../src/engine/log/files/rowFilter.ts';
import { Logs } from '../../../../../src/engine/log/reading/logs.ts';
import { LogViews } from '../../../../../src/engine/log/views/logViews.ts';
import type { TrafficRecord } from '../../../../../src/rpc/log/traffic.ts';
import { LogBench } from '../../../../support/engine/logBench.ts';
import { bytesOf, recorded } from '../../../../support/engine/messages.ts';
import { searched } from './searched.ts';

/** Broken JSON is an error of the linter, so that verdicts differ. */
const bench = {
  judge: ({ payload }: { readonly payload: Uint8Array }) =>
    payload[0] === 0x7b ? [] : [{ rule: 'payload/json', severity: 'error' as const, message: 'This is no JSON.' }],
};

const reqId = fc.constantFrom('r1', 'r2');

const record: fc.Arbitrary<TrafficRecord> = fc.oneof(
  fc.constantFrom('{"temp":21}', '{"t":"°"}', 'TEMP', '\ufffd').map((text) => recorded({ payload: bytesOf(text) })),
  fc.uint8Array({ maxLength: 5 }).map((payload) => recorded({ payload, topic: 'no/kind', qos: 1 })),
  reqId.map((id) => recorded({ topic: 'iotdevice-1/mgmt/manage', payload: bytesOf({ reqId: id }) })),
  fc
    .tuple(reqId, fc.constantFrom(200, 404))
    .map(([id, rc]) => recorded({ topic: 'iotdm-1/response', direction: 'down', payload: bytesOf({ reqId: id, rc }) })),
  fc
    .constantFrom('connection.open', 'connection.closed')
    .map((kind) => recorded({ topic: '', payload: bytesOf(''), event: { kind, code: 5 } })),
  fc.constant(recorded({ note: { what: 'queued', reason: 'It waited for temp.' } })),
);

const steps = fc.array(
  fc.oneof({ weight: 6, arbitrary: fc.array(record, { maxLength: 12 }) }, { weight: 1, arbitrary: fc.constant('clear') }),
  {
    maxLength: 8,
  },
);

const filters = [
  '',
  'temp',
  '°',
  '\ufffd',
  'rc:>=400',
  'is:waiting',
  'problem:any or note:any',
  '-kind:dm.*',
  'is:marker or "code 5"',
  'latency:>=0',
];

describe('a view of the live log', () => {
  it('shows what passes when each row is looked at by itself', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...filters), steps, async (filter, all) => {
        const live = new LogBench({ bench });
        const { log, reader } = live;
        const logs = new Logs();
        const views = new LogViews(logs, () => undefined);
        logs.add('live', reader);
        views.open('v', { log: 'live', filter });
        for (const step of all) {
          if (typeof step === 'string') log.clear();
          else live.take(step, 'platform');
          log.addMarker('flashed temp', 5);
          // What happens within the pace of news is told together.
          reader.tell();
        }
        const v = await searched(views);
        const passes = rowFilter(filter, Date.now());
        const { first, end } = reader.extent;
        const wanted = reader.stored(first, end).filter(passes);
        const { rows } = views.rows('v', v.first, v.end - v.first);
        assert.deepEqual(
          rows.map(({ seq }) => seq),
          wanted.map(({ seq }) => seq),
        );
        views.dispose();
        log.close();
      }),
      { numRuns: 60 },
    );
  });
});
