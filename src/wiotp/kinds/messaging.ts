import type { Kind, QosRule } from '../kind.ts';

/** [D-mqtt] Any quality of service is fine; what may be lost goes at 0. */
const anyQos: QosRule = { usual: 0, most: 2 };

/** Events and commands of devices [D-mqtt, PX-rule]. Payloads are any bytes; with format `json` they must parse as JSON. */
export const messagingKinds = [
  {
    name: 'device.event',
    title: 'Event',
    summary: 'A device reports something: a reading, a state, an alarm.',
    sender: 'device',
    receiver: 'platform',
    direction: 'up',
    topic: 'iot-2/evt/{eventId}/fmt/{format}',
    qos: anyQos,
    examples: [{ temperature: 21.4 }, { d: { temperature: 21.4, unit: 'C' } }],
    invalid: [{ text: '{temperature: 21.4}', why: 'with format json it must parse as JSON: names stand in double quotes' }],
  },
  {
    name: 'device.command',
    title: 'Command',
    summary: 'An application tells a device to do something. Only the addressed device receives it.',
    sender: 'platform',
    receiver: 'device',
    direction: 'down',
    topic: 'iot-2/cmd/{commandId}/fmt/{format}',
    qos: anyQos,
    examples: [{ interval: 30 }, { delay: 5 }],
    invalid: [
      { text: "{'interval': 30}", why: 'with format json it must parse as JSON: text stands in double quotes, not in single ones' },
    ],
  },
] as const satisfies readonly Kind[];
