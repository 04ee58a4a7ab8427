import { kindNamed } from '../../wiotp/catalog.ts';
import { maxPayloadBytes } from '../../wiotp/limits.ts';
import type { Rule } from '../rule.ts';

/** Rules about a message around its payload: topic, QoS, retained flag, size. */
export const messageRules = {
  'message/topic': {
    title: 'A topic that its sender may not use',
    severity: 'error',
    description:
      'Each class of client has a handful of topics. The platform compares every topic with them, level by level: a level too many or too ' +
      'few, an empty one, a slash at the end or the form of another class is enough, and **the connection is closed with code 276**, ' +
      'without a reason and without an acknowledgement. With libraries that connect again by themselves it looks like a bad network. ' +
      'A gateway stays connected, but its message is dropped and a notification sent instead.',
    example: {
      wrong: { topic: 'iot-2/evt/status/fmt/json/LWT', sender: 'device', text: '{"online": false}' },
      right: { topic: 'iot-2/evt/LWT/fmt/json', sender: 'device', text: '{"online": false}' },
    },
  },
  'message/unknown-topic': {
    title: 'A topic that passes, but means nothing',
    severity: 'warning',
    description:
      'Below `iotdevice-1/` the platform lets a device publish to some topics that no message has, such as a misspelt operation. ' +
      'The connection stays open, but nothing happens: an answer with rc 404 is the most that comes back.',
    example: {
      wrong: { topic: 'iotdevice-1/mgmt/mange', sender: 'device', text: '{"reqId": "manage-1"}' },
      right: { topic: 'iotdevice-1/mgmt/manage', sender: 'device', text: '{"reqId": "manage-1"}' },
    },
  },
  'message/mas-id': {
    title: 'A dot in an ID, which Maximo Application Suite may not take',
    severity: 'warning',
    description:
      'The documents of Maximo Application Suite leave the dot out of what a device type or device ID may consist of; those of the classic ' +
      'service allow it. Checked when `wiotp.lint.limits` is `mas`.',
    example: {
      limits: 'mas',
      wrong: { topic: 'iot-2/type/thermostat/id/t.100/evt/status/fmt/json', sender: 'gateway', text: '{"temperature": 21.4}' },
      right: { topic: 'iot-2/type/thermostat/id/t-100/evt/status/fmt/json', sender: 'gateway', text: '{"temperature": 21.4}' },
    },
  },
  'message/extension-name': {
    title: 'A name that no extension can have',
    severity: 'warning',
    description:
      'The topic of a custom action names the bundle ID of a device management extension and one of its actions. Both consist of 1 to 255 ' +
      'letters, digits, `-`, `_` and `.`; the platform sends no action of another name.',
    example: {
      wrong: { topic: 'iotdm-1/mgmt/custom/my bundle/go', sender: 'platform', text: '{"reqId": "action-1"}' },
      right: { topic: 'iotdm-1/mgmt/custom/my-bundle/go', sender: 'platform', text: '{"reqId": "action-1"}' },
    },
  },
  'message/quickstart': {
    title: 'Something that Quickstart does not have',
    severity: 'error',
    description:
      'The Quickstart sandbox takes events with the format `json` from devices that nobody registered, and nothing else: no commands, no ' +
      'Device Management, no subscription by a device, no durable session. It closes the connection with code 276, or does not accept it. ' +
      'Checked when `wiotp.lint.limits` is `quickstart`.',
    example: {
      limits: 'quickstart',
      wrong: { topic: 'iot-2/evt/status/fmt/csv', sender: 'device', text: '21.4' },
      right: { topic: 'iot-2/evt/status/fmt/json', sender: 'device', text: '21.4' },
    },
  },
  'message/qos': {
    title: 'A QoS that the platform does not take',
    severity: 'error',
    description:
      'Quickstart takes QoS 0 only, and closes the connection with code 291 for any other. A registered device may use QoS 0, 1 and 2 for ' +
      'events. Checked when `wiotp.lint.limits` is `quickstart`.',
    example: {
      limits: 'quickstart',
      wrong: { topic: 'iot-2/evt/status/fmt/json', sender: 'device', qos: 1, text: '{"temperature": 21.4}' },
      right: { topic: 'iot-2/evt/status/fmt/json', sender: 'device', qos: 0, text: '{"temperature": 21.4}' },
    },
  },
  'message/retained': {
    title: 'A retained message',
    severity: 'warning',
    description:
      'The platform clears the retained flag of what clients publish and keeps no last value, so an application that subscribes later gets ' +
      'nothing. Often the flag is set by accident: in PubSubClient’s `publish(topic, payload, sizeof(payload))` the third argument is not ' +
      'a length but the flag.',
    example: {
      wrong: { topic: 'iot-2/evt/status/fmt/json', sender: 'device', retain: true, text: '{"temperature": 21.4}' },
      right: { topic: 'iot-2/evt/status/fmt/json', sender: 'device', retain: false, text: '{"temperature": 21.4}' },
    },
  },
  'message/size': {
    title: 'A payload that is too large',
    severity: 'error',
    description:
      `A payload has at most ${maxPayloadBytes.toLocaleString('en')} bytes. The platform closes the connection with code 287 when a larger ` +
      'one comes, and the message is lost. The limit is the same in every plan.',
    example: {
      wrong: { topic: 'iot-2/evt/image/fmt/bin', sender: 'device', text: 'x'.repeat(maxPayloadBytes + 1) },
      right: { topic: 'iot-2/evt/image/fmt/bin', sender: 'device', text: 'x'.repeat(2000) },
    },
  },
  'message/client-buffer': {
    title: 'A packet that the client’s library cannot hold',
    severity: 'warning',
    description:
      'Libraries for small devices keep a whole packet in one buffer: header, topic and payload. PubSubClient reserves 128 or 256 bytes, ' +
      'depending on its version, and drops what does not fit without an error, in both directions; a Manage request with `deviceInfo` is ' +
      'the usual victim. Checked when `wiotp.lint.clientBuffer` says how large the buffer is.',
    example: {
      clientBuffer: 64,
      wrong: { topic: 'iotdevice-1/mgmt/manage', sender: 'device', text: '{"d": {"lifetime": 3600}, "reqId": "manage-1"}' },
      right: { topic: 'iotdevice-1/mgmt/manage', sender: 'device', text: '{"reqId": "manage-1"}' },
    },
  },
  'dm/qos': {
    title: 'QoS 2 for Device Management',
    severity: 'hint',
    description:
      'The platform sends and subscribes to Device Management with QoS 1, so a message that is published with QoS 2 is not delivered any ' +
      'better. Documents before 2018 allowed 0 and 1 only.',
    example: {
      wrong: { topic: 'iotdevice-1/mgmt/unmanage', sender: 'device', qos: 2, text: '{"reqId": "unmanage-1"}' },
      right: { topic: 'iotdevice-1/mgmt/unmanage', sender: 'device', qos: 1, text: '{"reqId": "unmanage-1"}' },
    },
  },
  'dm/rc-answer': {
    title: 'A return code that does not answer this request',
    severity: 'warning',
    description:
      'Each request has return codes of its own: 202 for actions that the device starts, 204 for an update of attributes, 200 for the ' +
      'others. A receiver tells success from failure by the hundreds at best, and the platform may wait for the right code until the ' +
      'request times out. Checked where the request is known: in transcripts and in the traffic log.',
    example: {
      wrong: { topic: 'iotdevice-1/response', sender: 'device', answers: kindNamed('dm.reboot'), text: '{"rc": 200, "reqId": "reboot-1"}' },
      right: { topic: 'iotdevice-1/response', sender: 'device', answers: kindNamed('dm.reboot'), text: '{"rc": 202, "reqId": "reboot-1"}' },
    },
  },
  'dm/rc-early': {
    title: 'A custom action answered with 202',
    severity: 'hint',
    description:
      'A custom action is answered once, with 200, when it is finished. 202 is accepted for success, but then nobody learns how the action ended.',
    example: {
      wrong: {
        topic: 'iotdevice-1/response',
        sender: 'device',
        answers: kindNamed('dm.customAction'),
        text: '{"rc": 202, "reqId": "action-1"}',
      },
      right: {
        topic: 'iotdevice-1/response',
        sender: 'device',
        answers: kindNamed('dm.customAction'),
        text: '{"rc": 200, "reqId": "action-1"}',
      },
    },
  },
} as const satisfies Readonly<Record<string, Rule>>;
