import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DeviceClass } from '../../rpc/device/deviceState.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { expectTypeId } from './refusals.ts';

/** A device type [D-model]. */
export interface DeviceType {
  readonly id: string;
  readonly classId: DeviceClass;
  /** Everything else that the REST interface was given, such as `description` and `deviceInfo`. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Device types, in the database and in memory. */
export class DeviceTypeTable {
  readonly #set: StatementSync;
  readonly #remove: StatementSync;
  readonly #types: Map<string, DeviceType>;

  constructor(database: DatabaseSync) {
    this.#set = database.prepare('INSERT OR REPLACE INTO device_types VALUES (?, ?, ?)');
    this.#remove = database.prepare('DELETE FROM device_types WHERE type_id = ?');
    this.#types = new Map(
      database
        .prepare('SELECT * FROM device_types')
        .all()
        .map((row) => [String(row['type_id']), typeFrom(row)]),
    );
  }

  /** Ordered by ID. */
  all(): readonly DeviceType[] {
    return [...this.#types.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  find(id: string): DeviceType | undefined {
    return this.#types.get(id);
  }

  /** @throws Refusal with code 400 when the ID breaks a rule, with 409 when the type exists and is of another class. */
  set(type: DeviceType): void {
    const { id, classId, attributes } = type;
    expectTypeId(id);
    const known = this.find(id);
    if (known !== undefined && known.classId !== classId) throw ofAnotherClass(known);
    this.#set.run(id, classId, JSON.stringify(attributes));
    this.#types.set(id, type);
  }

  /** @throws Refusal with code 404 when there is none. */
  remove(id: string): void {
    if (!this.#types.has(id)) throw noSuchType(id);
    this.#remove.run(id);
    this.#types.delete(id);
  }
}

function typeFrom(row: Record<string, unknown>): DeviceType {
  return {
    id: String(row['type_id']),
    classId: row['class_id'] === 'Gateway' ? 'Gateway' : 'Device',
    attributes: JSON.parse(String(row['attributes'])) as Record<string, unknown>,
  };
}

/** Something wants a type to be of a class that it is not of. */
export function ofAnotherClass({ id, classId }: DeviceType): Refusal {
  const [are, not] = classId === 'Gateway' ? ['gateways', 'devices'] : ['devices', 'gateways'];
  return new Refusal(`The device type ${id} is for ${are}, not for ${not}.`, {
    rule: 'the class of a device is that of its type',
    advice: `Choose another device type for ${not}.`,
    code: 409,
  });
}

function noSuchType(id: string): Refusal {
  return new Refusal(`The device type ${id} does not exist.`, {
    rule: 'only existing device types can be deleted',
    advice: 'Choose one of the types that exist.',
    code: 404,
  });
}
