import type { Kind } from '../kind.ts';

/** What happens to a connection, logged like any message. They have no topic and no payload of their own. */
export const connectionKinds = [
  {
    name: 'connection.open',
    title: 'Connected',
    summary: 'A client connected and was accepted (CONNACK 0).',
    sender: 'device',
    direction: 'up',
    examples: [],
    invalid: [],
  },
  {
    name: 'connection.subscribed',
    title: 'Subscribed',
    summary: 'A client subscribed to a topic filter.',
    sender: 'device',
    direction: 'up',
    examples: [],
    invalid: [],
  },
  {
    name: 'connection.closed',
    title: 'Disconnected',
    summary: 'A connection ended; the close code says why.',
    sender: 'platform',
    direction: 'down',
    examples: [],
    invalid: [],
  },
  {
    name: 'connection.refused',
    title: 'Refused',
    summary: 'The platform did not accept a connection; the CONNACK code and the reason say why.',
    sender: 'platform',
    direction: 'down',
    examples: [],
    invalid: [],
  },
] as const satisfies readonly Kind[];
