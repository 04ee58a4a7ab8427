import type { DeviceClass, DeviceName } from '../../rpc/device/deviceState.ts';
import type { RemoteControl } from '../../rpc/engineContract.ts';
import type { ListenerState, PlatformInfo } from '../../rpc/platformContract.ts';
import { deviceClientId, gatewayClientId } from '../../wiotp/clientId.ts';
import { tokenUserName } from '../../wiotp/limits.ts';
import type { Issued } from './fillRegistry.ts';

/** What is told of a platform that is ready. */
export interface Ready {
  readonly info: PlatformInfo;
  /** All that are registered, gateways included. */
  readonly devices: readonly (DeviceName & { readonly classId: DeviceClass })[];
  readonly apiKeys: readonly string[];
  /** What was just created, with tokens that are never told again. */
  readonly issued: Issued;
  /** How windows of other machines attach, where they can. */
  readonly attach?: RemoteControl;
  /** Whether this command only watches a platform that runs anyway. */
  readonly attached: boolean;
}

/** The first line of `--json`. Listeners that do not exist are null; only what was just created has its token. */
export function readyLine({ info, devices, apiKeys, issued, attach, attached }: Ready): string {
  const { plain, secure, rest, quickstart } = usualListeners(info);
  return JSON.stringify({
    event: 'ready',
    org: info.org,
    mqtt: urlOf('mqtt', plain),
    mqtts: urlOf('mqtts', secure),
    ws: urlOf('ws', plain),
    wss: urlOf('wss', secure),
    http: urlOf('http', plain),
    https: urlOf('https', rest),
    quickstart: urlOf('mqtt', quickstart),
    caFile: info.caFile ?? null,
    devices: devices.map(({ typeId, deviceId, classId }) => {
      const authToken = issued.devices.find((device) => device.typeId === typeId && device.deviceId === deviceId)?.authToken;
      return { typeId, deviceId, classId, authToken };
    }),
    apiKeys: apiKeys.map((key) => ({ key, token: issued.apiKeys.find((issue) => issue.key === key)?.token })),
    attach: attach ?? null,
    attached,
  });
}

/** The same for people, with what to do next. */
export function readyText({ info, devices, issued, attach, attached }: Ready): string {
  const { plain, secure, rest, quickstart } = usualListeners(info);
  const served = attached ? 'An embedded platform runs already and serves' : 'The embedded platform serves';
  const lines = [`${served} the organisation ${info.org} at ${urlOf('mqtt', plain)}.`];
  if (secure !== undefined) lines.push(`  with TLS           ${urlOf('mqtts', secure)}`);
  if (rest !== secure) lines.push(`  REST interface     ${urlOf('https', rest)}`);
  if (info.caFile !== undefined) lines.push(`  CA certificate     ${info.caFile}`);
  if (quickstart !== undefined) lines.push(`  Quickstart         ${urlOf('mqtt', quickstart)}`);
  lines.push('Each port takes MQTT, MQTT over WebSocket and HTTP alike.', ...issuedText(info.org, issued));
  if (attach !== undefined) {
    lines.push('', 'To attach from another machine: Attach to Platform…, with this address and this key, which is shown this once:');
    lines.push(`  address    ${attach.url}`, `  key        ${attach.key}`);
  }
  if (attached)
    lines.push(`It has ${devices.length} devices. What happens there follows. Ctrl+C ends this command, and the platform runs on.`);
  else lines.push('', 'Let a device connect: what it does, and why it is refused, is shown here.', 'Ctrl+C ends the platform.');
  return [...lines, ''].join('\n');
}

function issuedText(org: string, { devices, apiKeys }: Issued): string[] {
  const ofDevices = devices.map(({ typeId, deviceId, classId, authToken }) => [
    '',
    `A ${classId === 'Gateway' ? 'gateway' : 'device'} was registered; its token is shown this once:`,
    `  client ID  ${(classId === 'Gateway' ? gatewayClientId : deviceClientId)(org, typeId, deviceId)}`,
    `  user name  ${tokenUserName}`,
    `  password   ${authToken}`,
  ]);
  const ofKeys = apiKeys.map(({ key, token }) => [
    '',
    'An API key was created; its token is shown this once:',
    `  client ID  a:${org}:myapp (any name)`,
    `  user name  ${key}`,
    `  password   ${token}`,
  ]);
  return [...ofDevices, ...ofKeys].flat();
}

/** The listeners that a platform begins with, among those that were opened on other addresses later. */
function usualListeners({ listeners, host }: PlatformInfo): Record<'plain' | 'secure' | 'rest' | 'quickstart', ListenerState | undefined> {
  const full = listeners.filter((listener) => listener.service === 'full' && listener.host === host);
  const [secure, second] = full.filter((listener) => listener.secure);
  return {
    plain: full.find((listener) => !listener.secure),
    secure,
    rest: second ?? secure,
    quickstart: listeners.find(({ service }) => service === 'quickstart'),
  };
}

function urlOf(scheme: string, listener: Pick<ListenerState, 'host' | 'port'> | undefined): string | null {
  if (listener === undefined) return null;
  const { host, port } = listener;
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
