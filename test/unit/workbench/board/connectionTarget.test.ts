import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ListenerState, PlatformInfo } from '../../../../src/rpc/platformContract.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { connectionTarget } from '../../../../src/workbench/board/connectionTarget.ts';

function listener(host: string, port: number, secure: boolean, service: ListenerState['service'] = 'full'): ListenerState {
  return { id: `${host}:${port}`, host, port, secure, service, open: host !== '127.0.0.1' };
}

const info: PlatformInfo = {
  instanceId: 'i-1',
  org: 'abc123',
  pid: 1,
  host: '127.0.0.1',
  port: 1883,
  listeners: [
    listener('127.0.0.1', 1884, false, 'quickstart'),
    listener('127.0.0.1', 1883, false),
    listener('127.0.0.1', 8883, true),
    listener('192.168.1.10', 50_001, false),
  ],
  ca: 'PEM',
  quota: 'off',
  tolerant: false,
  keepRunning: false,
};
const device = { typeId: 'lamp', deviceId: 'l-1', classId: 'Device' } as const;

describe('code is made for', () => {
  for (const [address, tls, port] of [
    ['127.0.0.1', false, 1883],
    ['127.0.0.1', true, 8883],
    ['192.168.1.10', false, 50_001],
  ] as const) {
    it(`port ${port} of ${address} ${tls ? 'with' : 'without'} TLS`, () => {
      const target = connectionTarget(info, { device, token: 'secret', address, tls });
      assert.deepEqual(target, {
        org: 'abc123',
        ...device,
        token: 'secret',
        host: address,
        address,
        port,
        tls,
        caPem: 'PEM',
        transport: 'tcp',
      });
    });
  }

  it('nothing where the platform does not listen', () => {
    for (const [address, tls] of [
      ['192.168.1.10', true],
      ['192.168.7.23', false],
    ] as const) {
      assert.throws(() => connectionTarget(info, { device, token: undefined, address, tls }), isRefusal);
    }
  });

  it('a device whose token is not known, without one', () => {
    assert.ok(!('token' in connectionTarget(info, { device, token: undefined, address: '127.0.0.1', tls: false })));
  });
});
