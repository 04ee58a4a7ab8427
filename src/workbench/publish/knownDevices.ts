import { isEmbedded } from '../../profiles/resolveProfile.ts';
import type { ConnectionProfile } from '../../profiles/profile.ts';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { Parts } from '../parts.ts';
import { nameOf } from '../embeddedPlatform/platformState.ts';

/** The devices that the embedded platform knows, where a connection leads there; of any other target nobody knows. */
export function knownDevices({ platform }: Pick<Parts, 'platform'>, profile: ConnectionProfile): readonly DeviceName[] {
  return isEmbedded(profile) && platform.state.phase === 'running' ? platform.state.devices.map(nameOf) : [];
}
