import type { DeviceState } from '../../rpc/device/deviceState.ts';
import type { ListenerState } from '../../rpc/platformContract.ts';
import type { Parts } from '../parts.ts';

/** The registered devices of the platform that runs; none while it does not. */
export function devicesOf({ platform }: Pick<Parts, 'platform'>): readonly DeviceState[] {
  return platform.state.phase === 'running' ? platform.state.devices : [];
}

/** Where the platform that runs serves its organisation. */
export function listenersOf({ platform }: Pick<Parts, 'platform'>): readonly ListenerState[] {
  return platform.state.phase === 'running' ? platform.state.info.listeners.filter(({ service }) => service === 'full') : [];
}
