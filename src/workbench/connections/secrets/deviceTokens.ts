import { deviceOf } from '../../../profiles/deviceOf.ts';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import type { DeviceName } from '../../../rpc/device/deviceState.ts';
import type { PlatformState } from '../../embeddedPlatform/platformState.ts';
import type { Connections } from '../connections.ts';
import type { SecretVault } from './secretVault.ts';

/** Where tokens of the embedded platform's devices are kept: for the device itself, and for every profile that connects as it. */
export interface TokenPlaces {
  readonly vault: SecretVault;
  readonly connections: Connections;
  readonly platform: PlatformState;
}

export async function keepTokenOf(places: TokenPlaces, device: DeviceName, token: string): Promise<void> {
  const own = ownPlace(places, device);
  if (own !== undefined) await places.vault.keep(own.id, 'token', own.identity, token);
  for (const profile of profilesOf(places, device)) await places.connections.keepToken(profile, token);
}

export async function tokenOf(places: TokenPlaces, device: DeviceName): Promise<string | undefined> {
  const own = ownPlace(places, device);
  if (own === undefined) return undefined;
  const kept = await places.vault.get(own.id, 'token', own.identity);
  if (kept !== undefined) return kept;
  for (const profile of profilesOf(places, device)) {
    const token = await places.connections.token(profile);
    if (token !== undefined) return token;
  }
  return undefined;
}

export async function forgetTokenOf(places: TokenPlaces, device: DeviceName): Promise<void> {
  const own = ownPlace(places, device);
  if (own !== undefined) await places.vault.forget(own.id);
  for (const profile of profilesOf(places, device)) await places.connections.forgetToken(profile);
}

function ownPlace(
  { platform }: TokenPlaces,
  { typeId, deviceId }: DeviceName,
): { readonly id: string; readonly identity: string } | undefined {
  if (platform.phase !== 'running') return undefined;
  const { instanceId } = platform.info;
  return { id: `${instanceId}/${typeId}/${deviceId}`, identity: `embedded:${instanceId}/${typeId}/${deviceId}` };
}

/** Those whose token can be kept now: a profile with a transport for which nobody listens leads nowhere. */
function profilesOf({ connections }: TokenPlaces, { typeId, deviceId }: DeviceName): readonly ConnectionProfile[] {
  return connections.all().flatMap(({ profile, resolved }) => {
    const device = deviceOf(profile);
    const isIt = profile.target.kind === 'embedded' && device?.typeId === typeId && device.deviceId === deviceId;
    return isIt && resolved !== undefined ? [profile] : [];
  });
}
