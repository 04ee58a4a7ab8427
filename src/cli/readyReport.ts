import type { Listening } from '../platform/listener.ts';
import type { Registry } from '../platform/registry/registry.ts';
import { deviceClientId } from '../wiotp/clientId.ts';
import { tokenUserName } from '../wiotp/limits.ts';
import type { Issued } from './fillRegistry.ts';

/** The first line of `--json`. Listeners that do not exist are null; only what was just created has its token. */
export function readyLine(registry: Registry, { host, port }: Listening, issued: Issued): string {
  const devices = registry.devices().map(({ typeId, deviceId }) => {
    const authToken = issued.devices.find((device) => device.typeId === typeId && device.deviceId === deviceId)?.authToken;
    return { typeId, deviceId, authToken };
  });
  const apiKeys = registry.apiKeys().map((key) => ({ key, token: issued.apiKeys.find((issue) => issue.key === key)?.token }));
  return JSON.stringify({
    event: 'ready',
    org: registry.org,
    mqtt: mqttUrl(host, port),
    mqtts: null,
    ws: null,
    wss: null,
    http: null,
    https: null,
    quickstart: null,
    caFile: null,
    devices,
    apiKeys,
  });
}

/** The same for people. */
export function readyText(registry: Registry, { host, port }: Listening, issued: Issued): string {
  const lines = [`The embedded platform serves the organisation ${registry.org} at ${mqttUrl(host, port)}.`];
  for (const { typeId, deviceId, authToken } of issued.devices) {
    lines.push(
      '',
      'A device was registered; its token is shown this once:',
      `  client ID  ${deviceClientId(registry.org, typeId, deviceId)}`,
      `  user name  ${tokenUserName}`,
      `  password   ${authToken}`,
    );
  }
  for (const { key, token } of issued.apiKeys) {
    lines.push(
      '',
      'An API key was created; its token is shown this once:',
      `  client ID  a:${registry.org}:myapp (any name)`,
      `  user name  ${key}`,
      `  password   ${token}`,
    );
  }
  return [...lines, '', 'Ctrl+C ends it.', ''].join('\n');
}

function mqttUrl(host: string, port: number): string {
  return `mqtt://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
