import type { Kind } from '../kind.ts';

/** What happens to a connection, logged like any message. Their payload is the step of a transcript. */
export const connectionKinds = [
  {
    name: 'connection.open',
    title: 'Connected',
    summary: 'A client connected and was accepted (CONNACK 0).',
    sender: 'device',
    receiver: 'platform',
    direction: 'up',
    schema: 'connection.open',
    examples: [{ connection: 'open' }, { connection: 'open', cleanSession: true }],
    invalid: [{ payload: { connection: 'open', cleanSession: 1 }, why: 'cleanSession is true or false' }],
  },
  {
    name: 'connection.subscribed',
    title: 'Subscribed',
    summary: 'A client subscribed to a topic filter.',
    sender: 'device',
    receiver: 'platform',
    direction: 'up',
    schema: 'connection.subscribed',
    examples: [
      { connection: 'subscribed', filter: 'iotdm-1/#' },
      { connection: 'subscribed', filter: 'iot-2/cmd/+/fmt/+', qos: 1 },
    ],
    invalid: [{ payload: { connection: 'subscribed' }, why: 'filter names what is subscribed to' }],
  },
  {
    name: 'connection.closed',
    title: 'Disconnected',
    summary: 'A connection ended; the close code says why.',
    sender: 'platform',
    receiver: 'device',
    direction: 'down',
    eitherSide: true,
    schema: 'connection.closed',
    examples: [{ connection: 'closed' }, { connection: 'closed', by: 'platform', code: 276 }],
    invalid: [{ payload: { connection: 'closed', by: 'application' }, why: 'by is device or platform' }],
  },
  {
    name: 'connection.refused',
    title: 'Refused',
    summary: 'The platform did not accept a connection; the CONNACK code and the reason say why.',
    sender: 'platform',
    receiver: 'device',
    direction: 'down',
    schema: 'connection.refused',
    examples: [{ connection: 'refused' }, { connection: 'refused', code: 5 }],
    invalid: [{ payload: { connection: 'refused', code: '5' }, why: 'code is an integer' }],
  },
] as const satisfies readonly Kind[];
