import type { DatabaseSync } from 'node:sqlite';
import { knowledgeTables } from './tables/knowledgeTables.ts';
import { apiKeyTable, deviceTables, organisationTable, platformTable } from './tables/registryTables.ts';
import { sessionTables } from './tables/sessionTables.ts';

/** The form of the data that this program reads and writes. */
const schemaVersion = 2;

/**
 * The record of a device of version 1 that was managed, until then or for good. A merge leaves out what is NULL, and SQLite
 * has no date after the year 9999.
 */
const managedRecord = `json_patch(
  '{"deviceInfo":{},"metadata":{},"mgmt":{"dormant":false,"supports":{}}}',
  json_object('mgmt', json_object(
    'lastActivityDateTime', strftime('%Y-%m-%dT%H:%M:%fZ'),
    'dormantDateTime', CASE WHEN managed_until < 253402300800000 THEN strftime('%Y-%m-%dT%H:%M:%fZ', managed_until / 1000, 'unixepoch') END
  ))
)`;

/** What makes a database of one version, by the version that it has before; a new file has 0. */
const steps: Readonly<Record<number, string>> = {
  0: `${platformTable} ${organisationTable} ${deviceTables} ${apiKeyTable} ${knowledgeTables} ${sessionTables}`,
  // Version 1 had devices only, no gateways and nothing that outlived a connection.
  1: `
    ALTER TABLE devices RENAME TO devices_1;
    ${organisationTable} ${deviceTables} ${knowledgeTables} ${sessionTables}
    INSERT INTO devices (type_id, device_id, class_id, salt, hash)
      SELECT type_id, device_id, 'Device', salt, hash FROM devices_1;
    INSERT INTO device_records SELECT type_id, device_id, ${managedRecord} FROM devices_1 WHERE managed_until IS NOT NULL;
    INSERT INTO device_types SELECT DISTINCT type_id, 'Device', '{}' FROM devices_1;
    DROP TABLE devices_1;
  `,
};

/**
 * Gives a database the form of this program; inside a transaction of the caller.
 * @throws Error when the data is newer than this program, or of a version that never was.
 */
export function bringUpToDate(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version === schemaVersion) return;
  const step = steps[version];
  if (step === undefined) throw new Error(`its data has version ${version}, this program reads ${schemaVersion}`);
  database.exec(`${step} PRAGMA user_version = ${schemaVersion};`);
}
