import assert from 'node:assert/strict';
import { test } from 'node:test';
import { talkRows } from '../../../../../src/engine/log/studies/conversationRows.ts';
import { lintJudge } from '../../../../../src/engine/log/verdicts/judge.ts';
import { LintBench } from '../../../../../src/engine/log/verdicts/lintBench.ts';
import { isTooLarge } from '../../../../../src/engine/log/verdicts/tooLarge.ts';
import { defaultLintOptions } from '../../../../../src/lint/options.ts';
import type { LogMessage, TrafficRecord } from '../../../../../src/rpc/log/traffic.ts';
import { maxPayloadBytes } from '../../../../../src/wiotp/limits.ts';
import { LogBench } from '../../../../support/engine/logBench.ts';
import { bytesOf, recorded } from '../../../../support/engine/messages.ts';
import { schemaFile } from '../../../../support/ownSchemas/checked.ts';
import { projectPath } from '../../../../support/projectPaths.ts';

/** A JSON object of exactly so many bytes. */
function ofSize(value: object, bytes: number): Uint8Array {
  const bare = bytesOf({ ...value, pad: '' });
  return bytesOf({ ...value, pad: 'x'.repeat(bytes - bare.byteLength) });
}

async function taken(record: Partial<TrafficRecord>): Promise<LogMessage> {
  const log = new LogBench({ bench: { judge: lintJudge() } });
  log.take([recorded(record)]);
  const row = log.rows(1, 1)[0];
  const message = (await log.message(1)) ?? assert.fail();
  assert.deepEqual([row?.severity, row?.problems], [message.severity, message.findings.length], 'the row says the same');
  return message;
}

/** What is wrong with it besides its QoS, which is around the payload like its size. */
const rulesOf = ({ findings }: LogMessage): readonly string[] => findings.map(({ rule }) => rule).filter((rule) => rule !== 'dm/qos');

test('a payload as large as the platform takes it is no larger', () => {
  assert.deepEqual([isTooLarge(new Uint8Array(maxPayloadBytes)), isTooLarge(new Uint8Array(maxPayloadBytes + 1))], [false, true]);
});

for (const [what, topic, value, within] of [
  ['a notification of nothing', 'iotdevice-1/notify', {}, ['schema/required', 'schema/unknown-member']],
  ['an answer that nobody asked for', 'iotdevice-1/response', { rc: 200, reqId: 'r' }, ['schema/unknown-member']],
] as const) {
  test(`what is larger than the platform takes is judged by its size alone: ${what}`, async () => {
    for (const qos of [0, 1, 2] as const) {
      const fits = await taken({ topic, qos, payload: ofSize(value, maxPayloadBytes) });
      assert.deepEqual(rulesOf(fits), within);
      const tooLarge = await taken({ topic, qos, payload: ofSize(value, maxPayloadBytes + 1) });
      assert.deepEqual([rulesOf(tooLarge), tooLarge.reqId, tooLarge.rc], [['message/size'], undefined, undefined]);
    }
  });
}

test('so is an event, whatever it is', async () => {
  for (const payload of [new Uint8Array(maxPayloadBytes + 1).fill(0xff), new Uint8Array(maxPayloadBytes + 1).fill(0x7b)])
    assert.deepEqual(rulesOf(await taken({ payload })), ['message/size']);
});

test('its delivery is not compared with others', () => {
  const log = new LogBench();
  const large = recorded({ topic: 'iotdevice-1/notify', qos: 1, payload: new Uint8Array(maxPayloadBytes + 1) });
  log.take([large, { ...large, dup: true }]);
  assert.deepEqual(
    log.rows(1, 2).map(({ again }) => again),
    [undefined, undefined],
  );
});

test('own schemas are not asked about it', (context) => {
  const bench = new LintBench(() => undefined);
  context.after(() => bench.dispose());
  bench.configure({
    options: defaultLintOptions,
    schemas: [schemaFile('status.json', {}, 'iot-2/evt/#')],
    schemasProgram: projectPath('src', 'ownSchemas', 'main.ts'),
  });
  const topic = 'iot-2/evt/status/fmt/json';
  assert.notEqual(bench.own(topic, ofSize({}, maxPayloadBytes)), undefined);
  assert.equal(bench.own(topic, ofSize({}, maxPayloadBytes + 1)), undefined);
});

test('a conversation shows it, and does not read it', async () => {
  const log = new LogBench();
  const answer = { topic: 'iotdevice-1/response', direction: 'up' } as const;
  log.take([maxPayloadBytes, maxPayloadBytes + 1].map((bytes) => recorded({ ...answer, payload: ofSize({ reqId: 'o', rc: 200 }, bytes) })));
  const rows = await talkRows(log.reader, { from: 3, direction: 'back', most: 10 });
  assert.deepEqual(
    rows.map(({ row: { seq }, payload }) => [seq, payload]),
    [
      [1, { reqId: 'o', rc: 200 }],
      [2, undefined],
    ],
  );
});
