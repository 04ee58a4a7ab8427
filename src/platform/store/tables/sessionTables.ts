/**
 * Durable sessions. A message without a packet ID was not sent yet; one that was taken has only its release open and no payload. Message
 * IDs rise in the order in which messages came.
 */
export const sessionTables = `
  CREATE TABLE sessions (
    session_id INTEGER PRIMARY KEY,
    client_id TEXT NOT NULL,
    group_name TEXT,
    send_window INTEGER NOT NULL,
    dropped INTEGER NOT NULL DEFAULT 0,
    expired INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE subscriptions (
    session_id INTEGER NOT NULL,
    filter TEXT NOT NULL,
    qos INTEGER NOT NULL,
    PRIMARY KEY (session_id, filter)
  ) WITHOUT ROWID;
  CREATE TABLE messages (
    message_id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL,
    topic TEXT NOT NULL,
    payload BLOB,
    qos INTEGER NOT NULL,
    expires REAL NOT NULL,
    packet_id INTEGER,
    taken INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE unreleased (session_id INTEGER NOT NULL, packet_id INTEGER NOT NULL, PRIMARY KEY (session_id, packet_id)) WITHOUT ROWID;
`;
