import type { DeviceDetails, DeviceName, DeviceState } from '../../rpc/device/deviceState.ts';
import type { PlatformHost } from './platformHost.ts';
import { deviceKey, nameOf } from './platformState.ts';

/** A device that changes all the time is asked for no more often than this, in milliseconds. */
const pauseMs = 250;

interface Followed {
  details: DeviceDetails | undefined;
  /** What {@link Followed.details} were as text, to see whether they changed. */
  text: string;
  asking: Promise<void> | undefined;
  again: boolean;
}

/** Everything about the few devices that somebody looks at, kept true while they do. */
export class FollowedDevices {
  readonly #platform: Pick<PlatformHost, 'calls'>;
  readonly #changed: (device: DeviceName) => void;
  readonly #followed = new Map<string, Followed>();

  /** `changed` is called when the details of a device that is followed are others than before. */
  constructor(platform: Pick<PlatformHost, 'calls'>, changed: (device: DeviceName) => void) {
    this.#platform = platform;
    this.#changed = changed;
  }

  /** The details of a device, which is followed from now on; `undefined` for one that is gone. */
  async details(name: DeviceName): Promise<DeviceDetails | undefined> {
    const key = deviceKey(name);
    let followed = this.#followed.get(key);
    if (followed === undefined) {
      followed = { details: undefined, text: '', asking: undefined, again: false };
      this.#followed.set(key, followed);
    }
    if (followed.details === undefined) await (followed.asking ?? this.#ask(name, followed, false));
    return followed.details;
  }

  /** Nobody looks at a device any more. */
  leave(name: DeviceName): void {
    this.#followed.delete(deviceKey(name));
  }

  /** Asks anew for those of the devices that are followed. */
  take(devices: readonly (DeviceName | DeviceState)[]): void {
    if (this.#followed.size === 0) return;
    for (const device of devices) {
      const followed = this.#followed.get(deviceKey(device));
      if (followed?.details !== undefined) void this.#ask(nameOf(device), followed, true);
    }
  }

  /** Who is followed. */
  names(): readonly DeviceName[] {
    return [...this.#followed.values()].flatMap(({ details }) => (details === undefined ? [] : [nameOf(details.state)]));
  }

  /** Forgets everybody. */
  clear(): void {
    this.#followed.clear();
  }

  #ask(name: DeviceName, followed: Followed, tells: boolean): Promise<void> {
    if (followed.asking === undefined)
      followed.asking = this.#askUntilTrue(name, followed, tells).finally(() => (followed.asking = undefined));
    else followed.again = true;
    return followed.asking;
  }

  async #askUntilTrue(name: DeviceName, followed: Followed, tells: boolean): Promise<void> {
    for (let first = true; first || followed.again; first = false) {
      if (!first) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (this.#followed.get(deviceKey(name)) !== followed) return;
      followed.again = false;
      // A device or a platform that is gone meanwhile takes its row with it.
      const details = await this.#platform
        .calls()
        .then((calls) => calls.ask('device', name))
        .catch(() => undefined);
      const text = JSON.stringify(details) ?? '';
      const isOther = text !== followed.text;
      Object.assign(followed, { details, text });
      if (isOther && (tells || !first)) this.#changed(name);
    }
  }
}
