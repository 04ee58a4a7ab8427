import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalog } from '../../../../src/wiotp/catalog.ts';
import { gatewayForm, isDeviceManagement } from '../../../../src/wiotp/kind.ts';
import { unknownOperation } from '../../../../src/wiotp/topics/unknownOperation.ts';

describe('unknownOperation', () => {
  const misspelt: readonly (readonly [topic: string, nearest: string])[] = [
    ['iotdevice-1/mgmt/manages', 'iotdevice-1/mgmt/manage'],
    ['iotdevice-1/mgmt/Unmanage', 'iotdevice-1/mgmt/unmanage'],
    ['iotdevice-1/add/diag/errorcodes', 'iotdevice-1/add/diag/errorCodes'],
    ['iotdevice-1/clear/diag/logs', 'iotdevice-1/clear/diag/log'],
    ['iotdevice-1/mgmt/MANAGE', 'iotdevice-1/mgmt/manage'],
    ['iotdevice-1/device/update/metadata', 'iotdevice-1/mgmt/manage'],
    ['iotdevice-1/device/update/deviceinfo', 'iotdevice-1/mgmt/manage'],
    ['iotdevice-1/device/update/loc', 'iotdevice-1/device/update/location'],
    ['iotdevice-1/type/t/id/i/mgmt/mange', 'iotdevice-1/type/t/id/i/mgmt/manage'],
  ];
  for (const [topic, nearest] of misspelt) {
    it(`proposes ${nearest} for ${topic}`, () => {
      const found = unknownOperation(topic);
      assert.equal(found?.nearest, nearest);
      assert.match(found?.reason ?? '', /rc 404/);
      assert.equal(unknownOperation(found?.nearest ?? ''), undefined);
    });
  }

  it('lists the operations where none is near', () => {
    const found = unknownOperation('iotdevice-1/mgmt/foo');
    assert.equal(found?.nearest, undefined);
    assert.match(found?.advice ?? '', /^The operations are mgmt\/manage, .*response\.$/);
  });

  it('has nothing to say about any topic of the catalog, in either form', () => {
    for (const kind of catalog.filter(isDeviceManagement)) {
      const topic = (kind.topic ?? '').replaceAll(/[{}]/g, '');
      assert.equal(unknownOperation(topic), undefined, topic);
      assert.equal(unknownOperation(gatewayForm(topic).replaceAll(/[{}]/g, '')), undefined, topic);
    }
  });

  it('leaves topics that are not allowed to those who refuse them', () => {
    for (const topic of [
      '',
      'iotdevice-1/mgmt',
      'iotdevice-1/mgmt/+',
      'iotdevice-1/mgmt/a/b',
      'iot-2/evt/e/fmt/json',
      'iotdm-1/mgmt/manages',
    ]) {
      assert.equal(unknownOperation(topic), undefined, topic);
    }
  });
});
