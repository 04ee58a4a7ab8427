import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publicationsOf } from '../../../../../src/workbench/traffic/message/publications.ts';

const device = 'd:abc123:lamp:l-1';
const gateway = 'g:abc123:gw:g-1';
const application = 'a:abc123:app';
const long = 'iot-2/type/lamp/id/l-1';

const rows: readonly (readonly [topic: string, clientId: string, publications: readonly string[]])[] = [
  [
    'iot-2/evt/s/fmt/json',
    device,
    ['device event iot-2/evt/s/fmt/json', `gateway event ${long}/evt/s/fmt/json`, `application event ${long}/evt/s/fmt/json`],
  ],
  ['iot-2/evt/s/fmt/json', 'nobody', ['device event iot-2/evt/s/fmt/json']],
  [`${long}/evt/s/fmt/json`, gateway, [`gateway event ${long}/evt/s/fmt/json`, `application event ${long}/evt/s/fmt/json`]],
  [`${long}/evt/s/fmt/json`, application, [`application event ${long}/evt/s/fmt/json`, `gateway event ${long}/evt/s/fmt/json`]],
  [`${long}/cmd/s/fmt/json`, application, [`application command ${long}/cmd/s/fmt/json`]],
  ['iot-2/cmd/s/fmt/json', device, [`application command ${long}/cmd/s/fmt/json`]],
  ['iotdevice-1/mgmt/manage', device, ['device exact iotdevice-1/mgmt/manage']],
  ['iotdevice-1/response', device, ['device exact iotdevice-1/response']],
  ['iotdevice-1/type/lamp/id/l-1/mgmt/manage', gateway, ['gateway exact iotdevice-1/type/lamp/id/l-1/mgmt/manage']],
  ['iotdm-1/mgmt/initiate/device/reboot', device, []],
  ['iotdm-1/response', device, []],
  ['iot-2/type/lamp/id/l-1/mon', application, []],
  ['some/topic', device, []],
  ['', device, []],
  ['iot-2/evt/+/fmt/json', device, []],
];
for (const [topic, clientId, publications] of rows) {
  test(`${topic} of ${clientId} is published by ${publications.length === 0 ? 'nobody' : publications.join(', ')}`, () => {
    const found = publicationsOf({ topic, clientId }).map((one) => `${one.sender} ${one.sort} ${one.topic}`);
    assert.deepEqual(found, publications);
  });
}
