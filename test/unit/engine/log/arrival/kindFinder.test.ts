import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KindFinder } from '../../../../../src/engine/log/arrival/kindFinder.ts';

const table = [
  ['iot-2/evt/status/fmt/json', 'd:abc123:sensor:one', 'device.event'],
  ['iot-2/cmd/reset/fmt/json', 'd:abc123:sensor:one', 'device.command'],
  ['iotdm-1/response', 'd:abc123:sensor:one', 'dm.serverResponse'],
  ['iotdevice-1/type/t/id/i/mgmt/manage', 'g:abc123:gateway:one', 'dm.manage'],
  ['iot-2/type/t/id/i/evt/e/fmt/json', 'g:abc123:gateway:one', 'gateway.event'],
  ['iot-2/type/t/id/i/evt/e/fmt/json', 'a:abc123:app', 'app.event'],
  ['iot-2/type/t/id/i/cmd/c/fmt/json', 'A:abc123:app', 'app.command'],
  ['iot-2/type/t/id/i/evt/e/fmt/json', '', 'gateway.event'],
  ['iot-2/evt//fmt/json', 'd:abc123:sensor:one', undefined],
  ['', '', undefined],
] as const;

const finder = new KindFinder();

// Twice: found, and then remembered.
for (const round of ['found', 'remembered']) {
  for (const [topic, clientId, kind] of table) {
    test(`${topic} of ${clientId || 'nobody'} is ${kind ?? 'of no kind'}, ${round}`, () => {
      assert.equal(finder.find(topic, clientId)?.kind.name, kind);
    });
  }
}

test('any number of topics can come, and each is found', () => {
  for (let at = 0; at < 25_000; at++) assert.equal(finder.find(`iot-2/evt/${at}/fmt/json`, 'd:a:b:c')?.parts['eventId'], String(at));
});
