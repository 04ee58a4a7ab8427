import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintJudge, worstOf } from '../../../../src/engine/log/judge.ts';
import { catalog } from '../../../../src/wiotp/catalog.ts';
import { buildTopic, matchTopic } from '../../../../src/wiotp/topic.ts';
import { bytesOf } from '../../../support/engine/messages.ts';

function judge(topic: string, payload: Uint8Array): readonly string[] {
  const match = matchTopic(topic);
  if (match === undefined) throw new Error(`${topic} is of no kind`);
  return lintJudge(match, payload).map(({ severity }) => severity);
}

const parts = { eventId: 'e', commandId: 'c', format: 'json', typeId: 't', deviceId: 'd', bundleId: 'b', actionId: 'a' };

for (const kind of catalog.filter(({ topic }) => topic !== undefined)) {
  const { typeId, deviceId, ...others } = parts;
  const topic = buildTopic(kind.name, kind.topic?.includes('{typeId}') === true ? { ...others, typeId, deviceId } : others);
  test(`${kind.name}: its examples are fine and its invalid ones are not`, () => {
    for (const example of kind.examples) assert.deepEqual(judge(topic, bytesOf(example)).includes('error'), false, JSON.stringify(example));
    for (const { payload } of kind.invalid) assert.notDeepEqual(judge(topic, bytesOf(payload)), [], JSON.stringify(payload));
  });
}

test('an event in format json must be JSON; in other formats it is free', () => {
  assert.deepEqual(judge('iot-2/evt/e/fmt/json', bytesOf('{"a":')), ['error']);
  assert.deepEqual(judge('iot-2/evt/e/fmt/json', bytesOf('21.4')), []);
  assert.deepEqual(judge('iot-2/evt/e/fmt/bin', new Uint8Array([0xff, 0xfe])), []);
});

test('bytes that are no UTF-8 are an error where JSON is wanted', () => {
  assert.deepEqual(judge('iot-2/evt/e/fmt/json', new Uint8Array([0x22, 0xff, 0x22])), ['error']);
  assert.deepEqual(judge('iotdevice-1/mgmt/manage', new Uint8Array([0xff])), ['error']);
});

test('the worst of several findings counts', () => {
  const finding = (severity: 'error' | 'warning' | 'hint') => ({ rule: 'r', severity, message: 'm' });
  assert.equal(worstOf([]), undefined);
  assert.equal(worstOf([finding('hint')]), 'hint');
  assert.equal(worstOf([finding('hint'), finding('warning'), finding('hint')]), 'warning');
  assert.equal(worstOf([finding('warning'), finding('error')]), 'error');
});
