import type { Connection } from '../connections.ts';
import { connectionRows } from './connectionRows.ts';

/**
 * The IDs of the connections that are to be drawn anew where `before` is shown and `now` is true; `undefined` when all are: some came,
 * went or changed places, or begin or cease to have rows below them, which makes another item of them.
 *
 * VS Code forgets every row below one that is drawn anew until it has asked for them again, and a command that is started meanwhile
 * comes without its row. So no more is drawn than has changed.
 */
export function changedConnections(before: readonly Connection[], now: readonly Connection[]): readonly string[] | undefined {
  if (before.length !== now.length || now.some((connection, at) => placeOf(connection) !== placeOf(before[at]))) return undefined;
  return now.filter((connection, at) => textOf(connection) !== textOf(before[at])).map(({ profile }) => profile.id);
}

function placeOf(connection: Connection | undefined): string {
  if (connection === undefined) return '';
  const { id } = connection.profile;
  return `${id}/${connectionRows({ node: 'connection', id }, connection).length > 0}`;
}

/** Everything that rows and their tooltips show. Sessions come as copies from the engine, so that the objects tell nothing. */
function textOf(connection: Connection | undefined): string {
  return JSON.stringify([connection?.profile, connection?.session, connection?.resolved, connection?.opened, connection?.shared?.name]);
}
