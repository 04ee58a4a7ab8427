import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DeviceName, DeviceRecord } from '../../rpc/deviceState.ts';
import { deviceKey } from '../deviceKey.ts';
import type { RecordStore } from './storage.ts';
import type { WriteBatch } from './writeBatch.ts';

/** How many characters of JSON are written before messages get their turn. */
const charactersAtOnce = 1_000_000;

/**
 * Device records in the database. A record is written at most once a second however often it changes, because it holds the
 * whole diagnostic log of its device.
 */
export class RecordTable implements RecordStore {
  readonly #database: DatabaseSync;
  readonly #batch: WriteBatch;
  readonly #write: StatementSync;
  readonly #delete: StatementSync;
  readonly #changed = new Map<string, { readonly device: DeviceName; readonly record: DeviceRecord }>();

  constructor(database: DatabaseSync, batch: WriteBatch) {
    this.#database = database;
    this.#batch = batch;
    this.#write = database.prepare('INSERT OR REPLACE INTO device_records VALUES (?, ?, ?)');
    this.#delete = database.prepare('DELETE FROM device_records WHERE type_id = ? AND device_id = ?');
    batch.join(() => this.#writeSome());
  }

  *load(): Generator<{ readonly device: DeviceName; readonly record: DeviceRecord }> {
    const rows = this.#database.prepare('SELECT * FROM device_records JOIN devices USING (type_id, device_id)').iterate();
    for (const row of rows) {
      const device = { typeId: String(row['type_id']), deviceId: String(row['device_id']) };
      yield { device, record: JSON.parse(String(row['record'])) as DeviceRecord };
    }
  }

  save(device: DeviceName, record: DeviceRecord): void {
    this.#changed.set(deviceKey(device), { device, record });
    this.#batch.wake();
  }

  remove(device: DeviceName): void {
    this.#changed.delete(deviceKey(device));
    this.#batch.add(this.#delete, device.typeId, device.deviceId);
  }

  /** Whether more is left. */
  #writeSome(): boolean {
    let characters = 0;
    for (const [key, { device, record }] of this.#changed) {
      if (characters > charactersAtOnce) return true;
      const text = JSON.stringify(record);
      characters += text.length;
      this.#batch.addLazily(this.#write, device.typeId, device.deviceId, text);
      this.#changed.delete(key);
    }
    return false;
  }
}
