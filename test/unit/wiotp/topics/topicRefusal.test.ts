import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalText } from '../../../../src/wiotp/refusal.ts';
import { topicFault } from '../../../../src/wiotp/topics/topicFault.ts';
import { topicRefusal } from '../../../../src/wiotp/topics/topicRefusal.ts';

test('a refusal says all that is known about the fault', () => {
  const fault = topicFault('device', 'publish', 'iot-2/cmd/reset/fmt/json') ?? assert.fail();
  const refusal = topicRefusal('device', 'publish', 'iot-2/cmd/reset/fmt/json') ?? assert.fail();
  assert.equal(refusal.code, fault.code);
  for (const said of [fault.reason, fault.advice]) assert.ok(refusalText(refusal).includes(said), said);
});

test('a topic that may be used is not refused', () => {
  assert.equal(topicRefusal('device', 'publish', 'iot-2/evt/status/fmt/json'), undefined);
});
