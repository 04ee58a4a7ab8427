import type { Rule } from '../rule.ts';

/** Rules of Device Management that go beyond the schemas. */
export const dmRules = {
  'dm/lifetime': {
    title: 'A lifetime of less than an hour',
    severity: 'error',
    description:
      '`lifetime` is 0, for a device that is never dormant, or at least 3600 seconds. With any other value the platform answers rc 400 and ' +
      'the device stays unmanaged.',
    example: {
      kind: 'dm.manage',
      wrong: '{"d": {"lifetime": 60}, "reqId": "manage-1"}',
      right: '{"d": {"lifetime": 3600}, "reqId": "manage-1"}',
    },
  },
  'dm/supports-name': {
    title: 'An action that cannot exist',
    severity: 'error',
    description:
      'The members of `supports` are `deviceActions`, `firmwareActions` and the bundle IDs of device management extensions. A bundle ID ' +
      'has 1 to 255 characters of `A-Z a-z 0-9 . _ -`, so no other name can stand for an extension. The platform answers rc 400.',
    example: {
      kind: 'dm.manage',
      wrong: '{"d": {"supports": {"my actions": true}}, "reqId": "manage-1"}',
      right: '{"d": {"supports": {"my-actions": true}}, "reqId": "manage-1"}',
    },
  },
  'dm/supports-number': {
    title: '0 or 1 instead of false or true',
    severity: 'warning',
    description:
      'Some device libraries write 0 and 1 into `supports`. The platform takes them, but the protocol says `false` and `true`, and other ' +
      'receivers may refuse the message.',
    example: {
      kind: 'dm.manage',
      wrong: '{"d": {"supports": {"deviceActions": 1}}, "reqId": "manage-1"}',
      right: '{"d": {"supports": {"deviceActions": true}}, "reqId": "manage-1"}',
    },
  },
  'dm/rc-string': {
    title: 'A return code in quotes',
    severity: 'warning',
    description:
      '`rc` is an integer. Old documents printed it as text and some libraries still send it so. The platform takes `"202"` for 202; a ' +
      'receiver that compares numbers waits for an answer that never comes.',
    example: { kind: 'dm.deviceResponse', wrong: '{"rc": "202", "reqId": "reboot-1"}', right: '{"rc": 202, "reqId": "reboot-1"}' },
  },
  'dm/rc-zero': {
    title: 'Return code 0',
    severity: 'warning',
    description:
      'An example in the platform’s documents shows `rc` 0 for success, but no operation defines it. It is taken for success; send the ' +
      'code that the request asks for: 200 done, 202 accepted and started, 204 changed.',
    example: { kind: 'dm.deviceResponse', wrong: '{"rc": 0, "reqId": "reboot-1"}', right: '{"rc": 202, "reqId": "reboot-1"}' },
  },
  'dm/rc-unknown': {
    title: 'A return code that the protocol does not define',
    severity: 'warning',
    description:
      'Device Management defines a few return codes only, some for the platform and some for devices. A receiver takes an unknown code from 200 to 299 for success and every other ' +
      'for a failure, so the meaning that was intended is lost.',
    example: { kind: 'dm.deviceResponse', wrong: '{"rc": 600, "reqId": "reboot-1"}', right: '{"rc": 500, "reqId": "reboot-1"}' },
  },
  'dm/wrong-topic': {
    title: 'An answer on the topic of a request',
    severity: 'warning',
    description:
      'Answers go to `iotdevice-1/response` (from the device) or `iotdm-1/response` (from the platform), whatever they answer. An answer on ' +
      'another topic is taken for a new request, and the request that it answers times out.',
    example: { kind: 'dm.manage', wrong: '{"rc": 200, "reqId": "manage-1"}', right: '{"reqId": "manage-1"}' },
  },
  'dm/outside-d': {
    title: 'Members next to d instead of in it',
    severity: 'warning',
    description:
      'Everything that a message says stands in its member `d`; next to it there are only `reqId`, `rc` and `message`. What stands ' +
      'elsewhere is ignored, so a Manage request with `lifetime` at the top promises none.',
    example: {
      kind: 'dm.manage',
      wrong: '{"lifetime": 3600, "reqId": "manage-1"}',
      right: '{"d": {"lifetime": 3600}, "reqId": "manage-1"}',
    },
  },
  'dm/emptied': {
    title: 'An empty object that empties what is stored',
    severity: 'hint',
    description:
      '`deviceInfo` and `metadata` of a Manage request replace what the platform has stored. By the documents an empty object therefore ' +
      'deletes it. IBM’s Python library always sends both.',
    example: {
      kind: 'dm.manage',
      wrong: '{"d": {"lifetime": 3600, "metadata": {}}, "reqId": "manage-1"}',
      right: '{"d": {"lifetime": 3600}, "reqId": "manage-1"}',
    },
  },
  'dm/altitude': {
    title: 'altitude instead of elevation',
    severity: 'warning',
    description: 'The height of a location is called `elevation`. A receiver ignores `altitude`, and the height is lost.',
    example: {
      kind: 'dm.location',
      wrong: '{"d": {"longitude": 8.68, "latitude": 49.41, "altitude": 114}, "reqId": "l-1"}',
      right: '{"d": {"longitude": 8.68, "latitude": 49.41, "elevation": 114}, "reqId": "l-1"}',
    },
  },
  'dm/null-island': {
    title: 'Latitude and longitude 0',
    severity: 'hint',
    description:
      'A receiver without a fix often reports 0 and 0, which is a place in the Atlantic. The platform stores it like any other, and maps ' +
      'show the device there. Send no position while there is none.',
    example: {
      kind: 'dm.location',
      wrong: '{"d": {"longitude": 0, "latitude": 0}, "reqId": "l-1"}',
      right: '{"d": {"longitude": 8.68, "latitude": 49.41}, "reqId": "l-1"}',
    },
  },
  'dm/log-data': {
    title: 'Log data that is not base64',
    severity: 'warning',
    description:
      'The member `data` of a log entry carries any bytes as base64. Most libraries send it as it is given to them. The platform stores ' +
      'it, but whoever decodes it gets something else or nothing. The fix encodes text that cannot be meant as base64.',
    example: {
      kind: 'dm.addLog',
      wrong: '{"d": {"message": "m", "timestamp": "2026-03-01T10:00:00Z", "data": "21.4 °C", "severity": 0}, "reqId": "g-1"}',
      right: '{"d": {"message": "m", "timestamp": "2026-03-01T10:00:00Z", "data": "MjEuNCDCsEM=", "severity": 0}, "reqId": "g-1"}',
    },
  },
  'dm/clock-unset': {
    title: 'A time in 1970',
    severity: 'hint',
    description:
      'A clock that was never set counts from 1970. The platform stores the time as it is, and the entry sorts before all others. Set the ' +
      'clock first, by NTP for instance; where the time is optional, leave it out.',
    example: {
      kind: 'dm.addLog',
      wrong: '{"d": {"message": "m", "timestamp": "1970-01-01T00:00:07Z", "severity": 0}, "reqId": "g-1"}',
      right: '{"d": {"message": "m", "timestamp": "2026-03-01T10:00:00Z", "severity": 0}, "reqId": "g-1"}',
    },
  },
  'dm/firmware-place': {
    title: 'Members of the firmware outside of value',
    severity: 'error',
    description:
      'A field has a name and a value: `{"field": "mgmt.firmware", "value": {"state": 1}}`. Members of the firmware next to `field` are ' +
      'ignored, and without `value` the platform answers rc 400, so a download never ends.',
    example: {
      kind: 'dm.notify',
      wrong: '{"d": {"fields": [{"field": "mgmt.firmware", "state": 1}]}}',
      right: '{"d": {"fields": [{"field": "mgmt.firmware", "value": {"state": 1}}]}}',
    },
  },
  'dm/reqId-missing': {
    title: 'A request without reqId',
    severity: 'hint',
    description:
      'The platform answers a request only if it carries a `reqId`. Without one the device never learns that a request was refused. ' +
      'Notifications commonly go without, so they are not reported.',
    example: { kind: 'dm.manage', wrong: '{"d": {"lifetime": 3600}}', right: '{"d": {"lifetime": 3600}, "reqId": "manage-1"}' },
  },
  'dm/time-zone': {
    title: 'A time without a time zone',
    severity: 'hint',
    description:
      'The time is accepted, but nobody can tell when it was: the platform, the device and whoever reads the log may each assume another ' +
      'time zone. End it with `Z` for UTC, or with an offset such as `+01:00`.',
    example: {
      kind: 'dm.addLog',
      wrong: '{"d": {"message": "m", "timestamp": "2026-03-01T10:00:00", "severity": 0}, "reqId": "g-1"}',
      right: '{"d": {"message": "m", "timestamp": "2026-03-01T10:00:00Z", "severity": 0}, "reqId": "g-1"}',
    },
  },
  'dm/time-form': {
    title: 'A time in an uncommon form of ISO 8601',
    severity: 'warning',
    description:
      'ISO 8601 knows more forms than the documents show: `20260301T100000Z` without hyphens and colons, `2026-03-01T10:00Z` without ' +
      'seconds, small letters `t` and `z`. Not every receiver reads them. Write `2026-03-01T10:00:00Z`.',
    example: {
      kind: 'dm.addLog',
      wrong: '{"d": {"message": "m", "timestamp": "20260301T100000Z", "severity": 0}, "reqId": "g-1"}',
      right: '{"d": {"message": "m", "timestamp": "2026-03-01T10:00:00Z", "severity": 0}, "reqId": "g-1"}',
    },
  },
  'dm/supports-misspelt': {
    title: 'A group of actions in another spelling',
    severity: 'warning',
    description:
      'The groups of actions are spelt `deviceActions` and `firmwareActions`. Any other name in `supports` stands for a device management ' +
      'extension, and the platform answers rc 403 if there is none of that name.',
    example: {
      kind: 'dm.manage',
      wrong: '{"d": {"supports": {"DeviceActions": true}}, "reqId": "manage-1"}',
      right: '{"d": {"supports": {"deviceActions": true}}, "reqId": "manage-1"}',
    },
  },
  'dm/attribute-name': {
    title: 'The name of an attribute in another spelling',
    severity: 'warning',
    description:
      'The attributes are called `location`, `metadata`, `deviceInfo` and `mgmt.firmware`; members of one follow after a dot, as in ' +
      '`mgmt.firmware.state`. A receiver does not find an attribute of another name, and answers rc 404 or ignores it.',
    example: {
      kind: 'dm.observe',
      wrong: '{"d": {"fields": [{"field": "firmware"}]}, "reqId": "observe-1"}',
      right: '{"d": {"fields": [{"field": "mgmt.firmware"}]}, "reqId": "observe-1"}',
    },
  },
  'dm/old-form': {
    title: 'A form of older documents',
    severity: 'warning',
    description:
      'Until 2017 the documents named attributes as plain strings, called the list of a Cancel request `data`, put the one attribute of a ' +
      'notification directly into `d`, and some called the address of an image `url`. Tolerant receivers still read these forms; send ' +
      '`"fields": [{"field": "mgmt.firmware"}]` and `uri`.',
    example: {
      kind: 'dm.observe',
      wrong: '{"d": {"fields": ["mgmt.firmware"]}, "reqId": "observe-1"}',
      right: '{"d": {"fields": [{"field": "mgmt.firmware"}]}, "reqId": "observe-1"}',
    },
  },
} as const satisfies Readonly<Record<string, Rule>>;
