import type { ManagementChoice } from '../../../src/profiles/profile.ts';
import { usualManagement } from '../../../src/profiles/newProfile.ts';
import type { Endpoint, SessionSettings } from '../../../src/profiles/sessionSettings.ts';
import { tokenUserName } from '../../../src/wiotp/limits.ts';

/** An endpoint of loopback without TLS. */
export function testEndpoint(port: number, endpoint: Partial<Endpoint> = {}): Endpoint {
  return { transport: 'tcp', host: '127.0.0.1', port, path: '/mqtt', tls: { verifyChain: true, verifyHost: true }, ...endpoint };
}

/** Settings of the device `thermostat:t-1` of `abc123`, which does not manage, on a port of loopback. */
export function testSettings(port: number, settings: Partial<SessionSettings> = {}): SessionSettings {
  return {
    id: 'one',
    identity: { sender: 'device', org: 'abc123', typeId: 'thermostat', deviceId: 't-1' },
    home: 'other',
    isPlatform: true,
    endpoint: testEndpoint(port),
    userName: tokenUserName,
    mqttVersion: '3.1.1',
    cleanSession: true,
    keepAliveSeconds: 60,
    subscriptions: [
      { filter: 'iot-2/cmd/+/fmt/+', qos: 1 },
      { filter: 'iotdm-1/#', qos: 1 },
    ],
    management: management({ automatic: false }),
    ...settings,
  };
}

/** Device Management as usual, which is automatic, but for what is given. */
export function management(choice: Partial<ManagementChoice> = {}): ManagementChoice {
  return { ...usualManagement, ...choice };
}
