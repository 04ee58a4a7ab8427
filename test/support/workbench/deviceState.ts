import type { DeviceDetails, DeviceState } from '../../../src/rpc/device/deviceState.ts';
import { deviceState as anyDevice } from '../platform/deviceStates.ts';

/** A device as the platform tells of it: offline, unmanaged and without anything that is wrong, unless told. */
export function deviceState(typeId: string, deviceId: string, more: Partial<DeviceState> = {}): DeviceState {
  return anyDevice({ typeId, deviceId, ...more });
}

/** Everything about a device of which nothing is known yet, unless told. */
export function deviceDetails(state: DeviceState, more: Partial<DeviceDetails> = {}): DeviceDetails {
  return { state, record: { deviceInfo: {}, metadata: {}, errorCodes: [], log: [] }, actions: [], problems: [], ...more };
}
