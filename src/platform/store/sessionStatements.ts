import type { DatabaseSync, StatementSync } from 'node:sqlite';

const sql = {
  create: 'INSERT INTO sessions (session_id, client_id, group_name, send_window) VALUES (?, ?, ?, ?)',
  lost: 'UPDATE sessions SET dropped = ?, expired = ? WHERE session_id = ?',
  discard: 'DELETE FROM sessions WHERE session_id = ?',
  subscribe: 'INSERT OR REPLACE INTO subscriptions VALUES (?, ?, ?)',
  unsubscribe: 'DELETE FROM subscriptions WHERE session_id = ? AND filter = ?',
  unsubscribeAll: 'DELETE FROM subscriptions WHERE session_id = ?',
  publication: 'INSERT INTO publications VALUES (?, ?, ?, ?)',
  keep: 'INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, 0)',
  sent: 'UPDATE messages SET packet_id = ? WHERE message_id = ?',
  // Of a message that the client has, only the release is open, and that carries no payload.
  taken: 'UPDATE messages SET taken = 1, publication_id = NULL WHERE message_id = ?',
  done: 'DELETE FROM messages WHERE message_id = ?',
  receive: 'INSERT OR REPLACE INTO unreleased VALUES (?, ?)',
  release: 'DELETE FROM unreleased WHERE session_id = ? AND packet_id = ?',
  releaseAll: 'DELETE FROM unreleased WHERE session_id = ?',
} as const;

/** What is written about sessions. */
export type SessionStatements = Readonly<Record<keyof typeof sql, StatementSync>>;

export function prepareSessionStatements(database: DatabaseSync): SessionStatements {
  const entries = Object.entries(sql).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(entries) as SessionStatements;
}
