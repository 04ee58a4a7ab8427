import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { usedByOthers, type OtherUse } from '../../../../src/workbench/embeddedPlatform/usedByOthers.ts';
import { deviceState, platformInfo } from '../../../support/platform/deviceStates.ts';

const online = deviceState({ typeId: 'lamp', deviceId: 'l-1', online: true });
const offline = deviceState({ typeId: 'lamp', deviceId: 'l-2' });
const application = { clientId: 'a:abc123:shop', peer: '127.0.0.1:5', secure: false };
const nobody: OtherUse = { clients: [], addresses: [] };
const loopback = platformInfo().listeners;
const open = ([1883, 8883] as const).map((port) => {
  const host = '192.168.1.10';
  return { id: `${host}:${port}`, service: 'full', secure: port === 8883, host, port, open: true } as const;
});

describe('whom the end of a platform concerns', () => {
  for (const [what, use, expected] of [
    ['nobody is there', {}, nobody],
    ['a device is offline', { devices: [offline] }, nobody],
    ['the device is a connection of this window', { devices: [online], own: ['lamp/l-1'] }, nobody],
    ['it is another', { devices: [online, offline], own: ['lamp/l-2'] }, { clients: ['lamp l-1'], addresses: [] }],
    ['an application is there', { applications: [application] }, { clients: ['a:abc123:shop'], addresses: [] }],
    ['an address is open, with several ports', { listeners: [...loopback, ...open] }, { clients: [], addresses: ['192.168.1.10'] }],
  ] as const) {
    it(`when ${what}`, () => {
      const { devices = [], applications = [], own = [], listeners = loopback }: Use = use;
      assert.deepEqual(usedByOthers({ devices, applications, info: platformInfo({ listeners }) }, new Set(own)), expected);
    });
  }
});

interface Use extends Partial<Pick<Parameters<typeof usedByOthers>[0], 'devices' | 'applications'>> {
  readonly own?: readonly string[];
  readonly listeners?: typeof loopback;
}
