import type { DeviceName, JsonObject, Management } from '../../rpc/device/deviceState.ts';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import { deviceKey } from '../deviceKey.ts';
import type { DeviceRecords } from './records/deviceRecords.ts';

/** The longest time a timer can wait; later ends are waited for in steps. */
const longestWaitMs = 2 ** 31 - 1;

/** The last moment that a date can name. A lifetime that ends later never does. */
const lastDateMs = 8.64e15;

/**
 * Which devices are managed [D-dm]. A device whose lifetime passes without a new Manage request is dormant: no longer managed,
 * and nothing is known of its management but that. Everything is in the devices' records; this is what changes it in time.
 */
export class ManagedDevices {
  readonly #records: DeviceRecords;
  readonly #clock: Clock;
  readonly #timers = new Map<string, Timer>();

  constructor(records: DeviceRecords, clock: Clock) {
    this.#records = records;
    this.#clock = clock;
  }

  /** Takes what the records remember from an earlier run. */
  restore(): void {
    for (const { device } of this.#records.all()) this.#watch(device);
  }

  has(device: DeviceName): boolean {
    return this.#of(device) !== undefined;
  }

  /** Whether the last Manage request claimed an action or a package; what it left out counts as not supported [D-dm]. */
  supports(device: DeviceName, claim: string): boolean {
    const supports = this.#of(device)?.supports ?? {};
    return Object.hasOwn(supports, claim) && supports[claim] === true;
  }

  /** A Manage request was accepted. `lifetimeSeconds` 0 means never dormant. What is known of the firmware stays. */
  manage(device: DeviceName, lifetimeSeconds: number, supports: Management['supports']): void {
    const firmware = this.#of(device)?.firmware;
    const until = this.#clock.now() + lifetimeSeconds * 1000;
    const ends = lifetimeSeconds > 0 && until <= lastDateMs;
    this.#set(device, {
      dormant: false,
      ...(ends ? { dormantDateTime: new Date(until).toISOString() } : {}),
      lastActivityDateTime: this.#now(),
      supports,
      ...(firmware === undefined ? {} : { firmware }),
    });
    this.#watch(device);
  }

  /** The device sent something. */
  active(device: DeviceName): void {
    this.#merge(device, { lastActivityDateTime: this.#now() });
  }

  /** Some members of the firmware changed; of a device that is not managed nothing is kept [D-model]. */
  setFirmware(device: DeviceName, change: JsonObject): void {
    const firmware = { ...this.#of(device)?.firmware, ...change, updatedDateTime: this.#now() };
    this.#merge(device, { firmware });
  }

  /** The device is no longer managed; one that is not is no error. */
  unmanage(device: DeviceName): void {
    if (this.#records.of(device).mgmt !== undefined) this.#set(device, undefined);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  #of(device: DeviceName): Management | undefined {
    const { mgmt } = this.#records.of(device);
    return mgmt?.dormant === true ? undefined : mgmt;
  }

  #merge(device: DeviceName, change: Partial<Management>): void {
    const mgmt = this.#of(device);
    if (mgmt !== undefined) this.#records.change(device, { mgmt: { ...mgmt, ...change } });
  }

  #set(device: DeviceName, mgmt: Management | undefined): void {
    const key = deviceKey(device);
    this.#timers.get(key)?.cancel();
    this.#timers.delete(key);
    this.#records.change(device, { mgmt });
  }

  #watch({ typeId, deviceId }: DeviceName): void {
    const device = { typeId, deviceId };
    const mgmt = this.#of(device);
    if (mgmt?.dormantDateTime === undefined) return;
    const rest = Date.parse(mgmt.dormantDateTime) - this.#clock.now();
    if (rest <= 0) return this.#fallAsleep(device, mgmt);
    const timer = this.#clock.after(Math.min(rest, longestWaitMs), () => this.#watch(device));
    this.#timers.set(deviceKey(device), timer);
  }

  /** The attributes `mgmt.*` are deleted, but for what tells that the device is dormant [D-model]. */
  #fallAsleep(device: DeviceName, { dormantDateTime = '', lastActivityDateTime }: Management): void {
    this.#set(device, { dormant: true, dormantDateTime, lastActivityDateTime, supports: {} });
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}
