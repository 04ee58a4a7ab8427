import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogBench } from '../../../../support/engine/logBench.ts';
import { fillLog } from '../../../../support/engine/fillLog.ts';
import { tempFolder } from '../../../../support/tempFolder.ts';

const messages = 100_000;

test('of a hundred thousand messages each is stored once, and every counter adds up', (context) => {
  const folder = tempFolder(context);
  const { counters, bytes } = fillLog(folder, messages);
  const { session, platform } = counters;
  assert.deepEqual([session.arrived, platform.arrived], [messages / 10, (messages / 10) * 9]);
  for (const { arrived, received, sent, events, lost, stored, repeated, kinds } of [session, platform]) {
    assert.deepEqual([received + sent + events, lost, stored, repeated], [arrived, 0, arrived, 0]);
    assert.equal(
      Object.values(kinds).reduce((sum, count) => sum + count, 0),
      arrived,
    );
  }
  const { archive, log } = new LogBench({ folder });
  context.after(() => log.close());
  assert.deepEqual(archive.extent, { first: 1, end: messages + 1 });
  let [count, payloadBytes] = [0, 0];
  for (const chunk of archive.chunks(1, messages + 1)) {
    assert.equal(chunk.first, count + 1);
    count += chunk.count;
    payloadBytes += chunk.payloads().byteLength;
  }
  assert.deepEqual([count, payloadBytes], [messages, bytes]);
  const details = [...archive.details(1, messages + 1).values()];
  const perKind = messages / 1_000;
  assert.equal(details.filter(({ answeredMs }) => answeredMs === 50).length, 2 * perKind, 'requests and answers are joined');
  assert.equal(details.filter(({ note }) => note === 'dropped').length, perKind);
  assert.equal(details.filter(({ severity }) => severity === 'warning').length, perKind);
});
