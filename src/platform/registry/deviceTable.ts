import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import { deviceKey } from '../deviceKey.ts';
import { notRegistered } from './refusals.ts';
import type { RegisteredDevice } from './registeredDevice.ts';
import { judgeToken, type StoredToken, type TokenVerdict } from './secrets.ts';

/**
 * Devices in the database, and in memory without their tokens: gateways ask for them with every message. What was changed
 * is durable when the call returns.
 */
export class DeviceTable {
  readonly #statements: ReturnType<typeof prepareStatements>;
  readonly #devices: Map<string, RegisteredDevice>;
  /** The keys ordered by type and ID, until one is added or removed. */
  #ordered: readonly string[] | undefined;

  constructor(database: DatabaseSync) {
    this.#statements = prepareStatements(database);
    const devices = this.#statements.all.all().map(deviceFrom);
    this.#devices = new Map(devices.map((device) => [deviceKey(device), device]));
  }

  /** Ordered by type and ID. */
  all(): readonly RegisteredDevice[] {
    this.#ordered ??= [...this.#devices.values()].sort(byTypeAndId).map(deviceKey);
    return this.#ordered.flatMap((key) => this.#devices.get(key) ?? []);
  }

  find(device: DeviceName): RegisteredDevice | undefined {
    return this.#devices.get(deviceKey(device));
  }

  /** A device with the same ID, but for upper and lower case, and possibly another type. */
  similar({ deviceId }: DeviceName): DeviceName | undefined {
    const row = this.#statements.similar.get(deviceId);
    return row === undefined ? undefined : { typeId: String(row['type_id']), deviceId: String(row['device_id']) };
  }

  /** Adds a device that is not there. */
  add(device: RegisteredDevice, token: StoredToken | undefined): void {
    const { typeId, deviceId, classId, role, gateway } = device;
    const origin = [gateway?.typeId ?? null, gateway?.deviceId ?? null];
    this.#statements.add.run(typeId, deviceId, classId, role ?? null, ...origin, token?.salt ?? null, token?.hash ?? null);
    this.#devices.set(deviceKey(device), device);
    this.#ordered = undefined;
  }

  /** Changes what is given. @throws Refusal with code 404 when it is not registered. */
  change(device: DeviceName, change: Partial<Pick<RegisteredDevice, 'role' | 'disabled' | 'gateway'>>): void {
    const changed = { ...this.#expect(device), ...change };
    const { typeId, deviceId, role, disabled, gateway } = changed;
    const origin = [gateway?.typeId ?? null, gateway?.deviceId ?? null];
    this.#statements.change.run(role ?? null, disabled ? 1 : 0, ...origin, typeId, deviceId);
    this.#devices.set(deviceKey(device), changed);
  }

  /** @throws Refusal with code 404 when it is not registered. */
  setToken(device: DeviceName, { salt, hash }: StoredToken): void {
    const known = this.#expect(device);
    this.#statements.setToken.run(salt, hash, device.typeId, device.deviceId);
    this.#devices.set(deviceKey(device), { ...known, hasToken: true });
  }

  checkToken({ typeId, deviceId }: DeviceName, token: Uint8Array): TokenVerdict {
    return judgeToken(token, this.#statements.token.get(typeId, deviceId));
  }

  /** @throws Refusal with code 404 when it is not registered. */
  remove(device: DeviceName): void {
    this.#expect(device);
    this.#statements.remove.run(device.typeId, device.deviceId);
    this.#devices.delete(deviceKey(device));
    this.#ordered = undefined;
  }

  hasType(typeId: string): boolean {
    return this.#statements.ofType.get(typeId) !== undefined;
  }

  #expect(device: DeviceName): RegisteredDevice {
    const known = this.find(device);
    if (known === undefined) throw notRegistered(device);
    return known;
  }
}

const sql = {
  all: 'SELECT * FROM devices',
  similar: 'SELECT type_id, device_id FROM devices WHERE device_id = ? COLLATE NOCASE LIMIT 1',
  ofType: 'SELECT 1 FROM devices WHERE type_id = ? LIMIT 1',
  add: `INSERT INTO devices (type_id, device_id, class_id, role, gateway_type_id, gateway_id, salt, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  change: 'UPDATE devices SET role = ?, disabled = ?, gateway_type_id = ?, gateway_id = ? WHERE type_id = ? AND device_id = ?',
  token: 'SELECT salt, hash FROM devices WHERE type_id = ? AND device_id = ?',
  setToken: 'UPDATE devices SET salt = ?, hash = ? WHERE type_id = ? AND device_id = ?',
  remove: 'DELETE FROM devices WHERE type_id = ? AND device_id = ?',
} as const;

function prepareStatements(database: DatabaseSync): Readonly<Record<keyof typeof sql, StatementSync>> {
  const entries = Object.entries(sql).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(entries) as Record<keyof typeof sql, StatementSync>;
}

function deviceFrom(row: Record<string, unknown>): RegisteredDevice {
  const { class_id: classId, role, disabled, hash, gateway_type_id: typeId, gateway_id: deviceId } = row;
  return {
    typeId: String(row['type_id']),
    deviceId: String(row['device_id']),
    classId: classId === 'Gateway' ? 'Gateway' : 'Device',
    ...(classId === 'Gateway' ? { role: role === 'standard' ? 'standard' : 'privileged' } : {}),
    disabled: disabled === 1,
    hasToken: hash !== null,
    ...(typeof typeId === 'string' && typeof deviceId === 'string' ? { gateway: { typeId, deviceId } } : {}),
  };
}

function byTypeAndId(a: DeviceName, b: DeviceName): number {
  if (a.typeId !== b.typeId) return a.typeId < b.typeId ? -1 : 1;
  return a.deviceId < b.deviceId ? -1 : 1;
}
