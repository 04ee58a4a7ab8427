import type { Rule } from '../rule.ts';

/** Rules of the kinds’ schemas. */
export const schemaRules = {
  'schema/type': {
    title: 'A value of the wrong type',
    severity: 'error',
    description:
      'The protocol gives every member a type. A number in quotes is text, and the platform does not convert: it answers rc 400. ' +
      'A `reqId` is always text, also when it looks like a number.',
    example: {
      kind: 'dm.addErrorCode',
      wrong: '{"d": {"errorCode": "99"}, "reqId": "e-1"}',
      right: '{"d": {"errorCode": 99}, "reqId": "e-1"}',
    },
  },
  'schema/required': {
    title: 'A member is missing',
    severity: 'error',
    description:
      'A member without which the message has no meaning is missing. The platform answers rc 400. An answer without `reqId` or `rc` is ' +
      'ignored: the platform cannot tell which request it answers, or how that ended.',
    example: {
      kind: 'dm.location',
      wrong: '{"d": {"longitude": 8.68}, "reqId": "l-1"}',
      right: '{"d": {"longitude": 8.68, "latitude": 49.41}, "reqId": "l-1"}',
    },
  },
  'schema/range': {
    title: 'A number out of range',
    severity: 'error',
    description:
      'A number is smaller or larger than the protocol allows. The platform answers rc 400 and stores nothing. A latitude beyond 90 often ' +
      'means that latitude and longitude are swapped.',
    example: {
      kind: 'dm.location',
      wrong: '{"d": {"longitude": 8.68, "latitude": 100}, "reqId": "l-1"}',
      right: '{"d": {"longitude": 8.68, "latitude": 49.41}, "reqId": "l-1"}',
    },
  },
  'schema/enum': {
    title: 'A value that is not one of the allowed ones',
    severity: 'error',
    description: 'The protocol knows only a few values for this member. The platform answers rc 400 to any other.',
    example: {
      kind: 'dm.addLog',
      wrong: '{"d": {"message": "m", "timestamp": "2026-03-01T10:00:00Z", "severity": 3}, "reqId": "g-1"}',
      right: '{"d": {"message": "m", "timestamp": "2026-03-01T10:00:00Z", "severity": 2}, "reqId": "g-1"}',
    },
  },
  'schema/empty': {
    title: 'Empty where something must be',
    severity: 'error',
    description:
      'A text or a list is empty that must not be. An empty `reqId` names no request, an empty `field` no attribute, and an empty list of ' +
      '`fields` asks for nothing.',
    example: {
      kind: 'dm.observe',
      wrong: '{"d": {"fields": []}, "reqId": "observe-1"}',
      right: '{"d": {"fields": [{"field": "mgmt.firmware"}]}, "reqId": "observe-1"}',
    },
  },
  'schema/date-time': {
    title: 'Not a date and time',
    severity: 'error',
    description:
      'Times are ISO 8601: `2026-03-01T10:00:00.000Z`, with a `T` between date and time, two digits for month, day, hour, minute and ' +
      'second, and a time zone. The platform answers rc 400 to anything else.',
    example: {
      kind: 'dm.location',
      wrong: '{"d": {"longitude": 8.68, "latitude": 49.41, "measuredDateTime": "2026-3-1 10:00"}, "reqId": "l-1"}',
      right: '{"d": {"longitude": 8.68, "latitude": 49.41, "measuredDateTime": "2026-03-01T10:00:00Z"}, "reqId": "l-1"}',
    },
  },
  'schema/pattern': {
    title: 'A text of the wrong form',
    severity: 'error',
    description:
      'Some texts have a form: names of extensions, actions and devices consist of letters, digits, `-`, `_` and `.`. The platform refuses ' +
      'any other.',
    example: {
      kind: 'rest.mgmtRequest',
      wrong: '{"action": "reboot", "devices": [{"typeId": "thermostat", "deviceId": "t-100"}]}',
      right: '{"action": "device/reboot", "devices": [{"typeId": "thermostat", "deviceId": "t-100"}]}',
    },
  },
  'schema/too-long': {
    title: 'Too much of something',
    severity: 'error',
    description: 'A text or a list has more in it than the platform takes, such as more than 5,000 devices in one request.',
    example: {
      kind: 'rest.mgmtRequest',
      wrong: `{"action": "device/reboot", "devices": [${Array.from({ length: 5001 }, (_, at) => `{"typeId": "t", "deviceId": "${at}"}`).join()}]}`,
      right: '{"action": "device/reboot", "devices": [{"typeId": "t", "deviceId": "0"}]}',
    },
  },
  'schema/tolerated': {
    title: 'Another spelling that receivers accept',
    severity: 'warning',
    description:
      'Documents print the notifications of a gateway with `publish` in small letters and `RC` as text; the platform sends `Publish` and a ' +
      'number. Write what is sent, and read both.',
    example: {
      kind: 'gateway.notify',
      wrong:
        '{"Request": "publish", "Time": "2026-03-01T10:00:00Z", "Topic": "iot-2/evt/status/fmt/json", "Client": "g:abc123:bridge:b-1"}',
      right:
        '{"Request": "Publish", "Time": "2026-03-01T10:00:00Z", "Topic": "iot-2/evt/status/fmt/json", "Client": "g:abc123:bridge:b-1"}',
    },
  },
  'schema/form': {
    title: 'A value of none of the allowed forms',
    severity: 'error',
    description: 'A value breaks the protocol in a way that no other rule describes. The platform refuses or ignores the message.',
  },
  'schema/unknown-member': {
    title: 'A member that the protocol does not know',
    severity: 'hint',
    description:
      'The platform ignores members that it does not know, so a misspelt name has no effect and no error tells. Data of your own belong ' +
      'into `metadata`, or into events.',
    example: {
      kind: 'dm.manage',
      wrong: '{"d": {"lifeTime": 3600}, "reqId": "manage-1"}',
      right: '{"d": {"lifetime": 3600}, "reqId": "manage-1"}',
    },
  },
} as const satisfies Readonly<Record<string, Rule>>;
