/** What is known about devices and what was uploaded for them, as JSON. Records can be large, so they have row IDs. */
export const knowledgeTables = `
  CREATE TABLE device_records (type_id TEXT NOT NULL, device_id TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (type_id, device_id));
  CREATE TABLE packages (bundle_id TEXT PRIMARY KEY, definition TEXT NOT NULL);
`;
