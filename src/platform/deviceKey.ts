import type { DeviceName } from '../rpc/device/deviceState.ts';

/** A device as the key of a map: IDs contain no slash. */
export function deviceKey({ typeId, deviceId }: DeviceName): string {
  return `${typeId}/${deviceId}`;
}
