import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { Command, ready, temporaryFolder } from '../../support/platform/command.ts';
import type { SdkClient } from './sdkProtocol.ts';

export const org = 'abc123';
export const device = { typeId: 'sensor', deviceId: 'one' };
export const gateway = { typeId: 'bridge', deviceId: 'g-1' };
export const token = 'a-token-of-the-tests';
export const apiKey = { key: `a-${org}-1234567890`, token: 'the-token-of-the-key' };

/** `wiotp platform` on ports of its own, with one device, one gateway and one API key. */
export interface ServedPlatform {
  readonly command: Command;
  readonly port: number;
  readonly tlsPort: number;
  readonly caFile: string;
}

export async function servePlatform(t: TestContext, args: readonly string[] = []): Promise<ServedPlatform> {
  const file = join(temporaryFolder(t), 'registry.json');
  const registry = {
    org,
    devices: [{ ...device, authToken: token }],
    gateways: [{ ...gateway, authToken: token, role: 'privileged' }],
    apiKeys: [apiKey],
  };
  writeFileSync(file, JSON.stringify(registry));
  const command = new Command(t, ['platform', '--json', '--port', '0', '--tls-port', '0', '--registry', file, ...args]);
  const { port, mqtts, caFile } = await ready(command);
  return { command, port, tlsPort: Number(new URL(mqtts ?? '').port), caFile: caFile ?? '' };
}

type MqttOptions = Readonly<Record<string, unknown>>;

const usual: MqttOptions = { port: 8883 };

/** A device of `@wiotp/sdk`. */
export function sdkDevice(mqtt: MqttOptions = usual): SdkClient {
  return { module: '@wiotp/sdk', client: 'DeviceClient', config: [{ orgId: org, ...device }, { token }, sdkOptions(mqtt)] };
}

/** A gateway of `@wiotp/sdk`. */
export function sdkGateway(mqtt: MqttOptions = usual): SdkClient {
  return { module: '@wiotp/sdk', client: 'GatewayClient', config: [{ orgId: org, ...gateway }, { token }, sdkOptions(mqtt)] };
}

/** An application of `@wiotp/sdk`. */
export function sdkApplication(mqtt: MqttOptions = usual, appId = 'tests'): SdkClient {
  return { module: '@wiotp/sdk', client: 'ApplicationClient', config: [{ appId }, apiKey, sdkOptions(mqtt)] };
}

/** A managed device of `ibmiotf`. */
export const iotfDevice: SdkClient = {
  module: 'ibmiotf',
  client: 'IotfManagedDevice',
  config: [{ org, domain: 'localhost', type: device.typeId, id: device.deviceId, 'auth-method': 'token', 'auth-token': token }],
};

/** A managed gateway of `ibmiotf`. */
export const iotfGateway: SdkClient = {
  module: 'ibmiotf',
  client: 'IotfManagedGateway',
  config: [{ org, domain: 'localhost', type: gateway.typeId, id: gateway.deviceId, 'auth-method': 'token', 'auth-token': token }],
};

/** An application of `ibmiotf`. */
export const iotfApplication: SdkClient = {
  module: 'ibmiotf',
  client: 'IotfApplication',
  config: [{ org, domain: 'localhost', id: 'iotf-tests', 'auth-key': apiKey.key, 'auth-token': apiKey.token }],
};

function sdkOptions(mqtt: MqttOptions): object {
  return { domain: 'localhost', logLevel: 'warn', mqtt };
}
