import type { DeviceName, DeviceState } from '../../rpc/device/deviceState.ts';
import { deviceKey, type DeviceChanges } from './platformState.ts';

/** All devices of a platform, kept true by its news. */
export class DeviceBook {
  readonly #devices = new Map<string, DeviceState>();
  #listed: readonly DeviceState[] | undefined;

  constructor(devices: readonly DeviceState[] = []) {
    for (const device of devices) this.#devices.set(deviceKey(device), device);
  }

  take({ changed, gone }: DeviceChanges): void {
    for (const device of gone) this.#devices.delete(deviceKey(device));
    for (const device of changed) this.#devices.set(deviceKey(device), device);
    this.#listed = undefined;
  }

  find(name: DeviceName): DeviceState | undefined {
    return this.#devices.get(deviceKey(name));
  }

  /** All of them, by type and ID. */
  all(): readonly DeviceState[] {
    this.#listed ??= [...this.#devices].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, device]) => device);
    return this.#listed;
  }
}
