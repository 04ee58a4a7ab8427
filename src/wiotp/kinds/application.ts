import type { Kind } from '../kind.ts';

/** Events and commands at an application, which always names the device [D-app, PX-rule]. */
export const applicationKinds = [
  {
    name: 'app.event',
    title: 'Event at an application',
    summary: 'An application receives a device’s event, or publishes one as if it were the device.',
    sender: 'application',
    receiver: 'platform',
    direction: 'up',
    topic: 'iot-2/type/{typeId}/id/{deviceId}/evt/{eventId}/fmt/{format}',
    alsoReceived: true,
    qos: { usual: 0, most: 2 },
    examples: [{ temperature: 21.4 }, { level: 80 }],
    invalid: [{ text: '{"level": 80,}', why: 'with format json it must parse as JSON: there is no comma after the last member' }],
  },
  {
    name: 'app.command',
    title: 'Command from an application',
    summary: 'An application sends a command to a device, or sees one that another application sent.',
    sender: 'application',
    receiver: 'platform',
    direction: 'up',
    topic: 'iot-2/type/{typeId}/id/{deviceId}/cmd/{commandId}/fmt/{format}',
    alsoReceived: true,
    qos: { usual: 0, most: 2 },
    examples: [{ interval: 30 }, { on: true }],
    invalid: [{ text: '[object Object]', why: 'with format json it must parse as JSON: the object was not turned into text first' }],
  },
] as const satisfies readonly Kind[];
