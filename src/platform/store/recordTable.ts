import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { DeviceName, DeviceRecord } from '../../rpc/device/deviceState.ts';
import { deviceKey } from '../deviceKey.ts';
import { listChange } from './listChange.ts';
import { differsInActivityOnly } from './recordChange.ts';
import type { RecordStore } from './storage.ts';
import type { WriteBatch } from './writeBatch.ts';

/** How many characters of JSON are written before messages get their turn. */
const charactersAtOnce = 1_000_000;

/** The members that grow long. Their entries have rows of their own, so that a new one does not write all of them again. */
const lists = ['log', 'errorCodes'] as const;

interface Changed {
  readonly device: DeviceName;
  readonly record: DeviceRecord;
}

/**
 * Device records in the database. A record is written with the next commit, however often it changed until then; one in which
 * only the time of the last activity changed, within a second.
 */
export class RecordTable implements RecordStore {
  readonly #database: DatabaseSync;
  readonly #batch: WriteBatch;
  readonly #statements: ReturnType<typeof prepareStatements>;
  /** The records as the database has them when everything that waits in the batch is written. */
  readonly #written = new Map<string, DeviceRecord>();
  readonly #promptly = new Map<string, Changed>();
  readonly #lazily = new Map<string, Changed>();

  constructor(database: DatabaseSync, batch: WriteBatch) {
    this.#database = database;
    this.#batch = batch;
    this.#statements = prepareStatements(database);
    batch.joinPromptly(() => this.#writeAll());
    batch.join(() => this.#writeSome());
  }

  *load(): Generator<Changed> {
    const rows = this.#database.prepare('SELECT * FROM device_records JOIN devices USING (type_id, device_id)').iterate();
    for (const row of rows) {
      const device = { typeId: String(row['type_id']), deviceId: String(row['device_id']) };
      const kept = JSON.parse(String(row['record'])) as DeviceRecord;
      const record: DeviceRecord = { ...kept, errorCodes: this.#entries(device, 'errorCodes'), log: this.#entries(device, 'log') };
      this.#written.set(deviceKey(device), record);
      yield { device, record };
    }
  }

  save(device: DeviceName, record: DeviceRecord): void {
    const key = deviceKey(device);
    const before = this.#promptly.get(key)?.record ?? this.#lazily.get(key)?.record ?? this.#written.get(key);
    if (!this.#promptly.has(key) && before !== undefined && differsInActivityOnly(before, record)) {
      this.#lazily.set(key, { device, record });
      return this.#batch.wake();
    }
    this.#lazily.delete(key);
    this.#promptly.set(key, { device, record });
    this.#batch.rely();
  }

  remove(device: DeviceName): void {
    const key = deviceKey(device);
    for (const changed of [this.#promptly, this.#lazily, this.#written]) changed.delete(key);
    this.#batch.add(this.#statements.remove, device.typeId, device.deviceId);
    this.#batch.add(this.#statements.removeEntries, device.typeId, device.deviceId);
  }

  #writeAll(): void {
    for (const [key, changed] of this.#promptly) this.#write(key, changed);
    this.#promptly.clear();
  }

  /** Whether more is left. */
  #writeSome(): boolean {
    let characters = 0;
    for (const [key, changed] of this.#lazily) {
      if (characters > charactersAtOnce) return true;
      characters += this.#write(key, changed);
      this.#lazily.delete(key);
    }
    return false;
  }

  /** How many characters that takes. */
  #write(key: string, { device: { typeId, deviceId }, record }: Changed): number {
    const before = this.#written.get(key);
    const { log: _, errorCodes: __, ...rest } = record;
    const text = JSON.stringify(rest);
    const { write, addEntry, removeEntries, removeOldest } = this.#statements;
    const add = (statement: StatementSync, ...values: readonly SQLInputValue[]): void =>
      this.#batch.addLazily(statement, typeId, deviceId, ...values);
    add(write, text);
    // What the database may have of a record that was never read is not known.
    if (before === undefined) add(removeEntries);
    for (const list of lists) {
      const { added, dropped } = listChange<unknown>(before?.[list] ?? [], record[list]);
      if (dropped > 0) add(removeOldest, list, dropped);
      for (const entry of added.toReversed()) add(addEntry, list, JSON.stringify(entry));
    }
    this.#written.set(key, record);
    return text.length;
  }

  #entries<L extends (typeof lists)[number]>({ typeId, deviceId }: DeviceName, list: L): DeviceRecord[L] {
    const rows = this.#statements.entries.all(typeId, deviceId, list);
    return rows.map((row) => JSON.parse(String(row['entry'])) as unknown) as unknown as DeviceRecord[L];
  }
}

const sql = {
  write: 'INSERT OR REPLACE INTO device_records VALUES (?, ?, ?)',
  remove: 'DELETE FROM device_records WHERE type_id = ? AND device_id = ?',
  entries: 'SELECT entry FROM device_entries WHERE type_id = ? AND device_id = ? AND list = ? ORDER BY entry_id DESC',
  addEntry: 'INSERT INTO device_entries (type_id, device_id, list, entry) VALUES (?, ?, ?, ?)',
  removeEntries: 'DELETE FROM device_entries WHERE type_id = ? AND device_id = ?',
  removeOldest: `DELETE FROM device_entries WHERE entry_id IN
    (SELECT entry_id FROM device_entries WHERE type_id = ? AND device_id = ? AND list = ? ORDER BY entry_id LIMIT ?)`,
} as const;

function prepareStatements(database: DatabaseSync): Readonly<Record<keyof typeof sql, StatementSync>> {
  const entries = Object.entries(sql).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(entries) as Record<keyof typeof sql, StatementSync>;
}
