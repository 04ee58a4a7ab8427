import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceForm, gatewayForm, longForm } from '../../../../src/platform/routing/topicForm.ts';
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

test('a gateway’s topics stay as they are, but for iotdm-1/#, which is that of all its devices', () => {
  assert.equal(gatewayForm.toLong('iotdm-1/#'), 'iotdm-1/type/+/id/+/#');
  for (const topic of ['iot-2/type/t/id/i/evt/e/fmt/json', 'iotdm-1/type/+/id/+/#', 'iotdm-1/type/t/id/i/response']) {
    assert.deepEqual([gatewayForm.toLong(topic), gatewayForm.toWire(topic)], [topic, topic]);
  }
});
