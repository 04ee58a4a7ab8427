import type { DeviceName } from '../../../rpc/device/deviceState.ts';

/**
 * The gateways that a user name can mean: `g/{org}/{typeId}/{deviceId}`, or `g-{org}-{typeId}-{deviceId}`, where several
 * ways to split are possible because IDs may contain hyphens [D-http]. Empty for a user name of no gateway.
 */
export function gatewaysNamed(userName: string, org: string): readonly DeviceName[] {
  const slashes = `g/${org}/`;
  if (userName.startsWith(slashes)) return splits(userName.slice(slashes.length), '/');
  const hyphens = `g-${org}-`;
  return userName.startsWith(hyphens) ? splits(userName.slice(hyphens.length), '-') : [];
}

function splits(rest: string, separator: string): readonly DeviceName[] {
  // Longer names are not registered, and each way costs a look-up.
  if (rest.length > 73) return [];
  const levels = rest.split(separator);
  return levels.slice(1).map((_, index) => ({
    typeId: levels.slice(0, index + 1).join(separator),
    deviceId: levels.slice(index + 1).join(separator),
  }));
}
