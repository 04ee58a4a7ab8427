import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceForm, longForm } from '../../../../src/platform/routing/topicForm.ts';
import { catalog } from '../../../../src/wiotp/catalog.ts';

const form = deviceForm('sensor', 'one');

test('a device’s topics get its type and ID after the first level, and lose them again', () => {
  assert.equal(form.toLong('iot-2/evt/status/fmt/json'), 'iot-2/type/sensor/id/one/evt/status/fmt/json');
  assert.equal(form.toWire('iot-2/type/sensor/id/one/cmd/reset/fmt/json'), 'iot-2/cmd/reset/fmt/json');
  assert.equal(form.toLong('iotdm-1/#'), 'iotdm-1/type/sensor/id/one/#');
  for (const { topic = 'iotdm-1/#' } of catalog) assert.equal(form.toWire(form.toLong(topic)), topic);
});

test('an application’s topics stay as they are', () => {
  const topic = 'iot-2/type/+/id/+/evt/+/fmt/+';
  assert.deepEqual([longForm.toLong(topic), longForm.toWire(topic)], [topic, topic]);
});
