import type { Rule } from '../rule.ts';

/** Rules about the text itself: is it JSON at all? */
export const jsonRules = {
  'json/syntax': {
    title: 'The payload is not JSON',
    severity: 'error',
    description:
      'Device Management messages and bodies of the REST interface are JSON. ' +
      'The platform refuses a request that it cannot parse, and ignores such an answer. The usual causes are named: a `reqId` without ' +
      'quotes (a common fault of C programs that print a UUID with `%s`), the `...` by which documents leave something out, a comma too ' +
      'many or too few, single or curly quotes, names without quotes, the `True` and `None` of Python, a leading zero, a decimal comma, an ' +
      'object that was never turned into text, a byte order mark.',
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
    description: 'JSON is text in UTF-8. A request with other bytes, such as Latin-1 umlauts, cannot be read, not even its `reqId`.',
    example: {
      wrong: { topic: 'iotdevice-1/mgmt/unmanage', sender: 'device', text: undefined },
      right: { topic: 'iotdevice-1/mgmt/unmanage', sender: 'device', text: '{"reqId": "unmanage-1"}' },
    },
  },
  'json/free-payload': {
    title: 'An event or command that is not JSON, as its topic says',
    severity: 'warning',
    description:
      'An event or command may be anything, and the platform passes it on as it is. With the format `json` in its topic, dashboards and ' +
      'applications take it for JSON in UTF-8 of any type, and cannot use anything else. Name another format for what is not JSON.',
    example: {
      wrong: { topic: 'iot-2/evt/status/fmt/json', sender: 'device', text: '21.4 °C' },
      right: { topic: 'iot-2/evt/status/fmt/txt', sender: 'device', text: '21.4 °C' },
    },
  },
  'json/duplicate': {
    title: 'A member stands twice',
    severity: 'warning',
    description:
      'An object has two members of one name. JSON leaves open what that means; most readers take the last one and drop the others without a ' +
      'word, so what the first one says is lost. Looked for in files only; in JSON files VS Code itself marks such members.',
    example: {
      transcript: 'jsonl',
      wrong: '{}\n{"topic": "iot-2/evt/status/fmt/json", "payload": {"level": 7, "level": 8}}',
      right: '{}\n{"topic": "iot-2/evt/status/fmt/json", "payload": {"level": 8}}',
    },
  },
  'json/more': {
    title: 'More problems than are shown',
    severity: 'hint',
    description:
      '1,000 things or more are wrong with the payload. Those beyond are not looked for, so that a payload full of faults costs no more than others.',
    example: {
      kind: 'dm.observe',
      wrong: `{"d": {"fields": [${'1, '.repeat(1000)}1]}, "reqId": "observe-1"}`,
      right: '{"d": {"fields": [{"field": "mgmt.firmware"}]}, "reqId": "observe-1"}',
    },
  },
} as const satisfies Readonly<Record<string, Rule>>;
