import type { Kind } from '../kind.ts';

/** What a gateway sends and gets for itself and for the devices behind it [D-gw, PX-rule]. */
export const gatewayKinds = [
  {
    name: 'gateway.event',
    title: 'Event through a gateway',
    summary: 'A gateway reports an event of its own or of a device behind it. What the platform refuses, it tells in a notification.',
    sender: 'gateway',
    receiver: 'platform',
    direction: 'up',
    topic: 'iot-2/type/{typeId}/id/{deviceId}/evt/{eventId}/fmt/{format}',
    qos: { usual: 0, most: 2 },
    examples: [{ temperature: 21.4 }, { level: 80 }],
    invalid: [{ text: '{"temperature": 21.4', why: 'with format json it must parse as JSON: the closing brace is missing' }],
  },
  {
    name: 'gateway.command',
    title: 'Command through a gateway',
    summary: 'A command for a gateway or for a device behind it.',
    sender: 'platform',
    receiver: 'gateway',
    direction: 'down',
    topic: 'iot-2/type/{typeId}/id/{deviceId}/cmd/{commandId}/fmt/{format}',
    qos: { usual: 0, most: 2 },
    examples: [{ interval: 30 }, { on: true }],
    invalid: [{ text: '{"on": True}', why: 'with format json it must parse as JSON: true and false are written in small letters' }],
  },
  {
    name: 'gateway.notify',
    title: 'Gateway notification',
    summary: 'The platform tells a gateway that it dropped a message or refused a subscription, and why. The connection stays open.',
    sender: 'platform',
    receiver: 'gateway',
    direction: 'down',
    topic: 'iot-2/type/{typeId}/id/{deviceId}/notify',
    qos: { usual: 0, most: 0 },
    schema: 'gateway.notify',
    examples: [
      {
        Request: 'Publish',
        Time: '2026-03-01T10:00:00.000Z',
        Topic: 'iot-2/evt/status/fmt/json',
        Client: 'g:abc123:bridge:b-1',
        RC: 276,
        Message: 'The topic is not valid',
      },
      {
        Request: 'Subscribe',
        Time: '2026-03-01T10:00:00.000Z',
        Topic: 'iot-2/type/thermostat/id/t-9/cmd/+/fmt/+',
        Type: 'thermostat',
        Id: 't-9',
        Client: 'g:abc123:bridge:b-1',
        RC: 180,
        Message: 'Not authorised',
      },
    ],
    invalid: [
      {
        payload: {
          Request: 'Connect',
          Time: '2026-03-01T10:00:00.000Z',
          Topic: 'iot-2/evt/status/fmt/json',
          Client: 'g:abc123:bridge:b-1',
        },
        why: 'Request is Publish, Subscribe or Unsubscribe',
      },
    ],
  },
] as const satisfies readonly Kind[];
