import type { Kind } from '../kind.ts';

/**
 * Messages of logical interfaces, known from the libraries only [PY, ND2]: what is in them follows the interface.
 * The access rules of IBM's open-source proxy do not name their topics [PX-rule].
 */
export const stateKinds = [
  {
    name: 'state.device',
    title: 'Device state',
    summary: 'An application learns that the state of a device or thing by a logical interface changed.',
    sender: 'platform',
    receiver: 'application',
    direction: 'down',
    topic: 'iot-2/type/{typeId}/id/{deviceId}/intf/{interfaceId}/evt/state',
    otherTopics: ['iot-2/thing/type/{thingTypeId}/id/{thingId}/intf/{interfaceId}/evt/state'],
    qos: { usual: 0, most: 2 },
    schema: 'state.device',
    examples: [{ state: { temperature: 21.4 } }, { temperature: 21.4, humidity: 40 }],
    invalid: [{ payload: [21.4], why: 'a state is a JSON object' }],
  },
  {
    name: 'state.error',
    title: 'State error',
    summary: 'An application learns that an event did not fit the mapping of its device or thing: malformed events show up here only.',
    sender: 'platform',
    receiver: 'application',
    direction: 'down',
    topic: 'iot-2/type/{typeId}/id/{deviceId}/err/data',
    otherTopics: ['iot-2/thing/type/{thingTypeId}/id/{thingId}/err/data'],
    qos: { usual: 0, most: 2 },
    schema: 'state.error',
    examples: [{ message: 'temperature is not a number' }, {}],
    invalid: [{ payload: 'temperature is not a number', why: 'an error is a JSON object' }],
  },
  {
    name: 'state.rule',
    title: 'Rule trigger',
    summary: 'An application learns that a rule on the state of a logical interface fired.',
    sender: 'platform',
    receiver: 'application',
    direction: 'down',
    topic: 'iot-2/intf/{interfaceId}/rule/{ruleId}/evt/trigger',
    qos: { usual: 0, most: 2 },
    schema: 'state.rule',
    examples: [{ state: { temperature: 90 } }, {}],
    invalid: [{ payload: null, why: 'a trigger is a JSON object' }],
  },
] as const satisfies readonly Kind[];
