import type { KindName } from '../wiotp/catalog.ts';
import type { Severity } from './problem.ts';

/** One rule of the linter, as docs/rules.md lists it. */
export interface Rule {
  readonly title: string;
  readonly severity: Severity;
  /** What is found, why it matters and what the platform does about it. Markdown. */
  readonly description: string;
  /** A payload that breaks the rule, and the same one put right; none where text cannot show it. */
  readonly example?: { readonly kind: KindName; readonly wrong: string; readonly right: string };
}

/** Every rule by its name, in the order in which documentation lists them. */
export const rules = {
  'json/syntax': {
    title: 'The payload is not JSON',
    severity: 'error',
    description:
      'Device Management messages are JSON objects, and an event or command with format `json` must be JSON of any type. ' +
      'The platform refuses a request that it cannot parse, and ignores such an answer. The usual causes are named: a `reqId` without ' +
      'quotes (a common fault of C programs that print a UUID with `%s`), a comma too many or too few, single quotes, ' +
      'an object that was never turned into text, a byte order mark.',
    example: {
      kind: 'dm.deviceResponse',
      wrong: '{"rc": 202, "reqId": b5f1b986-a8a4-4c92-aa11-97f532ee5947}',
      right: '{"rc": 202, "reqId": "b5f1b986-a8a4-4c92-aa11-97f532ee5947"}',
    },
  },
  'json/comment': {
    title: 'A comment in a payload',
    severity: 'error',
    description: 'JSON has no comments. An editor may accept them; the platform and devices do not, and refuse the message.',
    example: { kind: 'dm.unmanage', wrong: '{"reqId": "unmanage-1" /* the last one */}', right: '{"reqId": "unmanage-1"}' },
  },
  'json/encoding': {
    title: 'The payload is not UTF-8',
    severity: 'error',
    description:
      'JSON is text in UTF-8. A payload with other bytes, such as Latin-1 umlauts or binary data under a JSON topic, cannot be read. Use a ' +
      'format of its own for binary data.',
  },
  'json/more': {
    title: 'More problems than are shown',
    severity: 'hint',
    description: 'More than 1,000 things are wrong with the payload. Those beyond are counted and not described.',
    example: {
      kind: 'dm.observe',
      wrong: `{"d": {"fields": [${'1, '.repeat(1000)}1]}, "reqId": "observe-1"}`,
      right: '{"d": {"fields": [{"field": "mgmt.firmware"}]}, "reqId": "observe-1"}',
    },
  },
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
      'has 1 to 255 characters of `A-Z a-z 0-9 . _ -`, so no other name can stand for an extension. The platform answers rc 403.',
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
      'Device Management defines a few return codes only. A receiver takes an unknown code from 200 to 299 for success and every other ' +
      'for a failure, so the meaning that was intended is lost.',
    example: { kind: 'dm.deviceResponse', wrong: '{"rc": 600, "reqId": "reboot-1"}', right: '{"rc": 500, "reqId": "reboot-1"}' },
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

/** The name of a rule. */
export type RuleId = keyof typeof rules;

/** Where docs/rules.md describes a rule: the part of the address after `#`, made of the heading as GitHub makes it. */
export function ruleAnchor(rule: string): string {
  return rule.toLowerCase().replaceAll('/', '');
}
