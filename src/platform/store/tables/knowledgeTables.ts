/**
 * What is known about devices and what was uploaded for them, as JSON. The long lists of a
 * record have a row for each entry, whose IDs rise in the order in which they came. What can be large has row IDs.
 */
export const knowledgeTables = `
  CREATE TABLE device_records (type_id TEXT NOT NULL, device_id TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (type_id, device_id));
  CREATE TABLE device_entries (
    entry_id INTEGER PRIMARY KEY,
    type_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    list TEXT NOT NULL,
    entry TEXT NOT NULL
  );
  CREATE INDEX entries_by_device ON device_entries (type_id, device_id, list);
  CREATE TABLE actions (action_id TEXT PRIMARY KEY, action TEXT NOT NULL);
  CREATE TABLE packages (bundle_id TEXT PRIMARY KEY, definition TEXT NOT NULL);
`;
