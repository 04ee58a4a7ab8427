/**
 * Durable sessions. A message without a packet ID was not sent yet; one that was taken has only its release open and no
 * publication. A publication is stored once for all sessions, and goes with the last message that delivers it. Message IDs
 * rise in the order in which messages came.
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
  CREATE TABLE publications (publication_id INTEGER PRIMARY KEY, topic TEXT NOT NULL, payload BLOB NOT NULL, qos INTEGER NOT NULL);
  CREATE TABLE messages (
    message_id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL,
    publication_id INTEGER,
    qos INTEGER NOT NULL,
    expires REAL NOT NULL,
    packet_id INTEGER,
    taken INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX messages_by_publication ON messages (publication_id);
  CREATE TRIGGER message_gone AFTER DELETE ON messages
    WHEN NOT EXISTS (SELECT 1 FROM messages WHERE publication_id = OLD.publication_id)
    BEGIN DELETE FROM publications WHERE publication_id = OLD.publication_id; END;
  CREATE TRIGGER message_taken AFTER UPDATE OF publication_id ON messages
    WHEN NOT EXISTS (SELECT 1 FROM messages WHERE publication_id = OLD.publication_id)
    BEGIN DELETE FROM publications WHERE publication_id = OLD.publication_id; END;
  CREATE TABLE unreleased (session_id INTEGER NOT NULL, packet_id INTEGER NOT NULL, PRIMARY KEY (session_id, packet_id)) WITHOUT ROWID;
`;
