import { deviceKey, type PlatformState } from './platformState.ts';

/** Whom the end of a platform concerns, besides the window that ends it. */
export interface OtherUse {
  /** Devices, gateways and applications that are connected. */
  readonly clients: readonly string[];
  /** Addresses at which other machines reach it. */
  readonly addresses: readonly string[];
}

/** Who uses a platform that runs; `own` are the keys of the devices that are connections of this window. */
export function usedByOthers(
  { devices, applications, info }: Pick<Extract<PlatformState, { phase: 'running' }>, 'devices' | 'applications' | 'info'>,
  own: ReadonlySet<string>,
): OtherUse {
  const boards = devices.filter((device) => device.online && !own.has(deviceKey(device)));
  const open = info.listeners.filter((listener) => listener.open).map(({ host }) => host);
  return {
    clients: [...boards.map(({ typeId, deviceId }) => `${typeId} ${deviceId}`), ...applications.map(({ clientId }) => clientId)],
    addresses: [...new Set(open)],
  };
}
