import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DeviceName } from '../../rpc/platformContract.ts';
import { checkId } from '../../wiotp/names.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { hashToken, randomId, randomToken, tokenMatches, type StoredToken } from './secrets.ts';

/** What a token turned out to be. */
export type TokenVerdict = 'right' | 'wrong' | 'unknown';

/** A registered device with the time until which it is managed: milliseconds since the epoch, or `Infinity`. */
export interface RegisteredDevice extends DeviceName {
  readonly managedUntil?: number;
}

/** What names a registry. */
export interface RegistryIdentity {
  readonly org: string;
  /** Names this data for good. */
  readonly instanceId: string;
  /** Whether the data was created by this opening. */
  readonly created: boolean;
}

/** One organisation: its devices and API keys, with tokens that can be checked but not read. */
export class Registry implements RegistryIdentity {
  readonly #database: DatabaseSync;
  readonly #statements: Readonly<Record<keyof typeof sql, StatementSync>>;
  readonly org: string;
  readonly instanceId: string;
  readonly created: boolean;

  constructor(database: DatabaseSync, identity: RegistryIdentity) {
    this.#database = database;
    this.#statements = prepareAll(database);
    this.org = identity.org;
    this.instanceId = identity.instanceId;
    this.created = identity.created;
  }

  close(): void {
    this.#database.close();
  }

  /** All devices, ordered by type and ID. */
  devices(): readonly RegisteredDevice[] {
    return this.#statements.devices.all().map((row) => ({
      typeId: String(row['type_id']),
      deviceId: String(row['device_id']),
      ...(row['managed_until'] === null ? {} : { managedUntil: Number(row['managed_until']) }),
    }));
  }

  has({ typeId, deviceId }: DeviceName): boolean {
    return this.#statements.device.get(typeId, deviceId) !== undefined;
  }

  /** A registered device with the same ID, but for upper and lower case, and possibly another type. */
  similarDevice({ deviceId }: DeviceName): DeviceName | undefined {
    const row = this.#statements.similarDevice.get(deviceId);
    return row === undefined ? undefined : { typeId: String(row['type_id']), deviceId: String(row['device_id']) };
  }

  /**
   * Registers a device and gives its token, a generated one unless `token` is given.
   * @throws Refusal when it exists or its name breaks the rules for IDs.
   */
  addDevice({ typeId, deviceId }: DeviceName, token = randomToken()): string {
    const wrong = checkId('The device type', typeId) ?? checkId('The device ID', deviceId);
    if (wrong !== undefined)
      throw new Refusal(wrong, { rule: 'IDs have 1 to 36 letters, digits, "-", "_" and "."', advice: 'Choose another name.' });
    if (this.has({ typeId, deviceId })) {
      throw new Refusal(`The device ${typeId} ${deviceId} is registered already.`, {
        rule: 'a device is registered once',
        advice: 'Choose another device ID, or give the registered device a new token.',
      });
    }
    const { salt, hash } = hashToken(token);
    this.#statements.addDevice.run(typeId, deviceId, salt, hash);
    return token;
  }

  /** Gives a device a new token, a generated one unless `token` is given. @throws Refusal when it is not registered. */
  issueToken({ typeId, deviceId }: DeviceName, token = randomToken()): string {
    const { salt, hash } = hashToken(token);
    const { changes } = this.#statements.setToken.run(salt, hash, typeId, deviceId);
    if (changes === 0) throw notRegistered({ typeId, deviceId });
    return token;
  }

  /** Deletes a device. @throws Refusal when it is not registered. */
  removeDevice({ typeId, deviceId }: DeviceName): void {
    if (this.#statements.removeDevice.run(typeId, deviceId).changes === 0) throw notRegistered({ typeId, deviceId });
  }

  /** Notes until when a device is managed; `undefined` for no longer. A device that does not exist is no error. */
  setManaged({ typeId, deviceId }: DeviceName, until: number | undefined): void {
    this.#statements.setManaged.run(until ?? null, typeId, deviceId);
  }

  /** Judges a device's token. */
  checkDevice({ typeId, deviceId }: DeviceName, token: Uint8Array): TokenVerdict {
    return judge(token, this.#statements.device.get(typeId, deviceId));
  }

  /** Creates an API key, `a-{org}-{10 characters}`, with a generated token. */
  addApiKey(): { readonly key: string; readonly token: string } {
    const key = `a-${this.org}-${randomId(10)}`;
    return { key, token: this.setApiKey(key) };
  }

  /** Creates an API key, or gives an existing one another token: a generated one unless `token` is given. */
  setApiKey(key: string, token = randomToken()): string {
    const { salt, hash } = hashToken(token);
    this.#statements.setApiKey.run(key, salt, hash);
    return token;
  }

  /** All API keys, without their tokens. */
  apiKeys(): readonly string[] {
    return this.#statements.apiKeys.all().map((row) => String(row['key']));
  }

  hasApiKey(key: string): boolean {
    return this.#statements.apiKey.get(key) !== undefined;
  }

  /** Judges an API key and its token. */
  checkApiKey(key: string, token: Uint8Array): TokenVerdict {
    return judge(token, this.#statements.apiKey.get(key));
  }
}

const sql = {
  devices: 'SELECT type_id, device_id, managed_until FROM devices ORDER BY type_id, device_id',
  device: 'SELECT salt, hash FROM devices WHERE type_id = ? AND device_id = ?',
  similarDevice: 'SELECT type_id, device_id FROM devices WHERE device_id = ? COLLATE NOCASE LIMIT 1',
  addDevice: 'INSERT INTO devices (type_id, device_id, salt, hash) VALUES (?, ?, ?, ?)',
  setToken: 'UPDATE devices SET salt = ?, hash = ? WHERE type_id = ? AND device_id = ?',
  removeDevice: 'DELETE FROM devices WHERE type_id = ? AND device_id = ?',
  setManaged: 'UPDATE devices SET managed_until = ? WHERE type_id = ? AND device_id = ?',
  apiKey: 'SELECT salt, hash FROM api_keys WHERE key = ?',
  apiKeys: 'SELECT key FROM api_keys ORDER BY key',
  setApiKey: 'INSERT OR REPLACE INTO api_keys VALUES (?, ?, ?)',
} as const;

function prepareAll(database: DatabaseSync): Record<keyof typeof sql, StatementSync> {
  const entries = Object.entries(sql).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(entries) as Record<keyof typeof sql, StatementSync>;
}

function judge(token: Uint8Array, row: Record<string, unknown> | undefined): TokenVerdict {
  if (row === undefined) return 'unknown';
  return tokenMatches(token, row as unknown as StoredToken) ? 'right' : 'wrong';
}

function notRegistered({ typeId, deviceId }: DeviceName): Refusal {
  return new Refusal(`The device ${typeId} ${deviceId} is not registered.`, {
    rule: 'only registered devices can be changed',
    advice: 'Register the device first.',
    code: 404,
  });
}
