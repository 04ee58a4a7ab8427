/** The organisation: one row. */
export const platformTable = 'CREATE TABLE platform (org TEXT NOT NULL, instance_id TEXT NOT NULL);';

/** Further organisations that clients name and mean this one. */
export const organisationTable = 'CREATE TABLE organisations (org TEXT PRIMARY KEY) WITHOUT ROWID;';

/** Devices and gateways. Without a salt and a hash a device has no token. */
export const deviceTables = `
  CREATE TABLE devices (
    type_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    class_id TEXT NOT NULL,
    role TEXT,
    disabled INTEGER NOT NULL DEFAULT 0,
    gateway_type_id TEXT,
    gateway_id TEXT,
    salt BLOB,
    hash BLOB,
    PRIMARY KEY (type_id, device_id)
  ) WITHOUT ROWID;
  CREATE INDEX devices_by_id ON devices (device_id COLLATE NOCASE);
  CREATE TABLE device_types (type_id TEXT PRIMARY KEY, class_id TEXT NOT NULL, attributes TEXT NOT NULL) WITHOUT ROWID;
`;

/** Keys of applications. */
export const apiKeyTable = 'CREATE TABLE api_keys (key TEXT PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL) WITHOUT ROWID;';
