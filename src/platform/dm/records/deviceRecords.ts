import type { DeviceName, DeviceRecord } from '../../../rpc/device/deviceState.ts';
import type { Clock } from '../../../rpc/node/clock.ts';
import { deviceKey } from '../../deviceKey.ts';
import type { RecordStore } from '../../store/storage.ts';

interface Kept {
  readonly device: DeviceName;
  readonly record: DeviceRecord;
}

/** What the platform keeps about each device [D-model]. Knows nothing of messages. */
export class DeviceRecords {
  readonly #store: RecordStore;
  readonly #clock: Clock;
  readonly #changed: (device: DeviceName) => void;
  readonly #records = new Map<string, Kept>();

  /** `changed` is called whenever more, less or something else is known about a device. */
  constructor(store: RecordStore, clock: Clock, changed: (device: DeviceName) => void) {
    this.#store = store;
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Takes what an earlier run left. */
  restore(): void {
    for (const { device, record } of this.#store.load()) this.#records.set(deviceKey(device), { device, record });
  }

  /** Every device of which anything is known. */
  all(): Iterable<Kept> {
    return this.#records.values();
  }

  /** The record of a device; an empty one for a device of which nothing is known. */
  of(device: DeviceName): DeviceRecord {
    return this.#records.get(deviceKey(device))?.record ?? emptyRecord;
  }

  /** A device was registered by somebody: an API key, a gateway's client ID or `workbench`. */
  added(device: DeviceName, by: string): void {
    this.change(device, { added: { at: new Date(this.#clock.now()).toISOString(), by } });
  }

  /** Changes some members; `undefined` removes one. */
  change({ typeId, deviceId }: DeviceName, change: { readonly [K in keyof DeviceRecord]?: DeviceRecord[K] | undefined }): void {
    const device = { typeId, deviceId };
    const merged = Object.entries({ ...this.of(device), ...change }).filter(([, value]) => value !== undefined);
    const record = Object.fromEntries(merged) as unknown as DeviceRecord;
    this.#records.set(deviceKey(device), { device, record });
    this.#store.save(device, record);
    this.#changed(device);
  }

  forget(device: DeviceName): void {
    this.#records.delete(deviceKey(device));
    this.#store.remove(device);
  }
}

const emptyRecord: DeviceRecord = { deviceInfo: {}, metadata: {}, errorCodes: [], log: [] };
