import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { Logs } from '../../../../../src/engine/log/reading/logs.ts';
import { lookUp } from '../../../../../src/engine/log/studies/lookUp.ts';
import { LogViews } from '../../../../../src/engine/log/views/logViews.ts';
import { nearestRow } from '../../../../../src/engine/log/views/nearestRow.ts';
import type { DetailFacts, OriginFacts } from '../../../../../src/filter/facts.ts';
import { MemoryLog, type MemoryMessage } from './memoryLog.ts';

const one: OriginFacts = { clientId: 'd:1', topic: 'iot-2/evt/status/fmt/json', kind: 'device.event' };
const two: OriginFacts = { clientId: 'd:2', topic: 'iot-2/cmd/blink/fmt/json', kind: 'device.command' };
const none: OriginFacts = { clientId: '', topic: '' };

function logOf(...messages: readonly MemoryMessage[]): MemoryLog {
  const log = new MemoryLog();
  log.append(...messages);
  return log;
}

describe('the nearest row', () => {
  it('is the one that looking at every row finds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 12 }),
        fc.integer({ min: -2, max: 16 }),
        fc.nat(5),
        async (errors, seq, pruned) => {
          const log = logOf(...errors.map((isError) => message(one, isError ? { severity: 'error' } : {})));
          log.prune(pruned + 1);
          const plan = { of: 'details', test: ({ severity }: DetailFacts) => severity === 'error' } as const;
          const wanted = [...log.messages].filter(([, { facts }]) => facts.details.severity === 'error').map(([it]) => it);
          assert.equal(
            await nearestRow(log, plan, { seq, direction: 'forward' }),
            wanted.find((it) => it > seq),
          );
          assert.equal(
            await nearestRow(log, plan, { seq, direction: 'back' }),
            wanted.findLast((it) => it < seq),
          );
          assert.equal(log.observers, 0);
        },
      ),
    );
  });

  it('of a view passes the filter of the view as well', async () => {
    const logs = new Logs();
    const views = new LogViews(logs, () => undefined);
    logs.add('live', logOf(message(one), message(two, { severity: 'hint' }), message(one, { severity: 'error' })));
    views.open('v', { log: 'live', filter: 'client:d:1' });
    assert.equal(await views.find('v', { seq: 0, direction: 'forward', filter: 'problem:any' }), 3);
    views.open('v', { log: 'live', filter: '' });
    assert.equal(await views.find('v', { seq: 0, direction: 'forward', filter: 'problem:any' }), 2);
    assert.equal(await views.find('v', { seq: 2, direction: 'back', filter: 'problem:any' }), undefined);
  });

  it('is none when the view is closed or the log cleared meanwhile', async () => {
    const logs = new Logs();
    const views = new LogViews(logs, () => undefined);
    const log = logOf(message(one));
    logs.add('live', log);
    views.open('v', { log: 'live', filter: '' });
    const closed = views.find('v', { seq: 0, direction: 'forward', filter: 'kind:event' });
    views.close('v');
    assert.equal(await closed, undefined);
    const cleared = nearestRow(log, true, { seq: 0, direction: 'forward' });
    log.clear();
    log.append(message(two));
    assert.equal(await cleared, undefined);
  });
});

describe('looking up', () => {
  const log = logOf(
    message(one, { reqId: 'r*' }),
    message(two, { reqId: 'r1' }),
    message(one, { reqId: 'r1' }),
    message(two, { reqId: 'R1' }),
  );

  it('finds the latest row with a reqId, letter for letter', async () => {
    assert.equal(await lookUp(log, { reqId: 'r1' }), 3);
    assert.equal(await lookUp(log, { reqId: 'r*' }), 1);
    assert.equal(await lookUp(log, { reqId: 'r' }), undefined);
  });

  it('finds the latest row on a topic', async () => {
    assert.equal(await lookUp(log, { topic: two.topic }), 4);
    assert.equal(await lookUp(log, { topic: 'iot-2' }), undefined);
  });
});

describe('what a log holds that a filter can name', () => {
  it('comes by recency, each once', async () => {
    const logs = new Logs();
    logs.add('live', logOf(message(two), message(one), message(none), message(one), message({ clientId: 'd:3', topic: 'no/kind' })));
    assert.deepEqual(await new LogViews(logs, () => undefined).known('live'), {
      clients: ['d:3', 'd:1', 'd:2'],
      events: ['status', 'blink'],
      topics: ['no/kind', one.topic, two.topic],
    });
  });

  it('is at most 500 of each', async () => {
    const logs = new Logs();
    logs.add('live', logOf(...Array.from({ length: 600 }, (_, at) => message({ clientId: `c${at}`, topic: `t/${at}` }))));
    const { clients, topics } = await new LogViews(logs, () => undefined).known('live');
    assert.deepEqual([clients.length, clients[0], topics.length], [500, 'c599', 500]);
  });
});

function message(origin: OriginFacts, details: DetailFacts = {}): MemoryMessage {
  return {
    facts: { origin, at: 'session', direction: 'up', qos: 0, retain: false, dup: false, time: 0, size: 0, details },
    payload: new Uint8Array(0),
  };
}
