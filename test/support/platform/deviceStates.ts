import type { DeviceState } from '../../../src/rpc/device/deviceState.ts';
import type { PlatformInfo } from '../../../src/rpc/platformContract.ts';

/** A registered device about which there is nothing special to say. */
export function deviceState(changes: Partial<DeviceState> = {}): DeviceState {
  return {
    typeId: 'sensor',
    deviceId: 'one',
    classId: 'Device',
    online: false,
    managed: false,
    dormant: false,
    disabled: false,
    hasToken: true,
    problems: 0,
    faulty: false,
    ...changes,
  };
}

/** A platform that listens on port 1883 of loopback. */
export function platformInfo(changes: Partial<PlatformInfo> = {}): PlatformInfo {
  const { host, port } = { host: '127.0.0.1', port: 1883 };
  return {
    instanceId: 'instance',
    org: 'abc123',
    pid: 1,
    host,
    port,
    listeners: [{ id: `${host}:${port}`, service: 'full', secure: false, host, port, open: false }],
    quota: 'off',
    tolerant: false,
    keepRunning: false,
    ...changes,
  };
}
