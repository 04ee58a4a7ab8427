import type { ConnectionEvent } from '../../../../rpc/log/traffic.ts';
import type { Direction } from '../../../../wiotp/message.ts';
import { toLiteral } from '../literal.ts';

/** The members of a step that is a connection event; `undefined` for a refused subscription or call over HTTP, for which there are none. */
export function connectionStep(
  { kind, code, cleanSession, filter, qos, status }: ConnectionEvent,
  direction: Direction,
): readonly string[] | undefined {
  const step = (name: string, members: Readonly<Record<string, unknown>>): readonly string[] =>
    Object.entries({ connection: name, ...members }).flatMap(([member, value]) =>
      value === undefined ? [] : [`${JSON.stringify(member)}:${JSON.stringify(value)}`],
    );
  switch (kind) {
    case 'connection.open':
      return step('open', { cleanSession });
    case 'connection.subscribed':
      return filter === undefined || (qos ?? 0) > 2 ? undefined : step('subscribed', { filter: toLiteral(filter), qos });
    case 'connection.closed':
      return step('closed', { code, by: direction === 'down' ? 'platform' : undefined });
    case 'connection.refused':
      return status === undefined ? step('refused', { code, cleanSession }) : undefined;
  }
}
