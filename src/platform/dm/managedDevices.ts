import type { DeviceName } from '../../rpc/platformContract.ts';
import type { Clock, Timer } from '../clock.ts';
import { deviceKey } from '../deviceKey.ts';
import type { Registry } from '../registry/registry.ts';

/** The longest time a timer can wait; later ends are waited for in steps. */
const longestWaitMs = 2 ** 31 - 1;

interface Management {
  /** Milliseconds since the epoch; `Infinity` for never dormant. */
  readonly until: number;
  /** Whether the Manage request claimed device actions; not known after a restart of the platform. */
  readonly deviceActions?: boolean;
}

/**
 * Which devices are managed [D-dm]. A device whose lifetime passes without a new Manage request is dormant,
 * that is, no longer managed.
 */
export class ManagedDevices {
  readonly #registry: Registry;
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #managed = new Map<string, Management>();
  readonly #timers = new Map<string, Timer>();

  /** `changed` is called whenever a device begins or ceases to be managed. */
  constructor(registry: Registry, clock: Clock, changed: () => void) {
    this.#registry = registry;
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Takes what the registry remembers from an earlier run. */
  restore(): void {
    for (const device of this.#registry.devices()) {
      if (device.managedUntil === undefined) continue;
      this.#managed.set(deviceKey(device), { until: device.managedUntil });
      this.#watch(device);
    }
  }

  has(device: DeviceName): boolean {
    return this.#managed.has(deviceKey(device));
  }

  /** Whether the device claimed to support reboot and factory reset; `undefined` when that is not known. */
  claimsDeviceActions(device: DeviceName): boolean | undefined {
    return this.#managed.get(deviceKey(device))?.deviceActions;
  }

  /** A Manage request was accepted. `lifetimeSeconds` 0 means never dormant. */
  manage(device: DeviceName, lifetimeSeconds: number, deviceActions: boolean): void {
    const until = lifetimeSeconds === 0 ? Infinity : this.#clock.now() + lifetimeSeconds * 1000;
    this.#set(device, { until, deviceActions });
    this.#watch(device);
  }

  /** The device is no longer managed; one that is not is no error. */
  unmanage(device: DeviceName): void {
    if (this.has(device)) this.#set(device, undefined);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  #set(device: DeviceName, management: Management | undefined): void {
    const key = deviceKey(device);
    this.#timers.get(key)?.cancel();
    this.#timers.delete(key);
    if (management === undefined) this.#managed.delete(key);
    else this.#managed.set(key, management);
    this.#registry.setManaged(device, management?.until);
    this.#changed();
  }

  #watch(device: DeviceName): void {
    const key = deviceKey(device);
    const until = this.#managed.get(key)?.until;
    if (until === undefined || until === Infinity) return;
    const rest = until - this.#clock.now();
    if (rest <= 0) this.#set(device, undefined);
    else
      this.#timers.set(
        key,
        this.#clock.after(Math.min(rest, longestWaitMs), () => this.#watch(device)),
      );
  }
}
